package vn.tram.simulator.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.tram.simulator.check.Shown.Trouble;
import vn.tram.simulator.check.Truth.Outage;

/** Each outage is one incident, blamed on its cause, with all behind it listed, opened and closed on time. */
final class OneIncidentForEachCause implements Check {

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        List<Trouble> unexplained = new ArrayList<>(shown.troubles());
        for (Outage outage : truth.outages()) {
            List<Trouble> about = unexplained.stream()
                    .filter(trouble -> trouble.cause().equals(outage.cause()) && isOnTime(trouble, outage))
                    .toList();
            if (about.size() != 1) {
                violations.add("outage of " + outage.cause() + " at "
                        + outage.when().from() + ": must be one incident, were " + about);
            } else if (!about.get(0).behind().equals(outage.behind())) {
                violations.add("incident " + about.get(0).id() + ": must list " + outage.behind() + ", listed "
                        + about.get(0).behind());
            }
            unexplained.removeAll(about);
        }
        unexplained.forEach(trouble -> violations.add("no outage explains " + trouble));
        return violations;
    }

    private static boolean isOnTime(Trouble trouble, Outage outage) {
        Instant from = outage.when().from();
        Instant to = outage.when().to();
        Instant closed = trouble.closed();
        return !trouble.merged()
                && !trouble.opened().isBefore(from)
                && trouble.opened().isBefore(from.plus(NOTICED_WITHIN))
                && closed != null
                && !closed.isBefore(to)
                && closed.isBefore(to.plus(BACK_WITHIN));
    }
}
