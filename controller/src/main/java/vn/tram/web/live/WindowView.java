package vn.tram.web.live;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.maintenance.Maintenance;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Weekly;
import vn.tram.maintenance.Window;

/**
 * A window of maintenance as JSON has it.
 *
 * @param name of the node or site
 * @param from when it begins, or the first week may begin
 * @param until null for a weekly one without an end
 * @param days null for once
 * @param start such as {@code 22:00}, in Viet Nam's time; null for once
 * @param end on the next day when not after {@code start}; null for once
 * @param nextFrom when the work that goes on has begun, otherwise when it begins next; null when it is over
 * @param nextUntil when that ends
 * @param nodes how many nodes it covers now
 */
public record WindowView(
        String id,
        State state,
        Window.Target of,
        String target,
        String name,
        Instant from,
        @Nullable Instant until,
        @Nullable List<DayOfWeek> days,
        @Nullable String start,
        @Nullable String end,
        @Nullable Instant nextFrom,
        @Nullable Instant nextUntil,
        int nodes,
        String reason,
        String actor,
        Instant plannedAt,
        @Nullable Instant cancelledAt,
        @Nullable String cancelledBy) {

    /** Whether the work goes on. */
    public enum State {
        ON,
        PLANNED,
        OVER
    }

    static WindowView of(Maintenance.Coverage coverage, String name) {
        Window window = coverage.window();
        Schedule schedule = window.schedule();
        Weekly weekly = schedule.weekly();
        Schedule.Occurrence next = coverage.occurrence();
        return new WindowView(
                window.id(),
                coverage.isOn() ? State.ON : next == null ? State.OVER : State.PLANNED,
                window.of(),
                window.target(),
                name,
                schedule.from(),
                schedule.until(),
                weekly == null ? null : List.copyOf(weekly.days()),
                weekly == null ? null : weekly.from().toString(),
                weekly == null ? null : weekly.to().toString(),
                next == null ? null : next.from(),
                next == null ? null : next.until(),
                coverage.endpoints().size(),
                window.reason(),
                window.actor(),
                window.plannedAt(),
                window.cancelledAt(),
                window.cancelledBy());
    }
}
