package vn.tram.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which files expire. It is the clock's, unless that has just jumped: a machine that comes up with the year
 * 2030 must not delete what it has before somebody puts the clock right. Such a time counts once the clock has gone on
 * from it for a day. What is not deleted meanwhile is bounded by that day, and by the reserve of the disk. Keeper's
 * thread only.
 */
final class ExpiryTime {

    /** A clock that is set by less, or a controller that was off for less, is nothing unusual. */
    static final Duration JUMP = Duration.ofDays(1);

    /** How long a clock must have gone on from where it jumped to. */
    static final Duration STEADY = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryTime.class);
    private static final Duration KEPT_EVERY = Duration.ofMinutes(10);
    private static final String KEY = "expiry_time";

    private final Settings settings;
    private @Nullable Instant trusted;
    private @Nullable Instant kept;
    private @Nullable Instant jumpedTo;
    private Instant newest = Instant.MIN;

    ExpiryTime(Settings settings) {
        this.settings = settings;
        String text = settings.get(KEY);
        trusted = text == null ? null : Instant.ofEpochMilli(Long.parseLong(text));
        kept = trusted;
    }

    /** Never later than the clock; called with its time in every round. */
    Instant at(Instant now) {
        Instant before = trusted;
        if (before == null || isStep(before, now)) {
            trust(now);
        } else if (jumpedTo == null || !isStep(newest, now)) {
            jumpedTo = now;
            LOG.warn(
                    "the clock was {} and is {}: nothing expires by it until it has gone on for {} h, or is put right",
                    before,
                    now,
                    STEADY.toHours());
        } else if (Duration.between(jumpedTo, now).compareTo(STEADY) >= 0) {
            trust(now);
        }
        newest = now;
        Instant time = trusted;
        return time == null || now.isBefore(time) ? now : time;
    }

    /** Whether files wait for a clock that has jumped. */
    boolean isHeld() {
        return jumpedTo != null;
    }

    private void trust(Instant now) {
        trusted = now;
        jumpedTo = null;
        Instant last = kept;
        if (last == null || Duration.between(last, now).abs().compareTo(KEPT_EVERY) >= 0) {
            keep(now);
        }
    }

    /** On a full disk it cannot be kept, and what expires makes the room for it. */
    private void keep(Instant now) {
        try {
            settings.put(KEY, Long.toString(now.toEpochMilli()));
            kept = now;
        } catch (StoreException e) {
            if (!Sqlite.isFull(e)) {
                throw e;
            }
        }
    }

    private static boolean isStep(Instant from, Instant to) {
        return Duration.between(from, to).abs().compareTo(JUMP) <= 0;
    }
}
