package vn.tram.access;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the device's clock can be trusted with what cannot be undone: it must have gone on for a day in steps of at most
 * a day, looked at from time to time. One that has jumped, or was not looked at for longer, begins anew. Immutable.
 *
 * @param since when it began to go on like that
 * @param last when it was looked at last
 */
public record SteadyClock(Instant since, Instant last) {

    private static final Duration DAY = Duration.ofDays(1);

    /** What is known at {@code now}, a moment later than what was known before; null for nothing. */
    public static SteadyClock look(@Nullable SteadyClock before, Instant now) {
        if (before == null || Duration.between(before.last, now).abs().compareTo(DAY) > 0) {
            return new SteadyClock(now, now);
        }
        return new SteadyClock(before.since.isAfter(now) ? now : before.since, now);
    }

    public boolean isTrusted() {
        return Duration.between(since, last).compareTo(DAY) >= 0;
    }
}
