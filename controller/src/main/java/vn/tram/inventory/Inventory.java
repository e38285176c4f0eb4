package vn.tram.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.identity.EndpointName;
import vn.tram.inventory.Node.Kind;

/**
 * The sites and nodes there are, and through which node each reaches the centre. Used by one thread.
 *
 * <p>A node goes through its gateway when one is named. Otherwise a device behind an agent goes through what its neighbours
 * say, or through the agent; a hotspot or other node goes through the connection
 * point of its own site, and a connection point, or a node on a site that has none, through the nearest one further up.
 */
public final class Inventory {

    private static final int DEEPEST = 32;

    private final Map<String, Site> sites = new TreeMap<>();
    private final NavigableMap<String, Node> nodes = new TreeMap<>();
    private final Map<String, String> connectionPoints = new HashMap<>();
    private final Map<String, String> upstream = new HashMap<>();
    private final Map<String, List<String>> below = new HashMap<>();
    private final Map<String, List<String>> atSite = new HashMap<>();
    private int unplaced;

    /** Adds or replaces those named; the others stay as they are. */
    public void put(Collection<Site> someSites, Collection<Node> someNodes) {
        someSites.forEach(site -> sites.put(site.id(), site));
        someNodes.forEach(node -> nodes.put(node.endpoint(), node));
        index();
    }

    /** Adds a node that has appeared by itself and that nobody has placed yet. */
    public Node addUnplaced(String endpoint) {
        Node node = new Node(endpoint, endpoint, Kind.OTHER, null, null);
        nodes.put(endpoint, node);
        unplaced++;
        return node;
    }

    public @Nullable Node node(String endpoint) {
        return nodes.get(endpoint);
    }

    public @Nullable Site site(String id) {
        return sites.get(id);
    }

    /** By endpoint name. */
    public Collection<Node> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** How many nodes have neither a site nor a gateway, and are behind no agent that is known. */
    public int unplaced() {
        return unplaced;
    }

    /** The devices behind an agent, however they are cabled there; by endpoint name. */
    public Collection<Node> behind(String agent) {
        return nodes.subMap(EndpointName.behind(agent, ""), true, EndpointName.behind(agent, "\u007f"), false)
                .values();
    }

    /** The node through which {@code endpoint} reaches the centre; null at the top, and for a node without a site. */
    public @Nullable String upstream(String endpoint) {
        return upstream.get(endpoint);
    }

    /** The nodes that reach the centre directly through {@code endpoint}, by name. */
    public List<String> below(String endpoint) {
        return below.getOrDefault(endpoint, List.of());
    }

    /** The other nodes at the same site, by name. */
    public List<String> beside(String endpoint) {
        Node node = nodes.get(endpoint);
        if (node == null || node.site() == null) {
            return List.of();
        }
        return atSite.getOrDefault(node.site(), List.of()).stream()
                .filter(other -> !other.equals(endpoint))
                .toList();
    }

    private void index() {
        atSite.clear();
        connectionPoints.clear();
        upstream.clear();
        below.clear();
        unplaced = 0;
        for (Node node : nodes.values()) {
            if (node.kind() == Kind.CONNECTION_POINT && node.site() != null) {
                connectionPoints.putIfAbsent(node.site(), node.endpoint());
            }
            if (node.site() != null) {
                atSite.computeIfAbsent(node.site(), absent -> new ArrayList<>()).add(node.endpoint());
            }
            unplaced += node.site() == null && node.gateway() == null && agentOf(node) == null ? 1 : 0;
        }
        Map<String, String> said = new HashMap<>();
        for (Node node : nodes.values()) {
            String next = next(node);
            if (next != null) {
                said.put(node.endpoint(), next);
            }
        }
        for (Node node : nodes.values()) {
            String agent = node.gateway() == null ? agentOf(node) : null;
            if (agent != null && !reachesAnEnd(node.endpoint(), said)) {
                said.put(node.endpoint(), agent);
            }
        }
        for (Node node : nodes.values()) {
            String next = said.get(node.endpoint());
            if (next != null && reachesAnEnd(node.endpoint(), said)) {
                upstream.put(node.endpoint(), next);
                below.computeIfAbsent(next, absent -> new ArrayList<>()).add(node.endpoint());
            }
        }
    }

    private @Nullable String next(Node node) {
        String gateway = node.gateway();
        if (gateway != null && nodes.containsKey(gateway)) {
            return gateway;
        }
        String agent = agentOf(node);
        if (agent != null) {
            String seen = node.seen();
            return seen != null && nodes.containsKey(seen) ? seen : agent;
        }
        Site site = node.site() == null ? null : sites.get(node.site());
        boolean isGateway = node.kind() == Kind.CONNECTION_POINT;
        for (int hops = 0; site != null && hops < DEEPEST; hops++) {
            String point = connectionPoints.get(site.id());
            if (point != null && !(hops == 0 && isGateway)) {
                return point;
            }
            site = site.parent() == null ? null : sites.get(site.parent());
        }
        return null;
    }

    private @Nullable String agentOf(Node node) {
        String agent = node.agent();
        return agent != null && nodes.containsKey(agent) ? agent : null;
    }

    /** Nodes that name one another as gateways in a circle have none. */
    private static boolean reachesAnEnd(String endpoint, Map<String, String> said) {
        String next = endpoint;
        for (int hops = 0; next != null && hops < DEEPEST; hops++) {
            next = said.get(next);
        }
        return next == null;
    }
}
