package vn.tram.simulator.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.simulator.device.Province;
import vn.tram.web.Faults;

/** One thing that is cut in the simulated province, and whom the incident should name. Used under one lock. */
final class Cut {

    private final Faults.Kind kind;
    private final String target;
    private final Set<String> nodes;
    private final Set<String> causes;
    private @Nullable String fault;
    private @Nullable Instant since;
    private @Nullable Instant seen;

    /**
     * @param nodes all that is cut off
     * @param causes any of them may be named
     */
    private Cut(Faults.Kind kind, String target, Set<String> nodes, Set<String> causes) {
        this.kind = kind;
        this.target = target;
        this.nodes = nodes;
        this.causes = causes;
    }

    /** The power of each site behind which there is no other site. */
    static List<Cut> ofLeaves(Province province) {
        return of(province, Faults.Kind.POWER, site -> !hasChild(province, site));
    }

    /** The power of each commune behind which there is another site. */
    static List<Cut> ofCommunes(Province province) {
        return of(province, Faults.Kind.POWER, site -> site.tier() == Site.Tier.COMMUNE && hasChild(province, site));
    }

    /** The fibre of each district. */
    static List<Cut> ofDistricts(Province province) {
        return of(province, Faults.Kind.FIBRE, site -> site.tier() == Site.Tier.DISTRICT);
    }

    private interface Wanted {
        boolean is(Site site);
    }

    private static List<Cut> of(Province province, Faults.Kind kind, Wanted wanted) {
        List<Cut> cuts = new ArrayList<>();
        for (Site site : province.sites()) {
            if (wanted.is(site) && !site.id().equals(province.centre())) {
                Cut cut = of(province, kind, site);
                if (!cut.nodes.isEmpty()) {
                    cuts.add(cut);
                }
            }
        }
        return cuts;
    }

    private static Cut of(Province province, Faults.Kind kind, Site top) {
        Set<String> sites = new HashSet<>(Set.of(top.id()));
        // Parents come before children.
        for (Site site : province.sites()) {
            if (site.parent() != null && sites.contains(site.parent())) {
                sites.add(site.id());
            }
        }
        Set<String> nodes = new HashSet<>();
        Set<String> here = new HashSet<>();
        Set<String> points = new HashSet<>();
        for (Node node : province.nodes()) {
            if (node.site() != null && sites.contains(node.site())) {
                nodes.add(node.endpoint());
                if (node.site().equals(top.id())) {
                    here.add(node.endpoint());
                    if (node.kind() == Node.Kind.CONNECTION_POINT) {
                        points.add(node.endpoint());
                    }
                }
            }
        }
        return new Cut(kind, top.id(), nodes, points.isEmpty() ? here : points);
    }

    private static boolean hasChild(Province province, Site site) {
        return province.sites().stream().anyMatch(other -> site.id().equals(other.parent()));
    }

    Faults.Kind kind() {
        return kind;
    }

    String target() {
        return target;
    }

    /** Whether that node is cut off by it now. */
    boolean explains(String endpoint) {
        return fault != null && nodes.contains(endpoint);
    }

    boolean mayBeNamed(String endpoint) {
        return causes.contains(endpoint);
    }

    /** @param name of the fault, as the demo calls it */
    void begun(String name, Instant at) {
        fault = name;
        since = at;
    }

    /** The first incident about it has come. */
    void seen(Instant at) {
        seen = at;
    }

    boolean isSeen() {
        return seen != null;
    }

    /** Name of the fault; empty before it has begun. */
    String fault() {
        return fault == null ? "" : fault;
    }

    Duration age(Instant now) {
        return since == null ? Duration.ZERO : Duration.between(since, now);
    }

    /** From the cut to the incident; null when there was none. */
    @Nullable
    Duration delay() {
        return since == null || seen == null ? null : Duration.between(since, seen);
    }
}
