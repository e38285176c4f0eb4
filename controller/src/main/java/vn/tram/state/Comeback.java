package vn.tram.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a node was last found to be no longer down, and so which of its reports tell of the time since: what a node says
 * that was away is of before until it has seen for itself that it is back.
 */
final class Comeback {

    private final Run run;
    private @Nullable Instant at;

    Comeback(Run run) {
        this.run = run;
    }

    void happened(Instant now) {
        at = now;
    }

    /**
     * Whether the report that came last was read after the node was back; true for a node that never was away.
     *
     * @param isDown whether the node was away until this report
     * @param now when that report came
     * @param inFlight how long a report may be on its way
     */
    boolean confirms(boolean isDown, Instant now, Duration inFlight) {
        Instant back = isDown ? now : at;
        boolean isOfNow = back == null || !run.readAfter(now).isBefore(back.plus(margin(back, now, inFlight)));
        if (isOfNow) {
            run.confirmed();
        }
        return isOfNow;
    }

    private Duration margin(Instant back, Instant now, Duration inFlight) {
        if (run.isFirst()) {
            // A machine that has just started begins to measure before it can be reached.
            return inFlight.negated();
        }
        // What comes with the return was read before our end knew of it. What comes after it is older than it seems,
        // by as long as the fastest report was on its way.
        return now.equals(back) ? inFlight.dividedBy(-10) : inFlight.dividedBy(4);
    }
}
