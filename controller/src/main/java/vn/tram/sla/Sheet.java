package vn.tram.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;

/**
 * Availability of a province in one period by one definition.
 *
 * @param to the end of the period, or the present time if that is earlier
 * @param head the last entry of the ledger that it is computed from
 * @param groups the whole, then by tier, unit, district and carrier
 * @param nodes the worst first; those without figures last
 */
public record Sheet(
        Definition definition,
        Period period,
        Instant to,
        View view,
        Head head,
        List<Group> groups,
        List<Result> nodes) {

    /** What nodes are added up by. */
    public enum By {
        ALL,
        TIER,
        UNIT,
        DISTRICT,
        CARRIER
    }

    /**
     * The sum of some nodes.
     *
     * @param key of tier, unit, district or carrier; empty for those without one, and for all
     * @param nodes how many it adds up
     * @param below how many of them have not reached their target
     * @param target of the tier; null for other groups and without one
     */
    public record Group(By by, String key, int nodes, int below, Measure measure, Definition.@Nullable Target target) {

        /** Null when nothing is promised, or nothing is known. */
        public @Nullable Boolean met() {
            return target == null || !measure.isKnown()
                    ? null
                    : (Boolean) (measure.thousandths() >= target.thousandths());
        }
    }

    public Sheet {
        groups = List.copyOf(groups);
        nodes = List.copyOf(nodes);
    }

    private static final Placement NOWHERE = new Placement(Node.Kind.OTHER, null, "", "", "");

    /**
     * Computes it.
     *
     * @param timelines that has taken the ledger's entries, for the period from its beginning to {@code to}
     */
    public static Sheet of(Definition definition, Period period, Instant to, View view, Timelines timelines) {
        Availability availability = new Availability(definition, period.from(), to);
        List<Result> nodes = new ArrayList<>();
        for (Timeline timeline : timelines.end()) {
            Placement placement = timeline.placement() == null ? NOWHERE : timeline.placement();
            if (timeline.link() == Entry.NODE && definition.counts().contains(placement.kind())) {
                nodes.add(availability.of(timeline, placement));
            }
        }
        nodes.sort(Comparator.<Result>comparingInt(
                        result -> result.measure().isKnown() ? result.measure().thousandths() : Integer.MAX_VALUE)
                .thenComparing(result -> -result.measure().down())
                .thenComparing(Result::endpoint));
        return new Sheet(definition, period, to, view, timelines.head(), groups(definition, nodes), nodes);
    }

    private static List<Group> groups(Definition definition, List<Result> nodes) {
        List<Group> groups = new ArrayList<>();
        for (By by : By.values()) {
            Map<String, List<Result>> members = new TreeMap<>();
            nodes.forEach(node -> members.computeIfAbsent(key(by, node.placement()), absent -> new ArrayList<>())
                    .add(node));
            members.forEach((key, some) -> groups.add(group(definition, by, key, some)));
        }
        return groups;
    }

    private static String key(By by, Placement placement) {
        return switch (by) {
            case ALL -> "";
            case TIER -> placement.tier() == null ? "" : placement.tier().name();
            case UNIT -> placement.unit();
            case DISTRICT -> placement.district();
            case CARRIER -> placement.carrier();
        };
    }

    private static Group group(Definition definition, By by, String key, List<Result> nodes) {
        Measure sum = Measure.NOTHING;
        int below = 0;
        for (Result node : nodes) {
            sum = sum.plus(node.measure());
            below += Boolean.FALSE.equals(node.met()) ? 1 : 0;
        }
        Definition.Target target =
                by == By.TIER ? definition.target(nodes.get(0).placement().tier()) : null;
        return new Group(by, key, nodes.size(), below, sum, target);
    }
}
