package vn.tram.simulator.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import vn.tram.simulator.check.Shown.Light;
import vn.tram.simulator.check.Truth.Outage;
import vn.tram.simulator.check.Truth.Span;

/** No node is shown as good while it cannot be reached, and all are good again in the end. */
final class NothingMissed implements Check {

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        Map<String, NavigableMap<Instant, Light>> lights = shown.lights();
        List<String> violations = new ArrayList<>();
        for (Outage outage : truth.outages()) {
            for (String endpoint : outage.endpoints()) {
                for (Span cut : outage.cuts()) {
                    Instant due = truth.seenAgain(cut.from().plus(NOTICED_WITHIN))
                            .plus(truth.wasBlind(cut.from(), cut.to()) ? NOTICED_WITHIN : Duration.ZERO);
                    seen(endpoint, cut, due, lights.getOrDefault(endpoint, new TreeMap<>()), violations);
                }
            }
        }
        lights.forEach((endpoint, changes) -> {
            if (!changes.lastEntry().getValue().isReached()) {
                violations.add(endpoint + ": not shown as good in the end");
            }
        });
        return violations;
    }

    private static void seen(
            String endpoint, Span outage, Instant due, NavigableMap<Instant, Light> changes, List<String> violations) {
        if (!due.isBefore(outage.to())) {
            return;
        }
        Map.Entry<Instant, Light> then = changes.floorEntry(due);
        boolean good = then != null && then.getValue().isReached();
        good |= changes.subMap(due, true, outage.to(), false).values().stream().anyMatch(Light::isReached);
        if (good) {
            violations.add(endpoint + ": shown as good while it could not be reached from " + outage.from() + " to "
                    + outage.to());
        }
    }
}
