package vn.tram.web;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;

/** Faults that are only written down. */
final class MemoryFaults implements Faults {

    private final InstantSource clock;
    private final List<Target> targets = new ArrayList<>();
    private final CopyOnWriteArrayList<Active> active = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    MemoryFaults(InstantSource clock, InventedProvince province) {
        this.clock = clock;
        for (Site site : province.sites) {
            if (site.tier() == Site.Tier.DISTRICT) {
                targets.add(new Target(Kind.FIBRE, site.unitCode(), site.name()));
            }
            targets.add(new Target(Kind.POWER, site.id(), site.name()));
        }
        for (Node node : province.nodes) {
            if (node.kind() == Node.Kind.HOTSPOT) {
                targets.add(new Target(Kind.RADIO, node.endpoint(), node.name()));
            }
        }
    }

    @Override
    public List<Target> targets() {
        return List.copyOf(targets);
    }

    @Override
    public List<Active> active() {
        return List.copyOf(active);
    }

    @Override
    public @Nullable Active cut(Kind kind, String target) {
        for (Target known : targets) {
            if (known.kind() == kind && known.id().equals(target)) {
                Active fault = new Active("f" + ids.incrementAndGet(), kind, target, known.name(), clock.instant());
                active.add(0, fault);
                return fault;
            }
        }
        return null;
    }

    @Override
    public boolean mend(String id) {
        return active.removeIf(fault -> fault.id().equals(id));
    }
}
