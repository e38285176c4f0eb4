package vn.tram.uplink;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which samples become too old: the device's clock, unless that has just jumped. A device that comes up with
 * the year 2030 must not drop what waits before its clock is put right. Such a time counts once the clock has gone on
 * from it for a day, in steps of at most a day; the controller's store has the same rule. Not safe for use by many
 * threads.
 */
final class ExpiryClock {

    private static final Logger log = LoggerFactory.getLogger(ExpiryClock.class);
    /** A clock that is set by less, or a device that was off for less, is nothing unusual. */
    private static final long JUMP = Duration.ofDays(1).toMillis();

    private static final long STEADY = Duration.ofDays(1).toMillis();

    /** What a restart needs to know is written down so often at most: flash wears. */
    private static final long KEPT_EVERY = Duration.ofMinutes(10).toMillis();

    private long trusted;
    private long newest;
    private long jumpedTo;

    /** @param trusted by {@link #kept} of the run before; 0 when there was none */
    ExpiryClock(long trusted) {
        this.trusted = trusted;
    }

    /**
     * Call it with the clock's time in every round.
     *
     * @return milliseconds since 1970, never later than {@code now}
     */
    long at(long now) {
        if (trusted == 0 || isStep(trusted, now)) {
            trust(now);
        } else if (jumpedTo == 0 || !isStep(newest, now)) {
            jumpedTo = now;
            log.warn(
                    "the clock was {} and is {}: nothing gets too old by it until it has gone on for {} h, or is put right",
                    Instant.ofEpochMilli(trusted),
                    Instant.ofEpochMilli(now),
                    Duration.ofMillis(STEADY).toHours());
        } else if (now - jumpedTo >= STEADY) {
            trust(now);
        }
        newest = now;
        return Math.min(trusted, now);
    }

    private void trust(long now) {
        trusted = now;
        jumpedTo = 0;
    }

    /** For the next run; changes every ten minutes. */
    long kept() {
        return trusted - trusted % KEPT_EVERY;
    }

    private static boolean isStep(long from, long to) {
        return Math.abs(to - from) <= JUMP;
    }
}
