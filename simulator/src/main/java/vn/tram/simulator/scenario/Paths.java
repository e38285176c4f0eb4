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
    private final Map<String, Set<String>> together = new HashMap<>();
    private final Map<String, Integer> cuts = new HashMap<>();
    private final Map<String, Double> losses = new HashMap<>();
    private boolean everything;

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
        Map<String, Set<String>> atSite = new HashMap<>();
        for (Node node : nodes) {
            String site = node.site();
            if (site != null) {
                Set<String> here = atSite.computeIfAbsent(site, absent -> new TreeSet<>());
                here.add(node.endpoint());
                together.put(node.endpoint(), here);
            }
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

    /** Nothing reaches the centre, or everything may again. */
    void cutEverything(boolean is) {
        everything = is;
    }

    /** The line upwards from a node loses this share of packets. */
    void lose(String endpoint, double share) {
        losses.put(endpoint, share);
    }

    /** The share of packets that is lost between {@code endpoint} and the centre. */
    double loss(String endpoint) {
        double arrives = 1;
        for (String next = endpoint; next != null && !losses.isEmpty(); next = above.get(next)) {
            arrives *= 1 - losses.getOrDefault(next, 0.0);
        }
        return 1 - arrives;
    }

    /** The other nodes at the same site. */
    Set<String> beside(String endpoint) {
        Set<String> beside = new TreeSet<>(together.getOrDefault(endpoint, Set.of()));
        beside.remove(endpoint);
        return beside;
    }

    boolean isWhole(String endpoint) {
        if (everything) {
            return false;
        }
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
