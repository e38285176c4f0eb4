package vn.tram.sampler.snmp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;

/**
 * Values that a trap told, which count for some seconds against what the device says when it is asked: net-snmp answers
 * from a table that may be 3 s old, and would otherwise take back what it just told. Safe for use by many threads.
 */
final class Held {

    private static final long HOLD = Duration.ofSeconds(5).toNanos();

    private record Value(Object value, long until) {}

    private final LongSupplier nanos;
    private final Map<ResourcePath, Value> values = new ConcurrentHashMap<>();

    Held(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void hold(Reading told) {
        values.put(told.path(), new Value(told.value(), nanos.getAsLong() + HOLD));
    }

    List<Reading> over(List<Reading> readings) {
        long now = nanos.getAsLong();
        values.values().removeIf(value -> value.until() - now <= 0);
        return values.isEmpty()
                ? readings
                : readings.stream().map(this::overOne).toList();
    }

    private Reading overOne(Reading asked) {
        Value told = values.get(asked.path());
        return told == null ? asked : new Reading(asked.path(), told.value());
    }
}
