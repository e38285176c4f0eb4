package vn.tram.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tram.state.Health;

/** The verdicts on one node or link in one period, as its entries come by: never two at once, and none left open. */
final class Track {

    private final Span period;
    private final List<Interval> intervals = new ArrayList<>();
    private final List<Entry> corrections = new ArrayList<>();
    private @Nullable Instant since;
    private Health verdict = Health.UNKNOWN;
    private @Nullable String cause;

    Track(Span period) {
        this.period = period;
    }

    Health verdict() {
        return verdict;
    }

    /** From {@code at} on it is otherwise; what our clock, set back, puts before the last change is at that one. */
    void change(Instant at, Health next, @Nullable String why) {
        Instant begun = since;
        if (begun == null) {
            since = at;
        } else if (at.isAfter(begun)) {
            close(begun, at);
            since = at;
        }
        verdict = next;
        cause = why;
    }

    private void close(Instant begin, Instant end) {
        Span inside = Span.of(begin, end, period);
        if (inside == null) {
            return;
        }
        Interval last = intervals.isEmpty() ? null : intervals.get(intervals.size() - 1);
        boolean goesOn = last != null && last.verdict() == verdict && Objects.equals(last.cause(), cause);
        if (last != null && goesOn && last.to().equals(inside.from())) {
            intervals.set(intervals.size() - 1, last.cut(last.from(), inside.to()));
        } else {
            intervals.add(new Interval(inside.from(), inside.to(), verdict, cause));
        }
    }

    void correct(Entry correction) {
        corrections.add(correction);
    }

    /** What it was, in order, without gaps from its first verdict to the end of the period. */
    List<Interval> end() {
        if (since != null) {
            close(since, period.to());
        }
        List<Interval> known = intervals;
        for (Entry correction : corrections) {
            known = corrected(known, correction);
        }
        return List.copyOf(known);
    }

    /** The later of two corrections of one moment counts. */
    private static List<Interval> corrected(List<Interval> known, Entry correction) {
        Instant from = Objects.requireNonNull(correction.from(), "from");
        Instant to = Objects.requireNonNull(correction.to(), "to");
        List<Interval> corrected = new ArrayList<>();
        for (Interval interval : known) {
            Span both = Span.of(from, to, new Span(interval.from(), interval.to()));
            boolean nothingToExplain = correction.verdict() == null && interval.verdict() == Health.UP;
            if (both == null || nothingToExplain) {
                corrected.add(interval);
                continue;
            }
            if (interval.from().isBefore(both.from())) {
                corrected.add(interval.cut(interval.from(), both.from()));
            }
            Health verdict = correction.verdict() == null ? interval.verdict() : correction.verdict();
            corrected.add(new Interval(both.from(), both.to(), verdict, correction.cause()));
            if (both.to().isBefore(interval.to())) {
                corrected.add(interval.cut(both.to(), interval.to()));
            }
        }
        return corrected;
    }
}
