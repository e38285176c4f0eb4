package vn.tram.lwm2m;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.lwm2m.mqtt.Refusals;

/**
 * Counts what was refused by kind, and writes at most one line of each kind in {@link #PAUSE} to the log. Safe for use
 * by many threads.
 */
final class Refused implements Refusals {

    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Refused.class);

    private final InstantSource clock;
    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);

    private static final class Count {
        long all;
        long unsaid;
        Instant saidAt = Instant.EPOCH;
    }

    Refused(InstantSource clock) {
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            counts.put(kind, new Count());
        }
    }

    @Override
    public synchronized void refused(Kind kind, String endpoint, String why) {
        Count count = counts.computeIfAbsent(kind, missing -> new Count());
        count.all++;
        Instant now = clock.instant();
        if (count.saidAt.plus(PAUSE).isAfter(now)) {
            count.unsaid++;
            return;
        }
        log.warn(
                "refused from {}: {}{}", endpoint, why, count.unsaid == 0 ? "" : " (and " + count.unsaid + " like it)");
        count.saidAt = now;
        count.unsaid = 0;
    }

    /** Adds {@code refused_<kind>} for every kind. */
    synchronized void addTo(Map<String, Long> counters) {
        counts.forEach((kind, count) -> counters.put("refused_" + kind.name().toLowerCase(Locale.ROOT), count.all));
    }
}
