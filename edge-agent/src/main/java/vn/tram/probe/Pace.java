package vn.tram.probe;

import java.time.Duration;
import vn.tram.stamp.Hurry;

/**
 * When the next probe of a link is due, and in which state its answers show the link. Once an answer is missing, they leave
 * in a {@link Hurry}. Times are nanoseconds of a clock that does not jump. In one thread.
 */
final class Pace {

    /** What the answers show; the numbers are those of object 42781. */
    enum State {
        UNKNOWN(0),
        UP(1),
        DEGRADED(2),
        DOWN(3);

        final int number;

        State(int number) {
            this.number = number;
        }
    }

    static final long HURRY = Hurry.INTERVAL.toNanos();
    static final long SILENCE = Duration.ofMillis(1800).toNanos();
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final long LEAST_PATIENCE = Duration.ofMillis(200).toNanos();
    private static final long MOST_PATIENCE = Duration.ofMillis(800).toNanos();

    private final long interval;
    private final Hurry hurry = new Hurry();
    private boolean hasSent;
    private long lastSent;
    /** Of the first probe since the last answer. */
    private long waitingSince;

    private boolean isWaiting;
    private boolean hasAnswer;
    private long lastAnswer;
    /** Since when answers come without a longer pause. */
    private long upSince;
    /** As TCP smooths it (RFC 6298, section 2). */
    private long smoothed;

    private long varies;
    private long newestLoss = Long.MIN_VALUE;
    private long lossBefore = Long.MIN_VALUE;

    Pace(Duration interval) {
        this.interval = interval.toNanos();
    }

    boolean isDue(long now) {
        return !hasSent || now - lastSent >= interval(now);
    }

    /** How long nothing needs to be done. */
    long sleep(long now) {
        long untilNext = hasSent ? lastSent + interval(now) - now : 0;
        long untilHurry = isWaiting && !isMissing(now) ? waitingSince + patience() - now : Long.MAX_VALUE;
        return Math.max(0, Math.min(untilNext, untilHurry));
    }

    private long interval(long now) {
        if (isMissing(now)) {
            hurry.missed(now / MILLI);
        }
        return hurry.isOn(now / MILLI) ? Math.min(HURRY, interval) : interval;
    }

    private boolean isMissing(long now) {
        return isWaiting && now - waitingSince >= patience();
    }

    private long patience() {
        return Math.max(LEAST_PATIENCE, Math.min(MOST_PATIENCE, smoothed + 4 * varies));
    }

    void sent(long now) {
        if (!isWaiting) {
            isWaiting = true;
            waitingSince = now;
        }
        if (!hasSent) {
            upSince = now;
        }
        hasSent = true;
        lastSent = now;
    }

    void answered(long now, long roundTrip) {
        if (!hasAnswer) {
            smoothed = roundTrip;
            varies = roundTrip / 2;
        } else {
            varies += (Math.abs(roundTrip - smoothed) - varies) / 4;
            smoothed += (roundTrip - smoothed) / 8;
        }
        if (!hasAnswer || now - lastAnswer > SILENCE) {
            upSince = now;
        }
        hasAnswer = true;
        isWaiting = false;
        lastAnswer = now;
        hurry.answered(now / MILLI);
    }

    /** Probes were given up; those that left while the link was down are no sign of a bad one. */
    void lost(long sent) {
        if (sent >= upSince) {
            lossBefore = newestLoss;
            newestLoss = sent;
        }
    }

    /** This process has not run for a while, so that nothing can be said of what it did not hear. */
    void resumed(long now) {
        isWaiting = false;
        if (hasAnswer) {
            lastAnswer = now;
        }
    }

    State state(long now) {
        if (!hasSent) {
            return State.UNKNOWN;
        }
        long since = hasAnswer ? lastAnswer : upSince;
        // Of a link that is probed less often than once a second, the pause before the probe says nothing.
        long beforeProbe = interval > SECOND ? 0 : interval;
        if (isWaiting && now - Math.max(since, waitingSince - beforeProbe) > SILENCE) {
            return State.DOWN;
        }
        if (!hasAnswer) {
            return State.UNKNOWN;
        }
        boolean isLossy = lossBefore != Long.MIN_VALUE && now - lossBefore < WINDOW;
        return isLossy ? State.DEGRADED : State.UP;
    }

    /** How long nothing has been answered. */
    long silence(long now) {
        return hasSent ? now - (hasAnswer ? lastAnswer : upSince) : 0;
    }
}
