package vn.tram.stamp;

import java.time.Duration;

/**
 * Interarrival jitter (RFC 3550, section 6.4.1): the smoothed difference of two successive one-way delays, in which the
 * offset of the two clocks cancels out. Not safe for use by many threads.
 */
public final class Jitter {

    private static final double SMOOTHING = 16;

    private double nanos;
    private long before;
    private boolean hasBefore;

    /** @param delay of one packet, with whatever offset the clocks have */
    public void add(Duration delay) {
        long now = delay.toNanos();
        if (hasBefore) {
            nanos += (Math.abs(now - before) - nanos) / SMOOTHING;
        }
        before = now;
        hasBefore = true;
    }

    public Duration value() {
        return Duration.ofNanos(Math.round(nanos));
    }
}
