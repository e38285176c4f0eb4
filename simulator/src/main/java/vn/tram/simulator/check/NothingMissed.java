package vn.tram.simulator.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import vn.tram.simulator.check.Shown.Change;
import vn.tram.simulator.check.Shown.Light;
import vn.tram.simulator.check.Truth.Outage;
import vn.tram.simulator.check.Truth.Span;

/** No node is shown as good while it cannot be reached, and all are good again in the end. */
final class NothingMissed implements Check {

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        Map<String, NavigableMap<Instant, Light>> lights = new HashMap<>();
        for (Change change : shown.changes()) {
            lights.computeIfAbsent(change.endpoint(), absent -> new TreeMap<>()).put(change.at(), change.light());
        }
        List<String> violations = new ArrayList<>();
        for (Outage outage : truth.outages()) {
            TreeSet<String> endpoints = new TreeSet<>(outage.behind());
            endpoints.add(outage.cause());
            for (String endpoint : endpoints) {
                seen(endpoint, outage.when(), lights.getOrDefault(endpoint, new TreeMap<>()), violations);
            }
        }
        lights.forEach((endpoint, changes) -> {
            if (changes.lastEntry().getValue() != Light.GOOD) {
                violations.add(endpoint + ": not shown as good in the end");
            }
        });
        return violations;
    }

    private static void seen(
            String endpoint, Span outage, NavigableMap<Instant, Light> changes, List<String> violations) {
        Instant due = outage.from().plus(NOTICED_WITHIN);
        Map.Entry<Instant, Light> then = changes.floorEntry(due);
        boolean good = then != null && then.getValue() == Light.GOOD;
        good |= changes.subMap(due, true, outage.to(), false).containsValue(Light.GOOD);
        if (good) {
            violations.add(endpoint + ": shown as good while it could not be reached from " + outage.from() + " to "
                    + outage.to());
        }
    }
}
