package vn.tram.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import vn.tram.document.Report;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.maintenance.Window;
import vn.tram.state.ProbeLevel;

/** What enters the loop. Values only, so that a run can be written down and replayed. */
public sealed interface Event {

    /** When it reached the controller, by the controller's clock. */
    Instant at();

    /** Something a device did, or the broker on its behalf. */
    sealed interface DeviceEvent extends Event {
        String endpoint();
    }

    /**
     * LwM2M Register.
     *
     * @param objects instance paths such as {@code /3/0}
     */
    record Registered(Instant at, String endpoint, Duration lifetime, List<String> objects) implements DeviceEvent {
        public Registered {
            objects = List.copyOf(objects);
        }
    }

    /** LwM2M Update. */
    record RegistrationUpdated(Instant at, String endpoint) implements DeviceEvent {}

    /** LwM2M De-register, or the end of the lifetime. */
    record Deregistered(Instant at, String endpoint, boolean expired) implements DeviceEvent {}

    /**
     * LwM2M Send with a report in it.
     *
     * @param ticket names the answer that is owed; see {@link Effect.Store} and {@link Effect.Answer}
     */
    record Reported(Instant at, String endpoint, Report report, long ticket) implements DeviceEvent {}

    /**
     * The device's MQTT session came or went, by its status topic.
     *
     * @param reason may be empty
     */
    record Presence(Instant at, String endpoint, boolean online, String reason) implements DeviceEvent {}

    /**
     * The answer to {@link Effect.Write}.
     *
     * @param code LwM2M response code, such as 204; 0 for no answer in time
     */
    record Answered(Instant at, String endpoint, long revision, int code) implements DeviceEvent {}

    /**
     * What the device's probes tell has changed.
     *
     * @param lastArrival of a probe, by our clock
     */
    record Probed(Instant at, String endpoint, ProbeLevel level, Instant lastArrival) implements DeviceEvent {}

    /** Probes stopped to arrive from all devices at once, or arrive again from some. */
    record ProbesHeard(Instant at, boolean anything) implements Event {}

    /**
     * Somebody has just fallen silent, and probes of these arrived after that.
     *
     * @param last of each of them, by our clock
     */
    record ProbesArrived(Instant at, Map<String, Instant> last) implements Event {}

    /** The controller's own session with its broker came or went. */
    record BrokerSession(Instant at, boolean connected, String reason) implements Event {}

    /** Time passes: everything that reached the controller before then has been decided. Comes at least once a second. */
    record Tick(Instant at) implements Event {}

    /**
     * The loop's queue was full and events were lost.
     *
     * @param lost how many since the loop started
     */
    record Overflowed(Instant at, long lost) implements Event {}

    /** What a person did. */
    sealed interface OperatorAction extends Event {
        /** User name. */
        String actor();
    }

    /** Sites and nodes were added or changed; those not named stay as they are. */
    record InventoryChanged(Instant at, String actor, List<Site> sites, List<Node> nodes) implements OperatorAction {
        public InventoryChanged {
            sites = List.copyOf(sites);
            nodes = List.copyOf(nodes);
        }
    }

    /** What a person did with an incident. */
    sealed interface IncidentAction extends OperatorAction {
        /** Its id. */
        long incident();
    }

    record IncidentAcknowledged(Instant at, String actor, long incident) implements IncidentAction {}

    /**
     * The incident was given to somebody.
     *
     * @param assignee user name; empty to take it from whoever has it
     */
    record IncidentAssigned(Instant at, String actor, long incident, String assignee) implements IncidentAction {}

    /**
     * Something was written into its timeline.
     *
     * @param text at most {@value vn.tram.incident.Incident#MAX_COMMENT} characters, NFC
     */
    record IncidentCommented(Instant at, String actor, long incident, String text) implements IncidentAction {}

    /**
     * The incident was raised to the next level.
     *
     * @param reason at most {@value vn.tram.incident.Incident#MAX_COMMENT} characters, NFC; may be empty
     */
    record IncidentEscalated(Instant at, String actor, long incident, String reason) implements IncidentAction {}

    /** What a person did about maintenance. */
    sealed interface MaintenanceAction extends OperatorAction {}

    /** Work was planned; the window's own actor and time are those of this action. */
    record MaintenancePlanned(Instant at, Window window) implements MaintenanceAction {
        @Override
        public String actor() {
            return window.actor();
        }
    }

    /** A window was ended before its time, or before it began. */
    record MaintenanceCancelled(Instant at, String actor, String window) implements MaintenanceAction {}

    /**
     * A portal bundle was published. Said again for the current bundles after each start; saying it twice changes
     * nothing.
     *
     * @param revision grows with every publication
     * @param hash SHA-256 of its manifest, lower-case hexadecimal
     * @param endpoints who should show it; empty for every node with a captive portal object
     */
    record BundlePublished(Instant at, String actor, long revision, String hash, List<String> endpoints)
            implements OperatorAction {
        public BundlePublished {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * Two people have sent an emergency broadcast to every portal; it takes the place of the one before. Said again after
     * each start; saying it twice changes nothing.
     *
     * @param identifier of the broadcast
     * @param text signed, see {@link vn.tram.bundle.EmergencyFile}
     * @param hash SHA-256 of the text, lower-case hexadecimal
     * @param expires portals show it no longer from then on
     */
    record EmergencySent(Instant at, String actor, String identifier, String text, String hash, Instant expires)
            implements OperatorAction {}
}
