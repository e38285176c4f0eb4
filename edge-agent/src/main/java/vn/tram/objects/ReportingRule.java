package vn.tram.objects;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import vn.tram.document.BootId;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.wire.Message;

/**
 * Decides which readings are worth sending, and numbers the reports that carry them.
 *
 * <ul>
 *   <li>What did not change since it was last sent is left out; numbers have a small dead band. Every round says
 *       something all the same: at least the uptime, and of a device behind the agent whether it can be reached.
 *   <li>Changed states go out as an event, the rest as a sample.
 *   <li>A node sends at most so many series (numbers and truth values) and as many texts. The more important ones stay,
 *       and of equally important ones those with the lower path: the same ones every time.
 * </ul>
 *
 * <p>Not safe for use by many threads.
 */
public final class ReportingRule {

    private static final ResourcePath UPTIME = new ResourcePath(42770, 0, 4);

    private static final Comparator<ResourcePath> MOST_IMPORTANT_FIRST = Comparator.comparing(
                    (ResourcePath path) -> !Importance.isIndispensable(path))
            .thenComparing(Importance::of)
            .thenComparing(Comparator.naturalOrder());

    private final BootId boot;
    private final String device;
    /** A report fits into one message, with room for what is around it. */
    private static final int MAX_BYTES = Message.MAX_BYTES - 8 * 1024;

    /** A path and a number take less, in every form that a report has. */
    private static final int READING_BYTES = 64;

    /** Of one character of Java, at most. */
    private static final int UTF_8_BYTES = 3;

    private int maxSeries;
    private final Map<ResourcePath, Object> sent = new HashMap<>();
    private Set<ResourcePath> known = Set.of();
    private Set<ResourcePath> admitted = Set.of();
    private long sequence;
    private boolean hasLost;

    /** @param maxSeries how many series this node may send, as its profile says */
    public ReportingRule(BootId boot, int maxSeries) {
        this(boot, "", maxSeries);
    }

    /**
     * @param device the device behind the agent that the reports tell of, by its prefix; empty for the agent's own
     * @param maxSeries how many series this node may send, as its profile says
     */
    public ReportingRule(BootId boot, String device, int maxSeries) {
        this.boot = boot;
        this.device = device;
        allow(maxSeries);
    }

    /** From the next round on the node may send so many series: its profile has been found out. */
    public void allow(int series) {
        if (series < 1) {
            throw new IllegalArgumentException("series: must be at least 1, were " + series);
        }
        if (series != maxSeries) {
            maxSeries = series;
            known = Set.of();
        }
    }

    /**
     * Judges a whole round.
     *
     * @param readings of two with the same path, the later one counts
     * @param uptimeMillis since the agent's start, by a clock that does not jump
     * @param deviceTimeMillis since 1970 by the device's clock
     * @return in the order to send them; none only when there are no readings
     */
    public List<Report> round(Collection<Reading> readings, long uptimeMillis, long deviceTimeMillis) {
        SortedMap<ResourcePath, Object> values = byPath(readings);
        if (hasLost) {
            hasLost = false;
            sent.clear();
        }
        admit(values);
        sent.keySet().retainAll(known);
        List<Reading> events = changed(values, true);
        List<Reading> samples = changed(values, false);
        if (events.isEmpty() && samples.isEmpty() && !values.isEmpty()) {
            samples.add(remember(somethingOf(values)));
        }
        List<Report> reports = new ArrayList<>(2);
        addReports(reports, Report.Kind.EVENT, events, uptimeMillis, deviceTimeMillis);
        addReports(reports, Report.Kind.SAMPLE, samples, uptimeMillis, deviceTimeMillis);
        return reports;
    }

    /**
     * Judges readings that were taken between two rounds: only changed states are worth a report.
     *
     * @return empty when no state has changed
     */
    public List<Report> watch(Collection<Reading> readings, long uptimeMillis, long deviceTimeMillis) {
        SortedMap<ResourcePath, Object> values = byPath(readings);
        if (!known.containsAll(values.keySet())) {
            SortedMap<ResourcePath, Object> all = new TreeMap<>(sent);
            all.putAll(values);
            admit(all);
        }
        List<Report> reports = new ArrayList<>(1);
        addReports(reports, Report.Kind.EVENT, changed(values, true), uptimeMillis, deviceTimeMillis);
        return reports;
    }

