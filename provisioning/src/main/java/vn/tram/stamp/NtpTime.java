package vn.tram.stamp;

import java.time.Duration;
import java.time.Instant;

/**
 * Timestamps of NTP's 64-bit form (RFC 5905, section 6): seconds since 1900 in the upper half, fractions of 2^-32 s in the
 * lower. The seconds wrap in 2036 and every 136 years after that, so a timestamp is read as the one nearest to a time
 * that is known roughly.
 */
public final class NtpTime {

    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
    private static final long ERA = 1L << 32;
    private static final double FRACTIONS = 4_294_967_296.0;
    private static final double NANOS = 1e9;

    private NtpTime() {}

    public static long of(Instant time) {
        long seconds = time.getEpochSecond() + SECONDS_FROM_1900_TO_1970;
        long fraction = Math.min(ERA - 1, Math.round(time.getNano() / NANOS * FRACTIONS));
        return seconds << 32 | fraction;
    }

    /** @param near a time not more than 68 years away from the one that is meant */
    public static Instant toInstant(long timestamp, Instant near) {
        long seconds = (timestamp >>> 32) - SECONDS_FROM_1900_TO_1970;
        long eras = Math.floorDiv(near.getEpochSecond() - seconds + ERA / 2, ERA);
        long nanos = Math.round((timestamp & ERA - 1) / FRACTIONS * NANOS);
        return Instant.ofEpochSecond(seconds + eras * ERA, nanos);
    }

    /** {@code later} minus {@code earlier}, which are not more than 68 years apart; whatever era each is in. */
    public static Duration between(long earlier, long later) {
        long difference = later - earlier;
        long nanos = Math.round((difference & ERA - 1) / FRACTIONS * NANOS);
        return Duration.ofSeconds(difference >> 32, nanos);
    }

    /** A timestamp that is {@code nanos} later, or earlier when that is negative. */
    public static long plusNanos(long timestamp, long nanos) {
        long seconds = Math.floorDiv(nanos, 1_000_000_000L);
        return timestamp + (seconds << 32) + Math.round(Math.floorMod(nanos, 1_000_000_000L) / NANOS * FRACTIONS);
    }
}
