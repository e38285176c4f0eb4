package vn.tram.flow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.maintenance.Window;
import vn.tram.sla.SavedLedger;
import vn.tram.state.NodeState;

/**
 * What the core resumes from after a start.
 *
 * @param sites every site
 * @param nodes every node
 * @param states the last saved state of each node; a node without one has never been heard
 * @param incidents those open, and those closed within the last hours (they may be opened again, see {@link
 *     vn.tram.incident.IncidentRules#reopen})
 * @param nextIncident id of the next incident, from 1
 * @param ledger where the ledger goes on
 * @param windows of maintenance: those that are not over, and those that ended within the last weeks
 * @param lastAlive when the controller last ran; null on its first start
 */
public record Saved(
        List<Site> sites,
        List<Node> nodes,
        List<NodeState> states,
        List<Incident> incidents,
        long nextIncident,
        SavedLedger ledger,
        List<Window> windows,
        @Nullable Instant lastAlive) {

    public static final Saved NOTHING =
            new Saved(List.of(), List.of(), List.of(), List.of(), 1, SavedLedger.NOTHING, List.of(), null);

    /** With an empty ledger and no maintenance. */
    public Saved(
            List<Site> sites,
            List<Node> nodes,
            List<NodeState> states,
            List<Incident> incidents,
            long nextIncident,
            @Nullable Instant lastAlive) {
        this(sites, nodes, states, incidents, nextIncident, SavedLedger.NOTHING, List.of(), lastAlive);
    }

    public Saved {
        sites = List.copyOf(sites);
        nodes = List.copyOf(nodes);
        states = List.copyOf(states);
        incidents = List.copyOf(incidents);
        windows = List.copyOf(windows);
    }
}
