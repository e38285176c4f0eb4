package vn.tram.simulator.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Each report that a device has made is kept, or still waits in that device; none is kept that nobody made. */
final class EveryReportKept implements Check {

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        Map<String, BitSet> made = shown.reportsMade();
        Map<String, BitSet> kept = shown.reportsKept();
        TreeSet<String> runs = new TreeSet<>(made.keySet());
        runs.addAll(kept.keySet());
        for (String run : runs) {
            BitSet here = made.getOrDefault(run, new BitSet());
            BitSet there = kept.getOrDefault(run, new BitSet());
            BitSet missing = (BitSet) here.clone();
            missing.andNot(there);
            missing.stream()
                    .mapToObj(number -> run + " " + number)
                    .filter(report -> !shown.waiting().contains(report))
                    .forEach(report -> violations.add("made, and nowhere: report " + report));
            BitSet invented = (BitSet) there.clone();
            invented.andNot(here);
            invented.stream()
                    .forEach(number -> violations.add("kept, and made by nobody: report " + run + " " + number));
        }
        return violations;
    }

    /** Numbers of reports by the run of the agent that made them. */
    static void note(Map<String, BitSet> reports, String run, long number) {
        reports.computeIfAbsent(run, first -> new BitSet()).set(Math.toIntExact(number));
    }

    static Map<String, BitSet> none() {
        return new TreeMap<>();
    }
}
