package vn.tram.cabinet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * When the power of the modem is interrupted: after the controller could not be reached for a while, or when somebody
 * asks for it; never twice within the hold-off, and never more often than so many times in any 24 hours. A modem that
 * power cycles do not cure is thus left alone, and one that needs minutes to come up is given them.
 *
 * <p>Uptime decides all but the daily limit, which must outlive a restart and so goes by the device's clock; a cycle that
 * lies in that clock's future counts, because the clock may have been set back. Not safe for use by many threads.
 */
public final class PowerCycle {

    private static final long DAY = Duration.ofDays(1).toMillis();

    /**
     * @param after how long the controller must be out of reach; counted from the start at the earliest
     * @param off how long power is interrupted
     * @param holdOff from the beginning of one interruption to that of the next, at least
     * @param perDay in any 24 hours at most
     */
    public record Rule(Duration after, Duration off, Duration holdOff, int perDay) {
        public Rule {
            if (holdOff.compareTo(off) <= 0) {
                throw new IllegalArgumentException("hold-off: must be longer than off (" + off + "), was " + holdOff);
            }
            if (perDay < 1) {
                throw new IllegalArgumentException("per-day: must be at least 1, was " + perDay);
            }
        }
    }

    private final Rule rule;
    private final Deque<Long> past = new ArrayDeque<>();
    private long reachableAt;
    private long lastBegan;
    private boolean hasBegun;
    private boolean isOff;

    /**
     * @param past when power was interrupted before this start, in milliseconds since 1970
     * @param uptimeMillis now
     */
    PowerCycle(Rule rule, Collection<Long> past, long uptimeMillis) {
        this.rule = rule;
        this.past.addAll(past);
        this.reachableAt = uptimeMillis;
    }

    /**
     * Looks at the world.
     *
     * @param reachable whether the controller is
     * @return whether an interruption begins now
     */
    boolean look(boolean reachable, long uptimeMillis, long clockMillis) {
        if (isOff && uptimeMillis - lastBegan >= rule.off().toMillis()) {
            isOff = false;
            reachableAt = uptimeMillis; // the modem comes up only now
        }
        if (reachable) {
            reachableAt = uptimeMillis;
        }
        boolean isDue = uptimeMillis - reachableAt >= rule.after().toMillis();
        return isDue && begin(uptimeMillis, clockMillis).isEmpty();
    }

    /** @return empty when an interruption begins now, and otherwise why it does not */
    String begin(long uptimeMillis, long clockMillis) {
        if (isOff) {
            return "power is interrupted already";
        }
        if (hasBegun && uptimeMillis - lastBegan < rule.holdOff().toMillis()) {
            return "the last interruption was " + (uptimeMillis - lastBegan) / 1000 + " s ago, and must be at least "
                    + rule.holdOff().toSeconds() + " s ago";
        }
        past.removeIf(began -> clockMillis - began >= DAY);
        if (past.size() >= rule.perDay()) {
            return "there were " + past.size() + " interruptions in 24 hours, and " + rule.perDay() + " are allowed";
        }
        past.add(clockMillis);
        lastBegan = uptimeMillis;
        hasBegun = true;
        isOff = true;
        return "";
    }

    /** The interruptions that the daily limit counts, in milliseconds since 1970; the newest last. */
    List<Long> past() {
        return List.copyOf(past);
    }

    boolean isOff() {
        return isOff;
    }
}
