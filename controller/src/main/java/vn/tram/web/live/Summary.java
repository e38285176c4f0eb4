package vn.tram.web.live;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tram.inventory.Node;
import vn.tram.state.Health;

/**
 * The figures at the top of the wall, as JSON has them.
 *
 * @param broker {@code up} or {@code down}: our own session with the broker
 */
public record Summary(
        Instant at,
        Map<Health, Integer> counts,
        int total,
        Map<Node.Kind, Map<Health, Integer>> byKind,
        List<DistrictCounts> districts,
        int incidentsOpen,
        Ingest ingest,
        String broker) {

    /** One district, with every health counted. */
    public record DistrictCounts(String code, String name, Map<Health, Integer> counts) {}

    /** How fast readings came in over the last ten seconds. */
    public record Ingest(double readingsPerSecond) {}

    static Summary of(
            Instant at,
            Collection<NodeView> nodes,
            List<District> districts,
            int incidentsOpen,
            double readingsPerSecond,
            boolean brokerUp) {
        Map<Health, Integer> counts = zero();
        Map<Node.Kind, Map<Health, Integer>> byKind = new EnumMap<>(Node.Kind.class);
        for (Node.Kind kind : Node.Kind.values()) {
            byKind.put(kind, zero());
        }
        Map<String, Map<Health, Integer>> byDistrict = new LinkedHashMap<>();
        districts.forEach(district -> byDistrict.put(district.code(), zero()));
        for (NodeView view : nodes) {
            NodeSummary node = view.summary();
            counts.merge(node.health(), 1, Integer::sum);
            byKind.getOrDefault(node.kind(), counts).merge(node.health(), 1, Integer::sum);
            String district = node.district();
            if (district != null) {
                byDistrict.computeIfAbsent(district, code -> zero()).merge(node.health(), 1, Integer::sum);
            }
        }
        return new Summary(
                at,
                counts,
                nodes.size(),
                byKind,
                named(byDistrict, districts),
                incidentsOpen,
                new Ingest(Math.round(readingsPerSecond * 10) / 10.0),
                brokerUp ? "up" : "down");
    }

    private static List<DistrictCounts> named(Map<String, Map<Health, Integer>> byCode, List<District> districts) {
        Map<String, String> names = new LinkedHashMap<>();
        districts.forEach(district -> names.put(district.code(), district.name()));
        return byCode.entrySet().stream()
                .map(e -> new DistrictCounts(e.getKey(), names.getOrDefault(e.getKey(), e.getKey()), e.getValue()))
                .toList();
    }

    private static Map<Health, Integer> zero() {
        Map<Health, Integer> counts = new EnumMap<>(Health.class);
        for (Health health : Health.values()) {
            counts.put(health, 0);
        }
        return counts;
    }

    /** The same figures as {@code other}, whatever the time. */
    boolean sameAs(Summary other) {
        return equals(new Summary(
                at,
                other.counts,
                other.total,
                other.byKind,
                other.districts,
                other.incidentsOpen,
                other.ingest,
                other.broker));
    }
}
