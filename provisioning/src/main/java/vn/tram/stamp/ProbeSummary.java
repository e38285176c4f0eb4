package vn.tram.stamp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the probes of some time said about a link. On which way probes were lost is known with the next answer, so that it
 * can be told later than that they were.
 *
 * @param sent whose answer came or is overdue, so that it is {@code answered + lost}
 * @param lostForward of the lost, those that did not reach the reflector; null where that cannot be told
 * @param lostBackward of the lost, those whose answer did not come back; null where that cannot be told
 * @param roundTripMin without the reflector's own time; null when nothing was answered
 * @param roundTripMedian half took longer
 * @param roundTrip95 one of twenty took longer
 * @param roundTrip99 one of a hundred took longer
 * @param roundTripMax the longest
 * @param jitter of the worse direction (RFC 3550, section 6.4.1)
 * @param delayForward median one-way delay; null unless both clocks promise to be right enough
 * @param delayBackward the same on the way back
 * @param clockJumps how often one of the clocks was seen to jump
 */
public record ProbeSummary(
        long sent,
        long answered,
        long lost,
        @Nullable Long lostForward,
        @Nullable Long lostBackward,
        @Nullable Duration roundTripMin,
        @Nullable Duration roundTripMedian,
        @Nullable Duration roundTrip95,
        @Nullable Duration roundTrip99,
        @Nullable Duration roundTripMax,
        @Nullable Duration jitter,
        @Nullable Duration delayForward,
        @Nullable Duration delayBackward,
        long clockJumps) {

    /** Share of the probes that got no answer, 0 to 1; null when there were none. */
    public @Nullable Double loss() {
        return sent == 0 ? null : (double) lost / sent;
    }

    /** An estimate; null when nothing was answered. */
    public @Nullable Quality quality() {
        Double loss = loss();
        return loss == null || roundTripMedian == null || jitter == null
                ? null
                : Quality.of(roundTripMedian, jitter, loss);
    }
}
