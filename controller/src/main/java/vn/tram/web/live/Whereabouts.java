package vn.tram.web.live;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.desired.Target;
import vn.tram.inventory.Site;

/** Where nodes are, with everything above them. */
public final class Whereabouts {

    private static final int DEEPEST = 32;

    private Whereabouts() {}

    public static List<Target.Where> all(LiveView live) {
        return live.nodes().stream().map(node -> of(live, node.summary())).toList();
    }

    public static Target.Where of(LiveView live, NodeSummary node) {
        Set<String> sites = new HashSet<>();
        Set<String> units = new HashSet<>();
        @Nullable String id = node.site();
        for (int hops = 0; id != null && hops < DEEPEST; hops++) {
            Site site = live.site(id);
            if (site == null || !sites.add(id)) {
                break;
            }
            units.add(site.unitCode());
            if (site.districtCode() != null) {
                units.add(site.districtCode());
            }
            id = site.parent();
        }
        return new Target.Where(node.endpoint(), sites, units);
    }
}
