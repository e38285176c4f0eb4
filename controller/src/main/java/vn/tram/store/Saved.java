package vn.tram.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.state.NodeState;

/**
 * What the core goes on from after a restart.
 *
 * @param sites by id
 * @param nodes by endpoint
 * @param states of nodes that ever had one, by endpoint
 * @param incidents open ones, and those closed in the last 48 hours, by id
 * @param nextIncident the first id never used
 * @param lastAlive when the controller last ran, to 10 seconds; null on a new folder
 */
public record Saved(
        List<Site> sites,
        List<Node> nodes,
        List<NodeState> states,
        List<Incident> incidents,
        long nextIncident,
        @Nullable Instant lastAlive) {

    public Saved {
        sites = List.copyOf(sites);
        nodes = List.copyOf(nodes);
        states = List.copyOf(states);
        incidents = List.copyOf(incidents);
    }
}
