package vn.tram.document;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a person on the hotspot gets with one opening of the door. A quota or rate of 0 is none.
 *
 * @param time {@link #MIN_TIME} to {@link #MAX_TIME}, whole seconds
 * @param quota in bytes, both directions together
 * @param down in bytes a second, towards the person
 * @param up in bytes a second, from the person
 */
public record Allowance(Duration time, long quota, long down, long up) {

    public static final Duration MIN_TIME = Duration.ofMinutes(1);
    public static final Duration MAX_TIME = Duration.ofDays(30);

    /** Less cannot carry a page. */
    public static final long MIN_RATE = 8_000;

    public static final long MAX_RATE = 10_000_000_000L;
    public static final long MIN_QUOTA = 1_000_000;
    public static final long MAX_QUOTA = 1_000_000_000_000L;

    public Allowance {
        String problem = problem(time, quota, down, up);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The rule that the values break, or null. */
    public static @Nullable String problem(Duration time, long quota, long down, long up) {
        if (time.compareTo(MIN_TIME) < 0
                || time.compareTo(MAX_TIME) > 0
                || !time.equals(Duration.ofSeconds(time.toSeconds()))) {
            return "time: must be 1 minute to 30 days in whole seconds, was " + time;
        }
        if (quota != 0 && (quota < MIN_QUOTA || quota > MAX_QUOTA)) {
            return "quota: must be 0 for none, or " + MIN_QUOTA + " to " + MAX_QUOTA + " bytes, was " + quota;
        }
        if (isNoRate(down) || isNoRate(up)) {
            return "down, up: must be 0 for no limit, or " + MIN_RATE + " to " + MAX_RATE + " bytes a second, were "
                    + down + ", " + up;
        }
        return null;
    }

    private static boolean isNoRate(long rate) {
        return rate != 0 && (rate < MIN_RATE || rate > MAX_RATE);
    }
}
