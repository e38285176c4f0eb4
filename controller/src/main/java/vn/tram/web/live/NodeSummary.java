package vn.tram.web.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.state.Evidence;
import vn.tram.state.Health;
import vn.tram.state.NodeState;

/**
 * A node in a list, as JSON has it.
 *
 * @param site null until it is placed; so are the four after {@code kind} and the position
 * @param rooms for video conferences that reach the network through it
 * @param gateway the node through which it is connected, as the inventory names it; null where it names none
 * @param seen the node through which its neighbours say that it is connected; null where nobody says
 * @param since null when nothing was ever known
 * @param evidence the newest; null when nothing was ever known
 * @param incident the open incident that it causes or is under; null for none
 * @param maintenance the window in which it is being worked on now; null for none
 */
public record NodeSummary(
        String endpoint,
        String name,
        Node.Kind kind,
        @Nullable String site,
        @Nullable String siteName,
        Site.@Nullable Tier tier,
        @Nullable String district,
        int rooms,
        @Nullable String gateway,
        @Nullable String seen,
        Health health,
        @Nullable Instant since,
        @Nullable Boolean online,
        @Nullable Instant lastHeard,
        boolean clockUnset,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable Evidence evidence,
        @Nullable Long incident,
        @Nullable String maintenance) {

    static NodeSummary of(
            String endpoint,
            @Nullable Node node,
            @Nullable Site site,
            @Nullable NodeState state,
            @Nullable Long incident,
            @Nullable String maintenance) {
        return new NodeSummary(
                endpoint,
                node == null ? endpoint : node.name(),
                node == null ? Node.Kind.OTHER : node.kind(),
                site == null ? null : site.id(),
                site == null ? null : site.name(),
                site == null ? null : site.tier(),
                site == null ? null : site.districtCode(),
                node == null ? 0 : node.rooms(),
                node == null ? null : node.gateway(),
                node == null ? null : node.seen(),
                state == null ? Health.UNKNOWN : state.health(),
                state == null ? null : state.since(),
                state == null ? null : state.online(),
                state == null ? null : state.lastHeard(),
                state != null && state.clockUnset(),
                site == null ? null : site.latitude(),
                site == null ? null : site.longitude(),
                state == null || state.evidence().isEmpty()
                        ? null
                        : state.evidence().get(0),
                incident,
                maintenance);
    }
}
