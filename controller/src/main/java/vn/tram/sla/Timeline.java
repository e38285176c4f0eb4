package vn.tram.sla;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node or link was in a period.
 *
 * @param link {@value Entry#NODE} for the node itself
 * @param placement where it belonged at the end; null when nobody has ever said
 * @param intervals in order, without gaps from the first verdict on it to the end of the period
 * @param maintenance in order
 */
record Timeline(
        String endpoint, int link, @Nullable Placement placement, List<Interval> intervals, List<Span> maintenance) {

    Timeline {
        intervals = List.copyOf(intervals);
        maintenance = List.copyOf(maintenance);
    }
}
