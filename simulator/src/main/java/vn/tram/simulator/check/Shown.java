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
     * An incident about a node, as it was shown at some moment.
     *
     * @param closed null while open
     * @param merged whether it went into another one
     * @param story its steps so far, oldest first
     */
    public record Trouble(
            long id,
            String cause,
            Set<String> behind,
            Instant opened,
            @Nullable Instant closed,
            boolean merged,
            List<String> story) {
        public Trouble {
            behind = Set.copyOf(behind);
            story = List.copyOf(story);
        }
    }

    /**
     * One value of one thing that is measured.
     *
     * @param report what tells the report that it came in from all others
     * @param series what was measured, and where
     * @param measured when
     */
    public record Sample(String report, String series, String value, Instant measured) {}

    private final List<Change> changes = new ArrayList<>();
    private final Map<Long, List<Trouble>> troubles = new TreeMap<>();
    private final List<Sample> made = new ArrayList<>();
    private final List<Sample> kept = new ArrayList<>();
    private final Set<String> waiting = new HashSet<>();

    public void change(Instant at, String endpoint, Light light) {
        changes.add(new Change(at, endpoint, light));
    }

    public void trouble(Trouble trouble) {
        troubles.computeIfAbsent(trouble.id(), first -> new ArrayList<>()).add(trouble);
    }

    /** A device has measured something. */
    public void made(Sample sample) {
        made.add(sample);
    }

    /** It is now in the controller's history, one time more. */
    public void kept(Sample sample) {
        kept.add(sample);
    }

    /** A device still holds this report at the end of the run. */
    public void waiting(String report) {
        waiting.add(report);
    }

    List<Change> changes() {
        return changes;
    }

    /** Each as it was last shown. */
    List<Trouble> troubles() {
        return troubles.values().stream()
                .map(versions -> versions.get(versions.size() - 1))
                .toList();
    }

    /** Each as it was shown, and shown again, in that order. */
    List<List<Trouble>> troublesOverTime() {
        return List.copyOf(troubles.values());
    }

    List<Sample> made() {
        return made;
    }

    List<Sample> kept() {
        return kept;
    }

    Set<String> waiting() {
        return waiting;
    }
}
