package vn.tram.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other rules would have made of the same days.
 *
 * @param raised incidents that only the other rules make
 * @param spared incidents that the other rules do not make
 * @param changed incidents that both make, otherwise
 * @param same how many both make alike
 */
public record Difference(List<Incident> raised, List<Incident> spared, List<Pair> changed, int same) {

    /** The same trouble twice: at the same node or link, and open at the same time. */
    public record Pair(Incident before, Incident after) {}

    /**
     * @param before by the present rules, oldest first
     * @param after by the other rules, oldest first
     * @param from what was closed before then does not count
     */
    public static Difference of(List<Incident> before, List<Incident> after, Instant from) {
        List<Incident> left = new ArrayList<>(within(after, from));
        List<Incident> spared = new ArrayList<>();
        List<Pair> changed = new ArrayList<>();
        int same = 0;
        for (Incident incident : within(before, from)) {
            Incident match = match(incident, left);
            if (match == null) {
                spared.add(incident);
            } else {
                left.remove(match);
                boolean isAlike = isAlike(incident, match);
                same += isAlike ? 1 : 0;
                if (!isAlike) {
                    changed.add(new Pair(incident, match));
                }
            }
        }
        return new Difference(List.copyOf(left), List.copyOf(spared), List.copyOf(changed), same);
    }

    /** Those that were open at that moment or later. */
    public static List<Incident> within(List<Incident> incidents, Instant from) {
        return incidents.stream()
                .filter(incident ->
                        incident.closedAt() == null || !incident.closedAt().isBefore(from))
                .toList();
    }

    private static @Nullable Incident match(Incident incident, List<Incident> among) {
        for (Incident other : among) {
            boolean isSameThing = other.kind() == incident.kind()
                    && other.endpoint().equals(incident.endpoint())
                    && other.link() == incident.link();
            if (isSameThing && overlaps(incident, other)) {
                return other;
            }
        }
        return null;
    }

    private static boolean overlaps(Incident one, Incident other) {
        return !ends(one).isBefore(other.openedAt()) && !ends(other).isBefore(one.openedAt());
    }

    private static Instant ends(Incident incident) {
        Instant closedAt = incident.closedAt();
        return closedAt == null ? Instant.MAX : closedAt;
    }

    private static boolean isAlike(Incident one, Incident other) {
        return one.openedAt().equals(other.openedAt())
                && ends(one).equals(ends(other))
                && one.suppressed().equals(other.suppressed())
                && one.level() == other.level()
                && steps(one).equals(steps(other));
    }

    private static List<String> steps(Incident incident) {
        return incident.timeline().stream()
                .filter(step -> !step.message().equals("incident.left_behind"))
                .map(Incident.Step::message)
                .toList();
    }
}
