package vn.tram.simulator.device;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.web.Faults;

/**
 * What people may break in a simulated province: a district's fibre takes the district and everything that reaches the
 * centre through it, a site's power its nodes and what lies behind them, a hotspot's radio that radio alone. Faults
 * may overlap: a device comes back when the last one that holds it down is mended.
 */
public final class ProvinceFaults implements Faults {

    private static final int MAX_ACTIVE = 200;

    private final Province province;
    private final InstantSource clock;
    private final Map<String, Cuttable> devices = new HashMap<>();
    private final Map<String, List<Site>> sitesBelow = new HashMap<>();
    private final Map<String, Active> active = new LinkedHashMap<>();
    private final List<Target> targets;
    private long lastId;

    public ProvinceFaults(Province province, InstantSource clock) {
        this.province = province;
        this.clock = clock;
        for (Site site : province.sites()) {
            for (Site above = site; above != null; above = parent(above)) {
                sitesBelow.computeIfAbsent(above.id(), id -> new ArrayList<>()).add(site);
            }
        }
        this.targets = allTargets();
    }

    private @Nullable Site parent(Site site) {
        String id = site.parent();
        return id == null
                ? null
                : province.sites().stream()
                        .filter(candidate -> candidate.id().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    private List<Target> allTargets() {
        List<Target> all = new ArrayList<>();
        for (Site site : province.sites()) {
            if (site.tier() == Site.Tier.DISTRICT) {
                all.add(new Target(Kind.FIBRE, site.id(), site.name()));
            }
            if (!site.id().equals(province.centre())) {
                all.add(new Target(Kind.POWER, site.id(), site.name()));
            }
        }
        for (Node node : province.nodes()) {
            if (node.kind() == Node.Kind.HOTSPOT) {
                all.add(new Target(Kind.RADIO, node.endpoint(), node.name()));
            }
        }
        all.sort(Comparator.comparing(Target::kind).thenComparing(Target::name));
        return List.copyOf(all);
    }

    /** From now on the faults reach these devices. */
    public synchronized void reach(Collection<? extends Cuttable> cuttable) {
        cuttable.forEach(device -> devices.put(device.node().endpoint(), device));
    }

    @Override
    public List<Target> targets() {
        return targets;
    }

    @Override
    public synchronized List<Active> active() {
        List<Active> newestFirst = new ArrayList<>(active.values());
        java.util.Collections.reverse(newestFirst);
        return newestFirst;
    }

    @Override
    public synchronized @Nullable Active cut(Kind kind, String target) {
        for (Active one : active.values()) {
            if (one.kind() == kind && one.target().equals(target)) {
                return one;
            }
        }
        Target known = targets.stream()
                .filter(one -> one.kind() == kind && one.id().equals(target))
                .findFirst()
                .orElse(null);
        if (known == null || active.size() >= MAX_ACTIVE) {
            return null;
        }
        Active fault = new Active("f" + ++lastId, kind, target, known.name(), clock.instant());
        Set<String> before = down();
        active.put(fault.id(), fault);
        apply(before, fault, true);
        return fault;
    }

    @Override
    public synchronized boolean mend(String id) {
        Set<String> before = down();
        Active fault = active.remove(id);
        if (fault == null) {
            return false;
        }
        apply(before, fault, false);
        return true;
    }

    private void apply(Set<String> before, Active fault, boolean broken) {
        if (fault.kind() == Kind.RADIO) {
            Cuttable device = devices.get(fault.target());
            if (device != null) {
                device.breakRadio(broken);
            }
            return;
        }
        Set<String> after = down();
        for (Cuttable device : devices.values()) {
            String endpoint = device.node().endpoint();
            if (before.contains(endpoint) != after.contains(endpoint)) {
                device.cut(after.contains(endpoint));
            }
        }
    }

    /** Endpoints that some fault holds down now. */
    private Set<String> down() {
        Set<String> sites = new HashSet<>();
        for (Active fault : active.values()) {
            if (fault.kind() != Kind.RADIO) {
                sitesBelow.getOrDefault(fault.target(), List.of()).forEach(site -> sites.add(site.id()));
            }
        }
        Set<String> endpoints = new HashSet<>();
        for (Node node : province.nodes()) {
            if (node.site() != null && sites.contains(node.site())) {
                endpoints.add(node.endpoint());
            }
        }
        return endpoints;
    }
}
