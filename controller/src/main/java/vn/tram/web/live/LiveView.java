package vn.tram.web.live;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Effect;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.maintenance.Maintenance;
import vn.tram.maintenance.Window;
import vn.tram.state.NodeState;

/**
 * What the pages show now. The loop's thread feeds it with effects, which costs no JSON; many threads read it. What the
 * store kept is brought in at the start as effects too: the inventory, then each node's state, then the incidents.
 */
public final class LiveView {

    private static final int MAX_CLOSED = 500;

    private final Map<String, Site> sites = new ConcurrentHashMap<>();
    private final Map<String, Node> inventory = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<String, NodeView> nodes = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Long, Incident> incidents = new ConcurrentSkipListMap<>();
    private final TreeSet<Long> closed = new TreeSet<>();
    private final Map<String, NavigableSet<Long>> openByEndpoint = new HashMap<>();
    private final Works works = new Works();
    private final Changes changes = new Changes(epoch());
    private final Meter readings = new Meter();
    private volatile Runnable hurry = () -> {};
    private volatile @Nullable Province province;
    private volatile boolean brokerUp;
    private volatile Instant asOf;
    private @Nullable Summary lastSummary;

    /**
     * @param clock says when it began
     * @param province null until set-up has named one
     */
    public LiveView(InstantSource clock, @Nullable Province province) {
        this.asOf = clock.instant();
        this.province = province;
    }

