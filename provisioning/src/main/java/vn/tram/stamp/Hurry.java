package vn.tram.stamp;

import java.time.Duration;

/**
 * When probes leave every 100 ms instead of at their usual interval: from the first one that is not answered until twenty
 * in a row are, and no longer than a minute without any answer. So nobody takes a line that loses two packets of five
 * for one that is cut, for it carries 18 probes in the time after which a line is called silent. Times are milliseconds
 * of a clock that does not jump. Not safe for use by many threads.
 */
public final class Hurry {

    public static final Duration INTERVAL = Duration.ofMillis(100);

    private static final int CALM_AFTER = 20;
    private static final long LONGEST_MILLIS = 60_000;

    private int answersWanting;
    private long since;

    /** A probe was answered. */
    public void answered(long now) {
        since = now;
        if (answersWanting > 0) {
            answersWanting--;
        }
    }

    /** A probe was not answered in time. */
    public void missed(long now) {
        if (answersWanting == 0) {
            since = now;
        }
        answersWanting = CALM_AFTER;
    }

    public boolean isOn(long now) {
        return answersWanting > 0 && now - since < LONGEST_MILLIS;
    }
}
