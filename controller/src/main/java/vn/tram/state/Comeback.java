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
     * @param now when that report came
     * @param inFlight how long a report may be on its way
     */
    boolean confirms(Instant now, Duration inFlight) {
        boolean isOfNow = at == null || !run.readAfter(now).isBefore(at.plus(margin(now, inFlight)));
        if (isOfNow) {
            run.confirmed();
        }
        return isOfNow;
    }

    private Duration margin(Instant now, Duration inFlight) {
        if (run.isFirst()) {
            // A machine that has just started begins to measure before it can be reached.
            return inFlight.negated();
        }
        // What comes with the return was read before our end knew of it. What comes after it is older than it seems,
        // by as long as the fastest report was on its way.
        return now.equals(at) ? inFlight.dividedBy(-10) : inFlight.dividedBy(4);
    }
}
