package vn.tram.store;

import java.util.LinkedHashMap;
import java.util.Map;
import vn.tram.flow.Effect;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.state.NodeState;

/** Changes that wait for their commit; of several to one thing the last counts. Not safe for several threads. */
final class Kept {

    final Map<String, Site> sites = new LinkedHashMap<>();
    final Map<String, Node> nodes = new LinkedHashMap<>();
    final Map<String, NodeState> states = new LinkedHashMap<>();
    final Map<Long, Incident> incidents = new LinkedHashMap<>();

    void add(Effect.InventoryChanged change) {
        change.sites().forEach(site -> sites.put(site.id(), site));
        change.nodes().forEach(node -> nodes.put(node.endpoint(), node));
    }

    void add(NodeState state) {
        states.put(state.endpoint(), state);
    }

    void add(Incident incident) {
        incidents.put(incident.id(), incident);
    }

    /** Adds what {@code older} has and this has no later change to. */
    void addOlder(Kept older) {
        older.sites.forEach(sites::putIfAbsent);
        older.nodes.forEach(nodes::putIfAbsent);
        older.states.forEach(states::putIfAbsent);
        older.incidents.forEach(incidents::putIfAbsent);
    }

    boolean isEmpty() {
        return sites.isEmpty() && nodes.isEmpty() && states.isEmpty() && incidents.isEmpty();
    }
}
