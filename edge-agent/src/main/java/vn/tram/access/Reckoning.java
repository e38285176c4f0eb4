package vn.tram.access;

import java.util.Arrays;

/** The last durations of something, and their quantiles. Bounded. Safe for use by many threads. */
public final class Reckoning {

    private static final int KEPT = 512;

    private final long[] nanos = new long[KEPT];
    private long count;

    public synchronized void add(long duration) {
        nanos[(int) (count++ % KEPT)] = duration;
    }

    /**
     * The least duration that {@code part} of the last {@value #KEPT} did not exceed, in nanoseconds; 0 when there was
     * none.
     */
    public synchronized long quantile(double part) {
        int known = (int) Math.min(count, KEPT);
        if (known == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, known);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(part * known) - 1)];
    }
}
