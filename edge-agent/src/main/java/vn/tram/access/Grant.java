package vn.tram.access;

import java.time.Duration;

/**
 * What one client may have. A rate or quota of 0 is none.
 *
 * @param time from the opening on, at least a second
 * @param quota in bytes, both directions together
 * @param down in bytes a second, towards the client
 * @param up in bytes a second, from the client
 */
public record Grant(Duration time, long quota, long down, long up) {

    public Grant {
        if (time.toSeconds() < 1 || time.toDays() > 366) {
            throw new IllegalArgumentException("time: must be a second to 366 days, was " + time);
        }
        if (quota < 0 || down < 0 || up < 0) {
            throw new IllegalArgumentException(
                    "quota, down, up: must not be negative, were " + quota + ", " + down + ", " + up);
        }
    }

    public static Grant of(Duration time) {
        return new Grant(time, 0, 0, 0);
    }
}