    private static String epoch() {
        byte[] bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Called by the loop's thread, for every effect in order. Returns soon. */
    public synchronized void on(Effect effect) {
        if (effect instanceof Effect.NodeChanged changed) {
            nodeChanged(changed.state());
        } else if (effect instanceof Effect.Store store) {
            readings.add(store.report().readings().size());
        } else if (effect instanceof Effect.IncidentChanged changed) {
            incidentChanged(changed.incident());
        } else if (effect instanceof Effect.MaintenanceChanged changed) {
            maintenanceChanged(changed.coverage());
        } else if (effect instanceof Effect.InventoryChanged changed) {
            inventoryChanged(changed);
        }
    }

    /** Called by the loop's thread: everything that reached the controller before then is in what is shown. */
    public void reached(Instant time) {
        asOf = time;
    }

    /** What is shown was true then. */
    public Instant asOf() {
        return asOf;
    }

    /** Whether our own session with the broker is up; called by any thread. */
    public void broker(boolean up) {
        brokerUp = up;
    }

    public void province(Province chosen) {
        province = chosen;
        changes.put("inventory", "inventory", () -> "{}");
    }

    public @Nullable Province province() {
        return province;
    }

    private void nodeChanged(NodeState state) {
        NodeView view = view(state.endpoint(), state);
        nodes.put(state.endpoint(), view);
        changes.put("node " + state.endpoint(), "node", view::json);
    }

    private NodeView view(String endpoint, @Nullable NodeState state) {
        Node node = inventory.get(endpoint);
        Site site = node == null || node.site() == null ? null : sites.get(node.site());
        NavigableSet<Long> open = openByEndpoint.get(endpoint);
        return NodeView.of(endpoint, node, site, state, open == null ? null : open.first(), works.of(endpoint));
    }

    private void refresh(String endpoint, boolean tell) {
        NodeView old = nodes.get(endpoint);
        NodeView view = view(endpoint, old == null ? null : old.state());
        nodes.put(endpoint, view);
        if (tell && (old == null || !view.summary().equals(old.summary()))) {
            changes.put("node " + endpoint, "node", view::json);
        }
    }

    private void inventoryChanged(Effect.InventoryChanged changed) {
        changed.sites().forEach(site -> sites.put(site.id(), site));
        changed.nodes().forEach(node -> inventory.put(node.endpoint(), node));
        changed.nodes().forEach(node -> refresh(node.endpoint(), false));
        if (!changed.sites().isEmpty()) {
            List.copyOf(nodes.keySet()).forEach(endpoint -> refresh(endpoint, false));
        }
        changes.put("inventory", "inventory", () -> "{}");
    }

    private void incidentChanged(Incident incident) {
        Incident old = incidents.put(incident.id(), incident);
        Set<String> affected = endpoints(incident);
        if (old != null) {
            affected.addAll(endpoints(old));
            endpoints(old).forEach(endpoint -> unlink(endpoint, incident.id()));
        }
        if (incident.isOpen()) {
            endpoints(incident)
                    .forEach(endpoint -> openByEndpoint
                            .computeIfAbsent(endpoint, e -> new TreeSet<>())
                            .add(incident.id()));
        } else {
            closed.add(incident.id());
            forgetOldest();
        }
        affected.stream().filter(nodes::containsKey).forEach(endpoint -> refresh(endpoint, true));
        Once json = new Once(() -> IncidentView.of(incident, nodes::get));
        changes.put("incident " + incident.id(), "incident", json);
        hurry.run();
    }

    private void maintenanceChanged(Maintenance.Coverage coverage) {
        Set<String> affected = works.take(coverage);
        works.forget(asOf).forEach(id -> changes.forget("maintenance " + id));
        affected.stream().filter(nodes::containsKey).forEach(endpoint -> refresh(endpoint, true));
        changes.put("maintenance " + coverage.window().id(), "maintenance", new Once(() -> view(coverage)));
    }

    private WindowView view(Maintenance.Coverage coverage) {
        String target = coverage.window().target();
        boolean isNode = coverage.window().of() == Window.Target.NODE;
        Node node = isNode ? inventory.get(target) : null;
        Site site = isNode ? null : sites.get(target);
        return WindowView.of(coverage, node != null ? node.name() : site != null ? site.name() : target);
    }

    /** Those that go on, are to come, or ended within the last weeks. */
    public List<WindowView> windows() {
        return works.all().stream().map(this::view).toList();
    }

    /** Null when there is none, or it ended long ago. */
    public @Nullable WindowView window(String id) {
        Maintenance.Coverage known = works.find(id);
        return known == null ? null : view(known);
    }

    public Collection<Site> sites() {
        return Collections.unmodifiableCollection(sites.values());
    }

    /** As the inventory has it; null for none. */
    public @Nullable Node inventoried(String endpoint) {
        return inventory.get(endpoint);
    }

    public @Nullable Site site(String id) {
        return sites.get(id);
    }

    private static Set<String> endpoints(Incident incident) {
        Set<String> endpoints = new TreeSet<>(incident.suppressed());
        endpoints.add(incident.endpoint());
        return endpoints;
    }

    private void unlink(String endpoint, long incident) {
        NavigableSet<Long> open = openByEndpoint.get(endpoint);
        if (open != null && open.remove(incident) && open.isEmpty()) {
            openByEndpoint.remove(endpoint);
        }
    }

    private void forgetOldest() {
        while (closed.size() > MAX_CLOSED) {
            long id = closed.pollFirst();
            incidents.remove(id);
            changes.forget("incident " + id);
        }
    }

    /** By endpoint; a view of what is there while it is read. */
    public Collection<NodeView> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    public @Nullable NodeView node(String endpoint) {
        return nodes.get(endpoint);
    }

    /** Those that are open, and the last {@value #MAX_CLOSED} that were closed; newest first. */
    public List<Incident> incidents() {
        return new ArrayList<>(incidents.descendingMap().values());
    }

    /** Null when it was never opened, or closed too long ago. */
    public @Nullable Incident incident(long id) {
        return incidents.get(id);
    }

    /** With the names of its nodes as they are now. */
    public IncidentView view(Incident incident) {
        return IncidentView.of(incident, nodes::get);
    }

    public Summary summary() {
        Province chosen = province;
        int open = (int) incidents.values().stream().filter(Incident::isOpen).count();
        return Summary.of(
                asOf,
                nodes.values(),
                chosen == null ? List.of() : chosen.districts(),
                open,
                readings.perSecond(),
                brokerUp);
    }

    /** How many readings were handed to the store since the start. */
    public long readings() {
        return readings.total();
    }

    /** From now on told of what nobody should wait for, in the loop's thread; must return soon. */
    void onHurry(Runnable told) {
        hurry = told;
    }

    Changes changes() {
        return changes;
    }

    /** Called once a second by the feed. */
    void second() {
        readings.second();
        Summary now = summary();
        Summary last = lastSummary;
        if (last == null || !now.sameAs(last)) {
            lastSummary = now;
            changes.put("summary", "summary", new Once(() -> now));
        }
    }
}
