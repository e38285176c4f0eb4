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

/** The wall turns bad within two seconds of the cut, and good with the next probe after its end. */
final class EdgesAreSharp implements Check {

    private static final Duration BAD_WITHIN = Duration.ofSeconds(2);
    private static final Duration GOOD_WITHIN = Duration.ofMillis(1200);

    /** A controller that has just begun to look first listens. */
    private static final Duration LISTENS = Duration.ofMillis(2500);

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        Map<String, NavigableMap<Instant, Light>> lights = shown.lights();
        for (Outage outage : truth.outages()) {
            for (String endpoint : outage.endpoints()) {
                for (Span cut : outage.cuts()) {
                    edges(endpoint, cut, truth, lights.getOrDefault(endpoint, new TreeMap<>()), violations);
                }
            }
        }
        return violations;
    }

    private static void edges(
            String endpoint, Span cut, Truth truth, NavigableMap<Instant, Light> lights, List<String> violations) {
        Instant bad = cut.from().plus(BAD_WITHIN);
        if (bad.isBefore(cut.to()) && !truth.wasBlind(cut.from().minus(LISTENS), bad) && at(lights, bad) != Light.BAD) {
            violations.add(endpoint + ": must be shown as bad 2 s after " + cut.from() + ", was " + at(lights, bad));
        }
        Instant good = cut.to().plus(GOOD_WITHIN);
        Light then = at(lights, good);
        if (!truth.wasBlind(cut.to().minus(LISTENS), good) && !then.isReached()) {
            violations.add(endpoint + ": must be shown as good 1.2 s after " + cut.to() + ", was " + then);
        }
    }

    private static Light at(NavigableMap<Instant, Light> lights, Instant at) {
        Map.Entry<Instant, Light> entry = lights.floorEntry(at);
        return entry == null ? Light.UNKNOWN : entry.getValue();
    }
}
