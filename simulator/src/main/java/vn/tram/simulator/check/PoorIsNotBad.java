package vn.tram.simulator.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import vn.tram.simulator.check.Shown.Light;
import vn.tram.simulator.check.Truth.Poor;

/** A line that loses packets is shown as poor soon, and as good again soon after. */
final class PoorIsNotBad implements Check {

    private static final Duration SEEN_WITHIN = Duration.ofSeconds(20);

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        Map<String, NavigableMap<Instant, Light>> lights = shown.lights();
        for (Poor poor : truth.poor()) {
            Instant from = poor.when().from();
            Instant to = poor.when().to();
            if (truth.wasBlind(from.minus(SEEN_WITHIN), to.plus(SEEN_WITHIN))) {
                continue;
            }
            for (String endpoint : poor.endpoints()) {
                NavigableMap<Instant, Light> seen = lights.getOrDefault(endpoint, new TreeMap<>());
                if (!seen.subMap(from, true, from.plus(SEEN_WITHIN), true).containsValue(Light.POOR)) {
                    violations.add(endpoint + ": must be shown as poor within 20 s of " + from);
                }
                Map.Entry<Instant, Light> after = seen.floorEntry(to.plus(SEEN_WITHIN));
                if (after == null || after.getValue() != Light.GOOD) {
                    violations.add(endpoint + ": must be shown as good 20 s after " + to + ", was " + after);
                }
            }
        }
        return violations;
    }
}
