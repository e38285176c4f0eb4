package vn.tram.simulator.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vn.tram.simulator.check.Shown.Sample;

/**
 * Whatever a device has measured is in the history once, with its own value and time, and reads there in the order in
 * which it was measured; or its report still waits in that device. Nothing else is in the history.
 */
final class NothingLost implements Check {

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        Map<String, List<Sample>> made = bySeries(shown.made());
        Map<String, List<Sample>> kept = bySeries(shown.kept());
        Set<String> all = new TreeSet<>(made.keySet());
        all.addAll(kept.keySet());
        List<String> violations = new ArrayList<>();
        for (String series : all) {
            List<Sample> measured = made.getOrDefault(series, List.of());
            List<Sample> history = new ArrayList<>(kept.getOrDefault(series, List.of()));
            history.sort(Comparator.comparing(Sample::measured));
            if (!history.equals(measured)) {
                violations.addAll(differences(series, measured, history, shown.waiting()));
            }
        }
        return violations;
    }

    private static List<String> differences(
            String series, List<Sample> measured, List<Sample> history, Set<String> waiting) {
        List<String> differences = new ArrayList<>();
        Map<Sample, Integer> times = new LinkedHashMap<>();
        history.forEach(sample -> times.merge(sample, 1, Integer::sum));
        List<Sample> expected = new ArrayList<>();
        for (Sample sample : measured) {
            Integer many = times.remove(sample);
            if (many != null) {
                expected.add(sample);
            } else if (!waiting.contains(sample.report())) {
                differences.add("made, and nowhere: " + sample);
            }
            if (many != null && many > 1) {
                differences.add("kept " + many + " times: " + sample);
            }
        }
        times.keySet().forEach(sample -> differences.add("kept, and made by nobody: " + sample));
        if (differences.isEmpty() && !history.equals(expected)) {
            differences.add("in another order than it was measured: " + series);
        }
        return differences;
    }

    private static Map<String, List<Sample>> bySeries(List<Sample> samples) {
        Map<String, List<Sample>> series = new HashMap<>();
        for (Sample sample : samples) {
            series.computeIfAbsent(sample.series(), first -> new ArrayList<>()).add(sample);
        }
        return series;
    }
}
