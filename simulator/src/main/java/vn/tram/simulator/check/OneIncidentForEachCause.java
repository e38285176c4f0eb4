package vn.tram.simulator.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.tram.simulator.check.Shown.Trouble;
import vn.tram.simulator.check.Truth.Outage;
import vn.tram.simulator.check.Truth.Span;

/** Each outage is one incident, blamed on its cause, with all behind it listed, opened and closed on time. */
final class OneIncidentForEachCause implements Check {

    /** So long a line must be well before one that flaps is believed to be. */
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        List<Trouble> unexplained = new ArrayList<>(shown.troubles());
        for (Outage outage : truth.outages()) {
            List<Trouble> about = unexplained.stream()
                    .filter(trouble -> outage.mayBeNamed(trouble.cause()) && isOnTime(trouble, outage, truth))
                    .toList();
            if (about.size() > 1 || about.isEmpty() && mustBeSeen(outage, truth)) {
                violations.add("outage of " + outage + ": must be one incident, were " + about);
            } else if (about.size() == 1) {
                listed(about.get(0), outage, truth, violations);
            }
            unexplained.removeAll(about);
        }
        unexplained.forEach(trouble -> violations.add("no outage explains " + trouble));
        return violations;
    }

    /** One that begins and ends while nobody looks may be seen or not. */
    private static boolean mustBeSeen(Outage outage, Truth truth) {
        Span when = outage.when();
        return truth.seenAgain(when.from()).plus(NOTICED_WITHIN).isBefore(when.to())
                || !truth.wasBlind(when.from(), when.to());
    }

    private static void listed(Trouble trouble, Outage outage, Truth truth, List<String> violations) {
        Set<String> behind = outage.endpoints();
        behind.remove(trouble.cause());
        boolean all = trouble.behind().equals(behind);
        boolean some = behind.containsAll(trouble.behind());
        boolean mayLack =
                truth.wasBlind(outage.when().from(), outage.when().to().plus(BACK_WITHIN));
        if (!all && !(some && mayLack)) {
            violations.add("incident " + trouble.id() + ": must list " + behind + ", listed " + trouble.behind());
        }
    }

    private static boolean isOnTime(Trouble trouble, Outage outage, Truth truth) {
        Instant from = outage.when().from();
        Instant to = outage.when().to();
        Instant opened = trouble.opened();
        Instant closed = trouble.closed();
        Duration back = outage.cuts().size() > 1 ? SETTLED_WITHIN : BACK_WITHIN;
        return !trouble.merged()
                && !opened.isBefore(from)
                && opened.isBefore(truth.seenAgain(from).plus(NOTICED_WITHIN))
                && closed != null
                && !closed.isBefore(to)
                && closed.isBefore(truth.seenAgain(to.plus(back)).plus(back));
    }
}
