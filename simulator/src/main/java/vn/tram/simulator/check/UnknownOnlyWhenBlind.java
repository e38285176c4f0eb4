package vn.tram.simulator.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import vn.tram.simulator.check.Shown.Light;

/** A node is unknown only when nobody could see it: when the controller was off or cut off. */
final class UnknownOnlyWhenBlind implements Check {

    /** So long after it can see again the controller listens. */
    private static final Duration LISTENS = Duration.ofSeconds(3);

    /** The province comes up. */
    private static final Duration BEGINNING = Duration.ofMinutes(3);

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        if (shown.changes().isEmpty()) {
            return violations;
        }
        Instant begun = shown.changes().get(0).at().plus(BEGINNING);
        shown.lights().forEach((endpoint, lights) -> judge(endpoint, lights, begun, truth, violations));
        return violations;
    }

    private static void judge(
            String endpoint, NavigableMap<Instant, Light> lights, Instant begun, Truth truth, List<String> violations) {
        for (Map.Entry<Instant, Light> change : lights.entrySet()) {
            if (change.getValue() != Light.UNKNOWN || change.getKey().isBefore(begun)) {
                continue;
            }
            Instant from = change.getKey();
            Map.Entry<Instant, Light> next = lights.higherEntry(from);
            Instant to = next == null ? from.plus(LISTENS) : next.getKey();
            boolean explained = truth.blindness().stream()
                    .anyMatch(span ->
                            !from.isBefore(span.from()) && !to.isAfter(span.to().plus(LISTENS)));
            if (!explained) {
                violations.add(endpoint + ": unknown from " + from + " to " + to + " though it was observed");
            }
        }
    }
}
