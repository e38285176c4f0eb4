package vn.tram.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.desired.Conformity;
import vn.tram.desired.Target;
import vn.tram.document.ResourcePath;
import vn.tram.state.Latest;
import vn.tram.state.NodeState;
import vn.tram.web.live.LiveView;
import vn.tram.web.live.NodeView;
import vn.tram.web.live.Whereabouts;

/** What each captive portal says that it shows. */
final class PortalReports {

    private static final int PORTAL = 42772;
    private static final ResourcePath SHOWN = new ResourcePath(PORTAL, 0, 0);
    private static final ResourcePath ERROR = new ResourcePath(PORTAL, 0, 5);

    /**
     * One portal.
     *
     * @param shown the revision that it shows; 0 for none
     * @param desired the revision that it should show; 0 for none
     * @param error why it does not; empty when it says nothing of that
     * @param online null when it was never heard of
     */
    record Portal(
            String endpoint,
            String name,
            @Nullable String siteName,
            long shown,
            long desired,
            Conformity conformity,
            String error,
            @Nullable Boolean online) {}

    private record Placed(Target.Where where, long shown) {}

    private final List<Placed> placed;

    private PortalReports(List<Placed> placed) {
        this.placed = placed;
    }

    static PortalReports of(LiveView live) {
        List<Placed> placed = new ArrayList<>();
        for (NodeView node : live.nodes()) {
            long shown = shown(node.state());
            if (shown >= 0) {
                placed.add(new Placed(Whereabouts.of(live, node.summary()), shown));
            }
        }
        return new PortalReports(placed);
    }

    /** -1 when it has no captive portal. */
    private static long shown(@Nullable NodeState state) {
        Latest latest = state == null ? null : state.values().get(SHOWN);
        return latest != null && latest.value() instanceof Long revision ? revision : -1;
    }

    /** How many portals something is for. */
    int of(List<Target> targets) {
        return (int) placed.stream().filter(one -> isFor(targets, one)).count();
    }

    /** How many of those show that revision or a later one, which holds the same. */
    int showing(List<Target> targets, long revision) {
        return (int) placed.stream()
                .filter(one -> one.shown() >= revision && isFor(targets, one))
                .count();
    }

    private static boolean isFor(List<Target> targets, Placed one) {
        return targets.isEmpty() || targets.stream().anyMatch(target -> target.covers(one.where()));
    }

    /** By endpoint. */
    static List<Portal> list(LiveView live) {
        List<Portal> portals = new ArrayList<>();
        for (NodeView node : live.nodes()) {
            NodeState state = node.state();
            long shown = shown(state);
            if (state != null && shown >= 0) {
                Latest error = state.values().get(ERROR);
                portals.add(new Portal(
                        node.summary().endpoint(),
                        node.summary().name(),
                        node.summary().siteName(),
                        shown,
                        state.desired(),
                        Conformity.of(state),
                        error == null ? "" : String.valueOf(error.value()),
                        state.online()));
            }
        }
        return portals;
    }
}
