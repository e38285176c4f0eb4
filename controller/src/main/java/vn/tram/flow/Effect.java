package vn.tram.flow;

import java.time.Instant;
import java.util.List;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.maintenance.Maintenance;
import vn.tram.sla.Entry;
import vn.tram.state.NodeState;

/** What leaves the loop, in order, for the edges to carry out. */
public sealed interface Effect {

    /**
     * Keep the report, then answer 2.04 to the ticket; if it cannot be kept, answer 5.00.
     *
     * @param clockUnset the device time is impossible: keep the readings under our time
     */
    record Store(long ticket, String endpoint, Instant at, boolean clockUnset, Report report) implements Effect {}

    /**
     * Answer the ticket at once.
     *
     * @param code LwM2M response code, such as 400
     */
    record Answer(long ticket, int code, String reason) implements Effect {}

    /** Keep and show the node's new state. */
    record NodeChanged(NodeState state) implements Effect {}

    /** Keep, show and notify. */
    record IncidentChanged(Incident incident) implements Effect {}

    /** Keep, in order, before anything that follows from it is answered. */
    record LedgerAppended(Entry entry) implements Effect {}
    /** Keep the window, and show it and the nodes that it covers now. */
    record MaintenanceChanged(Maintenance.Coverage coverage) implements Effect {}

    /** Keep and show. */
    record InventoryChanged(List<Site> sites, List<Node> nodes) implements Effect {
        public InventoryChanged {
            sites = List.copyOf(sites);
            nodes = List.copyOf(nodes);
        }
    }

    /** LwM2M Write to the device, answered with {@link Event.Answered}. */
    record Write(String endpoint, long revision, List<Reading> values) implements Effect {
        public Write {
            values = List.copyOf(values);
        }
    }
}
