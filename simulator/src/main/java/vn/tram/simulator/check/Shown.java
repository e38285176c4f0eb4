package vn.tram.simulator.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the controller showed and kept during the run, in the checks' own words. */
public final class Shown {

    /** What a person saw of a node. */
    public enum Light {
        GOOD,
        BAD,
        UNKNOWN
    }

    /** From {@code at} on, until the next one of the same node. */
    public record Change(Instant at, String endpoint, Light light) {}

    /**
     * An incident about a node, as it was last shown.
     *
     * @param closed null while open
     * @param merged whether it went into another one
     */
    public record Trouble(
            long id,
            String cause,
            Set<String> behind,
            Instant opened,
            @Nullable Instant closed,
            boolean merged) {
        public Trouble {
            behind = Set.copyOf(behind);
        }
    }

    private final List<Change> changes = new ArrayList<>();
    private final Map<Long, Trouble> troubles = new TreeMap<>();
    private final Set<String> written = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();

    public void change(Instant at, String endpoint, Light light) {
        changes.add(new Change(at, endpoint, light));
    }

    public void trouble(Trouble trouble) {
        troubles.put(trouble.id(), trouble);
    }

    /** A device has made a report. */
    public void written(String report) {
        written.add(report);
    }

    /** The controller has kept it. */
    public void kept(String report) {
        kept.add(report);
    }

    /** A device still holds it at the end of the run. */
    public void waiting(String report) {
        waiting.add(report);
    }

    List<Change> changes() {
        return changes;
    }

    List<Trouble> troubles() {
        return List.copyOf(troubles.values());
    }

    Set<String> written() {
        return written;
    }

    Set<String> kept() {
        return kept;
    }

    Set<String> waiting() {
        return waiting;
    }
}
