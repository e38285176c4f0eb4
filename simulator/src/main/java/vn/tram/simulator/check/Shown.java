package vn.tram.simulator.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.simulator.check.Truth.Nature;

/** What the controller showed and kept during the run, in the checks' own words. */
public final class Shown {

    /** What a person saw of a node. */
    public enum Light {
        GOOD,
        /** It can be reached, and something is amiss. */
        POOR,
        BAD,
        UNKNOWN;

        boolean isReached() {
            return this == GOOD || this == POOR;
        }
    }

    /** From {@code at} on, until the next one of the same node. */
    public record Change(Instant at, String endpoint, Light light) {}

    /**
     * An incident about a node, as it was shown at some moment.
     *
     * @param closed null while open
     * @param merged whether it went into another one
     * @param why what its cause was found to be; null when that was not found
     * @param story its steps so far, oldest first
     */
    public record Trouble(
            long id,
            String cause,
            Set<String> behind,
            Instant opened,
            @Nullable Instant closed,
            boolean merged,
            @Nullable Nature why,
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

    /** What the ledger says in the end: that a node was away, from when, until when and why. */
    public record Booked(String endpoint, Instant from, Instant to, Nature why) {}

    private final List<Booked> booked = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<Long, List<Trouble>> troubles = new TreeMap<>();
    private final List<Sample> made = new ArrayList<>();
    private final List<Sample> kept = new ArrayList<>();
    private final Set<String> waiting = new HashSet<>();
    private final Map<String, BitSet> reportsMade = EveryReportKept.none();
    private final Map<String, BitSet> reportsKept = EveryReportKept.none();

    public void booked(Booked entry) {
        booked.add(entry);
    }

    List<Booked> booked() {
        return booked;
    }

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

    /**
     * A device has made a report.
     *
     * @param run what tells the run of its agent from all others
     */
    public void reportMade(String run, long number) {
        EveryReportKept.note(reportsMade, run, number);
    }

    /** It is now kept by the controller. */
    public void reportKept(String run, long number) {
        EveryReportKept.note(reportsKept, run, number);
    }

    /** A device still holds this report at the end of the run. */
    public void waiting(String report) {
        waiting.add(report);
    }

    List<Change> changes() {
        return changes;
    }

    /** By endpoint, from when on which light was shown. */
    Map<String, NavigableMap<Instant, Light>> lights() {
        Map<String, NavigableMap<Instant, Light>> lights = new TreeMap<>();
        for (Change change : changes) {
            lights.computeIfAbsent(change.endpoint(), absent -> new TreeMap<>()).put(change.at(), change.light());
        }
        return lights;
    }

    Map<String, BitSet> reportsMade() {
        return reportsMade;
    }

    Map<String, BitSet> reportsKept() {
        return reportsKept;
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
