package vn.tram.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether we ourselves can see anything: our session with the broker, and whether our own clock and process went on. */
final class Sight {

    private static final Duration TOLERATED_STEP_BACK = Duration.ofSeconds(10);

    private final StateRules rules;
    private Instant now;
    private Instant since;
    private @Nullable Instant lostAt;
    private boolean blind;
    private boolean deaf;

    Sight(StateRules rules, Instant start) {
        this.rules = rules;
        this.now = start;
        this.since = start;
    }

    /** What happened to us between two events. */
    enum Passing {
        ON,
        /** We did not run for a while, or our clock was set forward. */
        STALLED,
        /** Our clock was set back. */
        SET_BACK
    }

    /** Must be called for every event, with its time. */
    Passing pass(Instant at) {
        if (at.isBefore(now.minus(TOLERATED_STEP_BACK))) {
            now = at;
            since = at;
            return Passing.SET_BACK;
        }
        boolean stalled = at.isAfter(now.plus(rules.stall()));
        if (at.isAfter(now)) {
            now = at;
        }
        if (stalled) {
            since = now;
        }
        return stalled ? Passing.STALLED : Passing.ON;
    }

    /** Never runs backwards, except when the clock was set back. */
    Instant now() {
        return now;
    }

    /** Whether our session has been broken for longer than the hold, or nothing reaches us at all. */
    boolean isBlind() {
        return blind || deaf;
    }

    /** Whether no probe arrived from anywhere, and nothing else since. */
    boolean isDeaf() {
        return deaf;
    }

    void deaf(boolean is) {
        if (deaf && !is) {
            since = now;
        }
        deaf = is;
    }

    /** True once for every loss, when the hold is over. */
    boolean goesBlind() {
        if (blind || lostAt == null || now.isBefore(lostAt.plus(rules.hold()))) {
            return false;
        }
        blind = true;
        return true;
    }

    /** Our session is up or broken. */
    void session(boolean connected) {
        if (!connected && lostAt == null) {
            lostAt = now;
        } else if (connected) {
            lostAt = null;
            blind = false;
            since = now;
        }
    }

    /** Before this moment nothing is called down. */
    Instant graceUntil() {
        return since.plus(rules.grace());
    }
}
