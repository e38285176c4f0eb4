package vn.tram.stamp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a clock may be wrong, as it is said in packets (RFC 4656, section 4.1.2): whether the clock is synchronised at
 * all, and a bound of the form M * 2^(scale - 32) seconds.
 */
public final class ErrorEstimate {

    /** Of a clock about which nothing is known. */
    public static final int UNKNOWN = 0x3fff;

    private static final int SYNCHRONISED = 0x8000;
    /** Timestamps are PTP's (RFC 8186), which this class does not read. */
    private static final int PTP = 0x4000;

    private static final int MOST_SCALE = 63;
    private static final int MOST_MULTIPLIER = 255;
    private static final double NANOS = 1e9;

    private ErrorEstimate() {}

    /** @param error the clock's bound; null when there is none, and it is not negative otherwise */
    public static int of(@Nullable Duration error) {
        if (error == null) {
            return UNKNOWN;
        }
        double units = Math.scalb(error.toNanos() / NANOS, 32);
        int scale = 0;
        while (Math.ceil(Math.scalb(units, -scale)) > MOST_MULTIPLIER && scale < MOST_SCALE) {
            scale++;
        }
        int multiplier = (int) Math.max(1, Math.min(MOST_MULTIPLIER, Math.ceil(Math.scalb(units, -scale))));
        return SYNCHRONISED | scale << 8 | multiplier;
    }

    /** Null when the clock is not synchronised, or the estimate is not of NTP time. */
    public static @Nullable Duration read(int estimate) {
        int multiplier = estimate & MOST_MULTIPLIER;
        if ((estimate & SYNCHRONISED) == 0 || (estimate & PTP) != 0 || multiplier == 0) {
            return null;
        }
        double seconds = Math.scalb((double) multiplier, (estimate >> 8 & MOST_SCALE) - 32);
        return Duration.ofNanos(Math.round(seconds * NANOS));
    }
}
