package vn.tram.sampler.snmp;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much each sender may say: so many at once, and so many a second after that (a token bucket). Of more senders than
 * it remembers, the one that was silent longest is forgotten. Not safe for use by many threads.
 */
final class Allowance {

    private static final int MOST_SENDERS = 1024;
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final Map<InetAddress, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
            return size() > MOST_SENDERS;
        }
    };

    private static final class Bucket {
        private double left;
        private long at;
    }

    Allowance(double perSecond, double burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /** @param nanos by a clock that does not jump */
    boolean take(InetAddress sender, long nanos) {
        Bucket bucket = buckets.get(sender);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.left = burst;
            bucket.at = nanos;
            buckets.put(sender, bucket);
        }
        bucket.left = Math.min(burst, bucket.left + (nanos - bucket.at) / NANOS * perSecond);
        bucket.at = nanos;
        if (bucket.left < 1) {
            return false;
        }
        bucket.left--;
        return true;
    }
}
