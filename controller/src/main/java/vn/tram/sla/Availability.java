package vn.tram.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.tram.sla.Slots.Slot;
import vn.tram.state.Health;

/**
 * Availability in one period by one definition, in whole numbers, so that the same entries give the same figures to the
 * digit. Stateless but for what it was made with.
 */
final class Availability {

    private final Definition definition;
    private final Span period;
    private final List<Span> service;

    Availability(Definition definition, Instant from, Instant to) {
        this.definition = definition;
        this.period = new Span(from, to);
        ServiceHours hours = definition.hours();
        this.service = hours == null ? List.of(period) : hours.within(period, definition.zone());
    }

    Result of(Timeline timeline, Placement placement) {
        Tally tally = new Tally();
        switch (definition.kind()) {
            case UPTIME -> uptime(timeline, tally);
            case Y1540 -> intervals(slots(timeline), tally);
            case MEF -> windows(slots(timeline), tally);
        }
        return new Result(
                timeline.endpoint(),
                placement,
                tally.measure(),
                tally.outages(),
                tally.longest(),
                definition.target(placement.tier()));
    }

    private Slots slots(Timeline timeline) {
        return Slots.of(timeline, period, definition, service);
    }

    private void uptime(Timeline timeline, Tally tally) {
        List<Span> counted = definition.maintenanceExcluded() ? Span.minus(service, timeline.maintenance()) : service;
        for (Interval interval : timeline.intervals()) {
            long promised = within(interval, service);
            long millis = within(interval, counted);
            if (promised > millis) {
                tally.excluded(promised - millis);
            }
            if (millis > 0) {
                count(interval, millis, tally);
            }
        }
    }

    private static long within(Interval interval, List<Span> spans) {
        long millis = 0;
        for (Span span : spans) {
            Span both = Span.of(interval.from(), interval.to(), span);
            millis += both == null ? 0 : both.millis();
        }
        return millis;
    }

    private void count(Interval interval, long millis, Tally tally) {
        if (Slots.excluded(interval, definition)) {
            tally.excluded(millis);
        } else if (interval.verdict() == Health.UNKNOWN && definition.unknown() == Definition.Unknown.EXCLUDED) {
            tally.unknown(millis);
        } else if (isBad(interval.verdict())) {
            tally.down(millis);
        } else {
            tally.up(millis);
        }
    }

    private boolean isBad(Health verdict) {
        return switch (verdict) {
            case UP -> false;
            case DEGRADED -> definition.degradedIsDown();
            case DOWN -> true;
            case UNKNOWN -> definition.unknown() == Definition.Unknown.DOWN;
        };
    }

    /** What one slot counts as: good, bad, or neither. */
    private enum Mark {
        GOOD,
        BAD,
        UNKNOWN,
        EXCLUDED,
        NONE
    }

    private Mark mark(Slot slot) {
        return switch (slot) {
            case UP, DEGRADED, DOWN -> isBad(Health.valueOf(slot.name())) ? Mark.BAD : Mark.GOOD;
            case UNKNOWN -> isBad(Health.UNKNOWN) ? Mark.BAD : Mark.UNKNOWN;
            case EXCLUDED -> Mark.EXCLUDED;
            case NOTHING, OUTSIDE -> Mark.NONE;
        };
    }

    /** Y.1540: each interval for itself. */
    private void intervals(Slots slots, Tally tally) {
        int size = size();
        for (int first = 0; first < slots.count(); first += size) {
            int end = Math.min(first + size, slots.count());
            long millis = (end - first) * Slots.MILLIS;
            switch (mark(slots, first, end)) {
                case GOOD -> tally.up(millis);
                case BAD -> tally.down(millis);
                case UNKNOWN -> tally.unknown(millis);
                case EXCLUDED -> tally.excluded(millis);
                case NONE -> tally.endsOutage();
            }
        }
    }

    private int size() {
        return (int) (definition.interval().toMillis() / Slots.MILLIS);
    }

    /** An interval counts when at least half of it is known; it is bad when more of what is known than allowed is bad. */
    private Mark mark(Slots slots, int first, int end) {
        int good = 0;
        int bad = 0;
        int unknown = 0;
        int excluded = 0;
        int none = 0;
        for (int i = first; i < end; i++) {
            switch (mark(slots.at(i))) {
                case GOOD -> good++;
                case BAD -> bad++;
                case UNKNOWN -> unknown++;
                case EXCLUDED -> excluded++;
                case NONE -> none++;
            }
        }
        int known = good + bad;
        if (known > 0 && known >= unknown + excluded + none) {
            return bad * 100 > definition.loss() * known ? Mark.BAD : Mark.GOOD;
        }
        if (unknown > 0 && unknown >= excluded + none) {
            return Mark.UNKNOWN;
        }
        return excluded > 0 && excluded >= none ? Mark.EXCLUDED : Mark.NONE;
    }

    /** MEF 10: the verdict changes at the first of so many small intervals in a row that all say the other thing. */
    private void windows(Slots slots, Tally tally) {
        List<Mark> marks = smallIntervals(slots);
        int[] rows = rows(marks);
        long millis = definition.interval().toMillis();
        boolean available = true;
        for (int i = 0; i < rows.length; i++) {
            Mark mark = marks.get(i);
            if (mark != Mark.GOOD && mark != Mark.BAD) {
                neither(mark, millis, tally);
                continue;
            }
            boolean says = mark == Mark.GOOD;
            if (says != available && rows[i] >= definition.consecutive()) {
                available = says;
            }
            if (available) {
                tally.up(millis);
            } else {
                tally.down(millis);
            }
        }
    }

    /** How many marks from each on are like it, one after the other. */
    private static int[] rows(List<Mark> marks) {
        int[] rows = new int[marks.size()];
        for (int i = rows.length - 1; i >= 0; i--) {
            boolean goesOn = i + 1 < rows.length && marks.get(i + 1) == marks.get(i);
            rows[i] = goesOn ? rows[i + 1] + 1 : 1;
        }
        return rows;
    }

    private static void neither(Mark mark, long millis, Tally tally) {
        if (mark == Mark.UNKNOWN) {
            tally.unknown(millis);
        } else if (mark == Mark.EXCLUDED) {
            tally.excluded(millis);
        } else {
            tally.endsOutage();
        }
    }

    private List<Mark> smallIntervals(Slots slots) {
        int size = size();
        List<Mark> marks = new ArrayList<>(slots.count() / size + 1);
        for (int first = 0; first + size <= slots.count(); first += size) {
            marks.add(mark(slots, first, first + size));
        }
        return marks;
    }
}
