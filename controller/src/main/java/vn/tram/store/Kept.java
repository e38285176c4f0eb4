package vn.tram.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tram.flow.Effect;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.maintenance.Window;
import vn.tram.sla.Entry;
import vn.tram.state.NodeState;

/** Changes that wait for their commit; of several to one thing the last counts. Not safe for several threads. */
final class Kept {

    final Map<String, Site> sites = new LinkedHashMap<>();
    final Map<String, Node> nodes = new LinkedHashMap<>();
    final Map<String, NodeState> states = new LinkedHashMap<>();
    final Map<Long, Incident> incidents = new LinkedHashMap<>();

    /** More than a disk that fails for days leaves waiting; about 60 MB. */
    private static final int MOST_ENTRIES = 200_000;

    /** In order, and every one of them. */
    final List<Entry> entries = new ArrayList<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    final Map<String, Window> windows = new LinkedHashMap<>();

    void add(Window window) {
        windows.put(window.id(), window);
    }

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
        older.windows.forEach(windows::putIfAbsent);
        entries.addAll(0, older.entries);
    }

    /**
     * Lets the newest entries go when too many wait; the chain of hashes then says that they are missing.
     *
     * @return how many
     */
    int cutLedger() {
        int over = Math.max(0, entries.size() - MOST_ENTRIES);
        if (over > 0) {
            entries.subList(MOST_ENTRIES, entries.size()).clear();
        }
        return over;
    }

    boolean isEmpty() {
        return sites.isEmpty()
                && nodes.isEmpty()
                && states.isEmpty()
                && incidents.isEmpty()
                && entries.isEmpty()
                && windows.isEmpty();
    }
}
