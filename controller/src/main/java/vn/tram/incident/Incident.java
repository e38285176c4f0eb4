package vn.tram.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.state.Evidence;

/**
 * One cause, and everything under it. Immutable.
 *
 * @param id from 1, never used again
 * @param kind what is wrong
 * @param endpoint the node that is the cause
 * @param link LwM2M instance of the interface for {@link Kind#LINK_DOWN}; -1 otherwise
 * @param detail what the kind is about, such as an interface name; may be empty
 * @param openedAt when we opened it, by our clock
 * @param closedAt null while open
 * @param evidence why we opened it
 * @param suppressed endpoints that are down only because of this, sorted
 * @param acknowledgedBy user name; null until somebody did
 * @param assignedTo user name of whoever works on it; null for nobody
 * @param level how often it was escalated, by a person or because nobody had taken note of it; at most {@value #MAX_LEVEL}
 * @param impact how much is down because of it
 * @param timeline every step, oldest first
 */
public record Incident(
        long id,
        Kind kind,
        String endpoint,
        int link,
        String detail,
        Instant openedAt,
        @Nullable Instant closedAt,
        Evidence evidence,
        List<String> suppressed,
        @Nullable String acknowledgedBy,
        @Nullable String assignedTo,
        int level,
        Impact impact,
        List<Step> timeline) {

    public static final int MAX_LEVEL = 3;

    /** Characters of one comment. */
    public static final int MAX_COMMENT = 1000;

    /** Steps of a timeline that people made; more are refused, and none is ever dropped. */
    public static final int MAX_BY_PEOPLE = 100;

    /** How long after closing something can still be written into a timeline. */
    public static final Duration COMMENTED = Duration.ofDays(1);

    /** What is wrong. */
    public enum Kind {
        NODE_DOWN,
        LINK_DOWN,
        LIMITS_EXCEEDED,
        CONTROLLER_OVERLOAD
    }

    /**
     * One line of the timeline.
     *
     * @param at by our clock
     * @param message key in the message files
     * @param detail what the message is about; may be empty
     * @param actor user name; null when the controller did it
     */
    public record Step(
            Instant at,
            String message,
            String detail,
            @Nullable String actor) {}

    /** How many steps people made. */
    public int byPeople() {
        return (int) timeline.stream().filter(step -> step.actor() != null).count();
    }

    public boolean isOpen() {
        return closedAt == null;
    }
}
