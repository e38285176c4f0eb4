package vn.tram.simulator.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.tram.simulator.check.Shown.Change;
import vn.tram.simulator.check.Shown.Trouble;

/** What was once shown stays as it was: an incident only gets further steps, and no light changes in the past. */
final class NothingRewritten implements Check {

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        for (List<Trouble> versions : shown.troublesOverTime()) {
            for (int i = 1; i < versions.size(); i++) {
                if (!follows(versions.get(i - 1), versions.get(i))) {
                    violations.add("rewritten: " + versions.get(i - 1) + " became " + versions.get(i));
                }
            }
        }
        Instant last = Instant.MIN;
        for (Change change : shown.changes()) {
            if (change.at().isBefore(last)) {
                violations.add("changed in the past: " + change);
            }
            last = change.at();
        }
        return violations;
    }

    private static boolean follows(Trouble before, Trouble after) {
        int steps = before.story().size();
        return after.cause().equals(before.cause())
                && after.opened().equals(before.opened())
                && after.story().size() >= steps
                && after.story().subList(0, steps).equals(before.story());
    }
}
