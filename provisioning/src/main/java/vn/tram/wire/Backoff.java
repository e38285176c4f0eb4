package vn.tram.wire;

import java.time.Duration;

/**
 * How long to wait before the next attempt: twice as long after each failure, and of that a random part between a half
 * and the whole, so that a province that lost its controller does not come back at one moment.
 *
 * @param shortest the whole pause after the first failure
 * @param longest the whole pause after many
 */
public record Backoff(Duration shortest, Duration longest) {

    public Backoff {
        if (shortest.toMillis() < 1 || shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "pause: must be at least 1 ms and no longer than " + longest + ", was " + shortest);
        }
    }

    /**
     * Milliseconds until the next attempt.
     *
     * @param failures how many attempts failed before the last one, from 0
     * @param random from 0 to 1
     */
    public long millis(int failures, double random) {
        long whole = Math.min(shortest.toMillis() << Math.min(failures, 16), longest.toMillis());
        return (long) (whole * (0.5 + random / 2));
    }
}
