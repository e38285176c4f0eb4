package vn.tram.simulator.scenario;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;

/** Who reaches the centre through whom in the simulated world, and what is cut. Says nothing of what anybody believes. */
final class Paths {

    private final Map<String, String> above = new HashMap<>();
    private final Map<String, Integer> cuts = new HashMap<>();

    Paths(Collection<Site> sites, Collection<Node> nodes) {
        Map<String, String> parents = new HashMap<>();
        sites.forEach(site -> {
            if (site.parent() != null) {
                parents.put(site.id(), site.parent());
            }
        });
        Map<String, String> points = new HashMap<>();
        nodes.forEach(node -> {
            if (node.kind() == Node.Kind.CONNECTION_POINT && node.site() != null) {
                points.put(node.site(), node.endpoint());
            }
        });
        for (Node node : nodes) {
            String site = node.site();
            while (site != null && (points.get(site) == null || node.endpoint().equals(points.get(site)))) {
                site = parents.get(site);
            }
            String next = site == null ? null : points.get(site);
            if (next != null) {
                above.put(node.endpoint(), next);
            }
        }
    }

    /** A node, or its line upwards, fails; failures add up. */
    void cut(String endpoint) {
        cuts.merge(endpoint, 1, Integer::sum);
    }

    void mend(String endpoint) {
        cuts.merge(endpoint, -1, (many, less) -> many + less == 0 ? null : many + less);
    }

    boolean isWhole(String endpoint) {
        String next = endpoint;
        while (next != null) {
            if (cuts.containsKey(next)) {
                return false;
            }
            next = above.get(next);
        }
        return true;
    }

    /** Everything that reaches the centre through {@code endpoint}. */
    Set<String> behind(String endpoint) {
        Set<String> behind = new TreeSet<>();
        for (String node : above.keySet()) {
            String next = above.get(node);
            while (next != null && !next.equals(endpoint)) {
                next = above.get(next);
            }
            if (next != null) {
                behind.add(node);
            }
        }
        return behind;
    }
}
