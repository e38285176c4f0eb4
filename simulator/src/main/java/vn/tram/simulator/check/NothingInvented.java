package vn.tram.simulator.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.tram.simulator.check.Shown.Change;
import vn.tram.simulator.check.Shown.Light;
import vn.tram.simulator.check.Truth.Outage;

/** No node is shown as bad that could be reached all the time, whatever happened to the controller itself. */
final class NothingInvented implements Check {

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        for (Change change : shown.changes()) {
            if (change.light() == Light.BAD && !isExplained(change, truth)) {
                violations.add(change.endpoint() + ": shown as bad at " + change.at() + " without an outage");
            }
        }
        return violations;
    }

    private static boolean isExplained(Change change, Truth truth) {
        Instant at = change.at();
        for (Outage outage : truth.outages()) {
            Instant end = truth.seenAgain(outage.when().to().plus(BACK_WITHIN));
            if (!at.isBefore(outage.when().from()) && at.isBefore(end) && outage.concerns(change.endpoint())) {
                return true;
            }
        }
        return false;
    }
}
