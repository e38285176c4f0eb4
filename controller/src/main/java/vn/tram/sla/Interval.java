package vn.tram.sla;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.tram.state.Health;

/**
 * A time in which one verdict held.
 *
 * @param to exclusive, after {@code from}
 * @param cause null when not known
 */
public record Interval(
        Instant from, Instant to, Health verdict, @Nullable String cause) {

    public Interval {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to: must be after " + from + ", was " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    Interval cut(Instant begin, Instant end) {
        return new Interval(begin, end, verdict, cause);
    }
}
