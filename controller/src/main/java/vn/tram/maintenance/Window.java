package vn.tram.maintenance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work that somebody has planned on a node or a site, and so on everything behind it.
 *
 * @param id chosen by whoever plans it, 1 to 32 of {@code A-Z a-z 0-9 -}
 * @param of what kind the target is
 * @param target a node's endpoint or a site's id
 * @param schedule when
 * @param reason what is done, as people read it
 * @param actor user name of who planned it
 * @param plannedAt when they did
 * @param cancelledAt null unless somebody cancelled it; from then on it covers nothing
 * @param cancelledBy user name
 */
public record Window(
        String id,
        Target of,
        String target,
        Schedule schedule,
        String reason,
        String actor,
        Instant plannedAt,
        @Nullable Instant cancelledAt,
        @Nullable String cancelledBy) {

    public static final int MAX_REASON = 500;

    /** What is worked on. */
    public enum Target {
        NODE,
        SITE
    }

    public Window {
        if (!id.matches("[A-Za-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("id: must be 1 to 32 of A-Z a-z 0-9 -, was \"" + id + "\"");
        }
    }

    /** Whether its work goes on at that moment. */
    public boolean covers(Instant at) {
        return (cancelledAt == null || at.isBefore(cancelledAt)) && schedule.covers(at);
    }

    /** The time that goes on at that moment, otherwise the next; null when it is over or was cancelled. */
    public Schedule.@Nullable Occurrence occurrence(Instant at) {
        return cancelledAt != null && !at.isBefore(cancelledAt) ? null : schedule.occurrence(at);
    }

    public boolean isOver(Instant at) {
        return occurrence(at) == null;
    }

    /** When it ended for good; null while it has not. */
    public @Nullable Instant endedAt() {
        return cancelledAt != null ? cancelledAt : schedule.until();
    }

    public Window cancelled(String by, Instant at) {
        return new Window(id, of, target, schedule, reason, actor, plannedAt, at, by);
    }
}
