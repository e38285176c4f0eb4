package vn.tram.sla;

import org.jspecify.annotations.Nullable;

/**
 * One node's figures in a period.
 *
 * @param placement where it belonged at the end of the period
 * @param outages how often it was not available
 * @param longest the longest of them, in milliseconds
 * @param target null when nothing is promised
 */
public record Result(
        String endpoint,
        Placement placement,
        Measure measure,
        int outages,
        long longest,
        Definition.@Nullable Target target) {

    /** Null when nothing is promised, or nothing is known. */
    public @Nullable Boolean met() {
        return target == null || !measure.isKnown() ? null : (Boolean) (measure.thousandths() >= target.thousandths());
    }
}
