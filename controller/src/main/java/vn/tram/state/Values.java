package vn.tram.state;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;

/** The newest value of each resource of one node, in whatever order reports arrive; bounded. */
final class Values {

    private final int max;
    private Map<ResourcePath, Latest> present = Map.of();
    private long refused;

    Values(int max) {
        this.max = max;
    }

    void resume(Map<ResourcePath, Latest> saved) {
        present = Collections.unmodifiableMap(new HashMap<>(saved));
    }

    /**
     * Keeps each reading that is newer than what we have.
     *
     * @return whether any was
     */
    boolean take(Report report, Instant at, @Nullable Instant deviceTime) {
        Map<ResourcePath, Latest> next = null;
        for (Reading reading : report.readings()) {
            Latest known = present.get(reading.path());
            if (known == null ? isFull(next) : !known.isOlderThan(report.boot(), report.sequence())) {
                refused += known == null ? 1 : 0;
                continue;
            }
            if (next == null) {
                next = new HashMap<>(present);
            }
            next.put(
                    reading.path(),
                    new Latest(
                            reading.value(), at, deviceTime, report.boot(), report.sequence(), report.uptimeMillis()));
        }
        if (next != null) {
            present = Collections.unmodifiableMap(next);
        }
        return next != null;
    }

    private boolean isFull(@Nullable Map<ResourcePath, Latest> next) {
        return (next == null ? present : next).size() >= max;
    }

    /** Forgets what only earlier runs have reported. */
    void keepOnly(BootId boot) {
        Map<ResourcePath, Latest> next = new HashMap<>(present);
        next.values().removeIf(value -> !value.boot().equals(boot));
        present = Collections.unmodifiableMap(next);
    }

    /** Never changes afterwards. */
    Map<ResourcePath, Latest> all() {
        return present;
    }

    /** Readings for which there was no room, since the start. */
    long refused() {
        return refused;
    }
}
