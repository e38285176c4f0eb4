package vn.tram.state;

import java.time.Instant;
import java.util.List;
import vn.tram.document.ResourcePath;

/** What a node has reported over time. Safe for use by many threads; reads what is committed. */
public interface History {

    /**
     * The values of one numeric resource from {@code from} (inclusive) to {@code to} (exclusive), oldest first: as
     * they were sent where that gives at most {@code maxPoints}, otherwise summed up over equal stretches.
     *
     * @return empty for an unknown endpoint or a resource that is no number
     */
    List<Point> series(String endpoint, ResourcePath path, Instant from, Instant to, int maxPoints);

    /**
     * One value, or the sum-up of several.
     *
     * @param at when it was measured, or the beginning of the stretch
     * @param value last value of the stretch
     * @param min smallest of the stretch
     * @param max greatest of the stretch
     */
    record Point(Instant at, double value, double min, double max) {}
}