    /** The next round sends every value, as after a start: the controller may have forgotten them. */
    public void sendAll() {
        sent.clear();
    }

    /**
     * Hands a report on to where reports wait. Of one that was lost the next round says everything again, and no sooner:
     * where there is no room, trying at every look would find none.
     *
     * @return whether all are safe
     */
    public boolean keep(List<Report> reports, Function<Report, Kept> outbox) {
        boolean safe = true;
        for (Report report : reports) {
            Kept kept = outbox.apply(report);
            hasLost |= kept == Kept.LOST;
            safe &= kept == Kept.SAFE;
        }
        return safe;
    }

    /** How many of the last round's values were left out because the node has more than it may send. */
    public int surplus() {
        return known.size() - admitted.size();
    }

    private static Reading somethingOf(SortedMap<ResourcePath, Object> values) {
        ResourcePath usual = values.containsKey(Conditions.REACHABLE) ? Conditions.REACHABLE : UPTIME;
        Object value = values.get(usual);
        return value != null
                ? new Reading(usual, value)
                : values.entrySet().stream()
                        .findFirst()
                        .map(entry -> new Reading(entry.getKey(), entry.getValue()))
                        .orElseThrow();
    }

    private static SortedMap<ResourcePath, Object> byPath(Collection<Reading> readings) {
        SortedMap<ResourcePath, Object> values = new TreeMap<>();
        for (Reading reading : readings) {
            values.put(reading.path(), reading.value());
        }
        return values;
    }

    private void admit(SortedMap<ResourcePath, Object> values) {
        if (known.equals(values.keySet())) {
            return;
        }
        known = Set.copyOf(values.keySet());
        List<ResourcePath> ordered = new ArrayList<>(known);
        ordered.sort(MOST_IMPORTANT_FIRST);
        Set<ResourcePath> within = new HashSet<>();
        int series = 0;
        int texts = 0;
        for (ResourcePath path : ordered) {
            boolean fits = values.get(path) instanceof String ? texts++ < maxSeries : series++ < maxSeries;
            if (fits) {
                within.add(path);
            }
        }
        admitted = within;
    }

    private List<Reading> changed(Map<ResourcePath, Object> values, boolean states) {
        List<Reading> changed = new ArrayList<>();
        values.forEach((path, value) -> {
            boolean isState = Importance.of(path) == Importance.STATE;
            if (isState == states && admitted.contains(path) && isNews(path, value)) {
                changed.add(remember(new Reading(path, value)));
            }
        });
        return changed;
    }

    private boolean isNews(ResourcePath path, Object value) {
        Object last = sent.get(path);
        return last == null || Importance.differs(path, last, value);
    }

    private Reading remember(Reading reading) {
        sent.put(reading.path(), reading.value());
        return reading;
    }

    private void addReports(
            List<Report> reports, Report.Kind kind, List<Reading> readings, long uptimeMillis, long deviceTimeMillis) {
        List<Reading> part = new ArrayList<>();
        int bytes = 0;
        for (Reading reading : readings) {
            int more = bytesAtMost(reading);
            if (part.size() == Report.MAX_READINGS || bytes + more > MAX_BYTES) {
                reports.add(new Report(boot, ++sequence, kind, uptimeMillis, deviceTimeMillis, part).of(device));
                part.clear();
                bytes = 0;
            }
            part.add(reading);
            bytes += more;
        }
        if (!part.isEmpty()) {
            reports.add(new Report(boot, ++sequence, kind, uptimeMillis, deviceTimeMillis, part).of(device));
        }
    }

    private static int bytesAtMost(Reading reading) {
        return READING_BYTES + (reading.value() instanceof String text ? UTF_8_BYTES * text.length() : 0);
    }
}
