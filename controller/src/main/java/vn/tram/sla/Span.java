package vn.tram.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A time from (inclusive) to (exclusive). */
record Span(Instant from, Instant to) {

    /** What is in both; null for nothing. */
    static @Nullable Span of(Instant from, Instant to, Span within) {
        Instant begin = from.isAfter(within.from) ? from : within.from;
        Instant end = to.isBefore(within.to) ? to : within.to;
        return begin.isBefore(end) ? new Span(begin, end) : null;
    }

    long millis() {
        return to.toEpochMilli() - from.toEpochMilli();
    }

    /** {@code spans} without what is in {@code taken}; both in order, neither overlapping itself. */
    static List<Span> minus(List<Span> spans, List<Span> taken) {
        List<Span> left = new ArrayList<>();
        for (Span span : spans) {
            Instant begin = span.from;
            for (Span hole : taken) {
                Span both = of(hole.from, hole.to, span);
                if (both != null) {
                    if (begin.isBefore(both.from)) {
                        left.add(new Span(begin, both.from));
                    }
                    begin = both.to.isAfter(begin) ? both.to : begin;
                }
            }
            if (begin.isBefore(span.to)) {
                left.add(new Span(begin, span.to));
            }
        }
        return left;
    }
}
