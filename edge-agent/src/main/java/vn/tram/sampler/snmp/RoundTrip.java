package vn.tram.sampler.snmp;

import java.time.Duration;

/**
 * How long to wait for one device's answer, from how long it took so far (RFC 6298). A time-out doubles the wait, and
 * it stays doubled until an answer is measured, so that a device that became slow is still heard. Safe for use by many
 * threads.
 */
final class RoundTrip {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration SHORTEST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(5);

    private static final double GRANULARITY_NANOS = 10e6;

    private double smoothed = -1;
    private double variation;
    private double timeout = FIRST.toNanos();

    synchronized Duration timeout() {
        return Duration.ofNanos((long) timeout);
    }

    /** An answer came; each attempt has an id of its own, so that it is known which one is answered. */
    synchronized void measured(Duration roundTrip) {
        double sample = roundTrip.toNanos();
        if (smoothed < 0) {
            smoothed = sample;
            variation = sample / 2;
        } else {
            variation += (Math.abs(smoothed - sample) - variation) / 4;
            smoothed += (sample - smoothed) / 8;
        }
        timeout = clamp(smoothed + Math.max(GRANULARITY_NANOS, 4 * variation));
    }

    synchronized void timedOut() {
        timeout = clamp(timeout * 2);
    }

    private static double clamp(double nanos) {
        return Math.max((double) SHORTEST.toNanos(), Math.min((double) LONGEST.toNanos(), nanos));
    }
}
