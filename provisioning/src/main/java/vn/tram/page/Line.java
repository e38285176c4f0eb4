package vn.tram.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the hotspot's way out is, as people should know it.
 *
 * @param since when it has been so; null when that is not known
 */
public record Line(State state, @Nullable Instant since) {

    /** Nothing is known to be wrong. */
    public static final Line GOOD = new Line(State.GOOD, null);

    /** What is wrong with it; the texts for it are {@code line.*}. */
    public enum State {
        GOOD,
        /** The centre does not answer; the way to the Internet may be good. */
        CENTRE_AWAY,
        /** Nothing beyond the hotspot answers. */
        NO_INTERNET,
        /** The port that leads out has no carrier. */
        NO_CARRIER
    }

    /** Whether letting people in is of no use now. */
    public boolean isCut() {
        return state == State.NO_INTERNET || state == State.NO_CARRIER;
    }
}
