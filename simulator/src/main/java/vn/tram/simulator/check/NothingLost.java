package vn.tram.simulator.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Every report that a device has made is kept, or still waits in that device; and none is kept that nobody made. */
final class NothingLost implements Check {

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        TreeSet<String> missing = new TreeSet<>(shown.written());
        missing.removeAll(shown.kept());
        missing.removeAll(shown.waiting());
        missing.forEach(report -> violations.add("report " + report + ": made, and nowhere"));
        TreeSet<String> strange = new TreeSet<>(shown.kept());
        strange.removeAll(shown.written());
        strange.forEach(report -> violations.add("report " + report + ": kept, and made by nobody"));
        return violations;
    }
}
