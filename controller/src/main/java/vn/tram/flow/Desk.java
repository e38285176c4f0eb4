package vn.tram.flow;

import java.time.Instant;
import vn.tram.incident.Incidents;
import vn.tram.maintenance.Maintenance;

/** Carries out what people do with incidents and about maintenance. */
final class Desk {

    private final Incidents incidents;
    private final Maintenance maintenance;

    Desk(Incidents incidents, Maintenance maintenance) {
        this.incidents = incidents;
        this.maintenance = maintenance;
    }

    void take(Event.IncidentAction action, Instant now) {
        if (action instanceof Event.IncidentAcknowledged acknowledged) {
            incidents.acknowledge(acknowledged.incident(), acknowledged.actor(), now);
        } else if (action instanceof Event.IncidentAssigned assigned) {
            incidents.assign(assigned.incident(), assigned.actor(), assigned.assignee(), now);
        } else if (action instanceof Event.IncidentCommented commented) {
            incidents.comment(commented.incident(), commented.actor(), commented.text(), now);
        } else if (action instanceof Event.IncidentEscalated escalated) {
            incidents.escalate(escalated.incident(), escalated.actor(), escalated.reason(), now);
        }
    }

    void take(Event.MaintenanceAction action, Instant now) {
        if (action instanceof Event.MaintenancePlanned planned) {
            maintenance.plan(planned.window(), now);
        } else if (action instanceof Event.MaintenanceCancelled cancelled) {
            maintenance.cancel(cancelled.window(), cancelled.actor(), now);
        }
    }
}
