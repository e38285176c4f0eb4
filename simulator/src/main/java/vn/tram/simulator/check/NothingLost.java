package vn.tram.simulator.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tram.simulator.check.Shown.Sample;

/**
 * Whatever a device has measured is in the history once, with its own value and time, and reads there in the order in
 * which it was measured; or its report still waits in that device. Nothing else is in the history.
 */
final class NothingLost implements Check {

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        Map<Sample, Integer> times = new LinkedHashMap<>();
        shown.kept().forEach(sample -> times.merge(sample, 1, Integer::sum));
        for (Sample sample : shown.made()) {
            Integer many = times.remove(sample);
            if (many == null && !shown.waiting().contains(sample.report())) {
                violations.add("made, and nowhere: " + sample);
            } else if (many != null && many > 1) {
                violations.add("kept " + many + " times: " + sample);
            }
        }
        times.keySet().forEach(sample -> violations.add("kept, and made by nobody: " + sample));
        if (violations.isEmpty()) {
            disorder(shown, violations);
        }
        return violations;
    }

    /** The history of each series, read by time, against the order in which it was measured. */
    private static void disorder(Shown shown, List<String> violations) {
        Map<String, List<Sample>> made = bySeries(shown.made());
        bySeries(shown.kept()).forEach((series, kept) -> {
            kept.sort(Comparator.comparing(Sample::measured));
            List<Sample> expected = new ArrayList<>(made.getOrDefault(series, List.of()));
            expected.removeIf(sample -> shown.waiting().contains(sample.report()) && !kept.contains(sample));
            if (!kept.equals(expected)) {
                violations.add("in another order than it was measured: " + series);
            }
        });
    }

    private static Map<String, List<Sample>> bySeries(List<Sample> samples) {
        Map<String, List<Sample>> series = new HashMap<>();
        for (Sample sample : samples) {
            series.computeIfAbsent(sample.series(), first -> new ArrayList<>()).add(sample);
        }
        return series;
    }
}
