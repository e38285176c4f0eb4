package vn.tram.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.desired.Desired;
import vn.tram.flow.Event.DeviceEvent;
import vn.tram.incident.Incidents;
import vn.tram.inventory.Inventory;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.link.Interfaces;
import vn.tram.maintenance.Maintenance;
import vn.tram.maintenance.Window;
import vn.tram.sla.Entry;
import vn.tram.sla.Ledger;
import vn.tram.sla.Placement;
import vn.tram.state.Device;
import vn.tram.state.Devices;
import vn.tram.state.Evidence;
import vn.tram.state.Health;
import vn.tram.state.NodeState;
import vn.tram.state.NodeState.LinkState;

/**
 * The controller's core: an event in, effects out, and nothing else. Runs state, link, incident and desired in this
 * order. Used by one thread; the same events give the same effects.
 */
public final class Decisions {

    private static final String PORTAL_PATH = "/" + Desired.PORTAL;

    private final Rules rules;
    private final Inventory inventory = new Inventory();
    private final Devices devices;
    private final Placing placing;
    private final Interfaces interfaces;
    private final Incidents incidents;
    private final Desired desired;
    private final Blame blame = new Blame(inventory, this::device);
    private final Ledger ledger;
    private final Hindsight hindsight;
    private final Maintenance maintenance = new Maintenance(inventory);
    private final Desk desk;

    private Instant now;
    private List<Effect> effects = new ArrayList<>();
    private long refusedNodes;
    private long lostEvents;

    /**
     * @param saved what the last run left
     * @param start the present time, by the clock that the events' times are by
     */
    public Decisions(Rules rules, Saved saved, Instant start) {
        this.rules = rules;
        this.now = start;
        this.devices = new Devices(rules.state(), start);
        this.placing = new Placing(inventory, devices);
        this.interfaces = new Interfaces(rules.state().maxLinks());
        this.incidents = new Incidents(
                rules.incident(), inventory, this::health, this::evidence, maintenance::isOn, saved.nextIncident());
        this.desk = new Desk(incidents, maintenance);
        this.desired = new Desired(rules.desired());
        this.ledger = new Ledger(saved.ledger(), saved.lastAlive(), start);
        this.hindsight = new Hindsight(ledger);
        resume(saved);
    }

    private void resume(Saved saved) {
        inventory.put(saved.sites(), saved.nodes());
        for (NodeState state : saved.states()) {
            devices.resume(state, saved.lastAlive());
            blame.resume(state);
        }
        inventory.nodes().forEach(this::deviceOf);
        placing.resume();
        maintenance.resume(saved.windows(), saved.lastAlive(), now);
        incidents.resume(saved.incidents());
        for (Device device : devices.all()) {
            Map<Integer, LinkState> linksBefore = device.links();
            interfaces.judge(device, now);
            settle(device, linksBefore, Health.UNKNOWN);
        }
        inventory.nodes().forEach(this::entered);
        maintained();
    }

    /** What must be done before the first event: the changes that the restart itself has made. May be called once. */
    public List<Effect> start() {
        return takeEffects();
    }

    /** What {@code event} makes necessary, in order. */
    public List<Effect> on(Event event) {
        maintenance.pass(event.at());
        now = devices.pass(event.at(), this::expired);
        incidents.pass(now);
        blame.pass(now).forEach(this::explain);
        if (event instanceof DeviceEvent of) {
            fromDevice(of);
        } else if (event instanceof Event.OperatorAction action) {
            fromPerson(action);
        } else if (event instanceof Event.BrokerSession session) {
            devices.brokerSession(session.connected());
        } else if (event instanceof Event.ProbesHeard heard) {
            devices.hears(heard.anything(), this::expired);
        } else if (event instanceof Event.ProbesArrived arrived) {
            incidents.arrived(arrived.last(), devices::lastProbe, now);
        } else if (event instanceof Event.Overflowed overflowed) {
            lostEvents = overflowed.lost();
            incidents.overflowed(overflowed.lost(), now);
        }
        maintained();
        desired.pass(now, devices::get).forEach(this::ask);
        incidents.takeChanged(now).forEach(incident -> effects.add(new Effect.IncidentChanged(incident)));
        ledger.pass(now);
        return takeEffects();
    }

    /** What is still wrong where work has ended is from now on an incident. */
    private void maintained() {
        for (String endpoint : maintenance.takeBegun()) {
            Window window = maintenance.covering(endpoint, now);
            ledger.maintenance(endpoint, true, window == null ? "" : window.reason(), now);
        }
        for (String endpoint : maintenance.takeReleased()) {
            ledger.maintenance(endpoint, false, "", now);
            Device device = devices.get(endpoint);
            if (device != null) {
                incidents.node(endpoint, device.health(), now);
                incidents.links(endpoint, Map.of(), device.links(), now);
                limits(device);
            }
        }
        maintenance.takeChanged().forEach(coverage -> effects.add(new Effect.MaintenanceChanged(coverage)));
    }

    private List<Effect> takeEffects() {
        ledger.take().forEach(entry -> effects.add(new Effect.LedgerAppended(entry)));
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        // A report is answered when it is on the disk, and what was decided because of it must be there first.
        taken.sort(Comparator.comparing(effect -> effect instanceof Effect.Store));
        return taken;
    }

    private void fromDevice(DeviceEvent event) {
        Device device = devices.get(event.endpoint());
        if (device == null) {
            device = appear(event);
        }
        if (device == null) {
            return;
        }
        Map<Integer, LinkState> linksBefore = device.links();
        Health before = device.health();
        boolean caughtUp = device.hasCaughtUp();
        boolean judge = apply(device, event);
        if (judge || caughtUp != device.hasCaughtUp() || before != device.health()) {
            interfaces.judge(device, now);
        }
        settle(device, linksBefore, before);
        if (event instanceof Event.Reported reported) {
            inventoryChanged(placing.reported(event.endpoint(), reported.report()));
        }
        Blame.Found found = event instanceof Event.Reported ? blame.reported(device, now) : null;
        if (found != null) {
            explain(found);
        }
    }

    private void explain(Blame.Found found) {
        incidents.explained(found.endpoint(), found.cause(), now);
        String cause = found.cause().name();
        if (found.isSharp()) {
            ledger.correct(
                    found.endpoint(), Entry.NODE, found.from(), found.to(), Health.DOWN, cause, "evidence.cause", now);
        } else {
            ledger.cause(found.endpoint(), found.from(), found.to(), cause, now);
        }
    }

    /** Whether the verdicts on the device and its links must be made anew for the event's own sake. */
    private boolean apply(Device device, DeviceEvent event) {
        if (event instanceof Event.Reported reported) {
            boolean newer = devices.reported(device, reported.report());
            hindsight.reported(device, reported.report(), now);
            boolean clockUnset = !reported.report().deviceTimeIsPossible(now.toEpochMilli());
            effects.add(new Effect.Store(
                    reported.ticket(), reported.endpoint(), reported.at(), clockUnset, reported.report()));
            return newer && (Interfaces.concerns(reported.report()) || device.hasNewsOfLimits());
        }
        if (event instanceof Event.Presence presence) {
            devices.presence(device, presence.online(), presence.reason());
        } else if (event instanceof Event.Probed probed) {
            devices.probed(device, probed.level(), probed.lastArrival());
        } else if (event instanceof Event.Registered registered) {
            devices.registered(device, registered.lifetime());
            boolean hasPortal = registered.objects().stream()
                    .anyMatch(path -> path.equals(PORTAL_PATH) || path.startsWith(PORTAL_PATH + "/"));
            desired.registered(device, hasPortal, now);
        } else if (event instanceof Event.RegistrationUpdated) {
            devices.updated(device);
        } else if (event instanceof Event.Deregistered deregistered) {
            devices.deregistered(device, deregistered.expired());
        } else if (event instanceof Event.Answered answered) {
            desired.answered(device, answered.revision(), answered.code(), now);
        }
        return false;
    }

    /** A device that nobody has announced: kept without a site, so that an engineer can place it. */
    private @Nullable Device appear(DeviceEvent event) {
        boolean speaks = event instanceof Event.Registered
                || event instanceof Event.Reported
                || event instanceof Event.RegistrationUpdated;
        if (!speaks) {
            return null;
        }
        String gateway = placing.gatewayOf(event.endpoint());
        int alike = gateway == null
                ? inventory.unplaced()
                : inventory.behind(gateway).size();
        if (alike >= rules.state().maxUnplaced()) {
            refusedNodes++;
            if (event instanceof Event.Reported reported) {
                refuse(reported, gateway);
            }
            return null;
        }
        Node node = placing.appeared(event.endpoint());
        inventoryChanged(List.of(node));
        return deviceOf(node);
    }

    /** For good behind a gateway: what it sends again would stand in the way of everything else that it has to say. */
    private void refuse(Event.Reported reported, @Nullable String gateway) {
        String reason = (gateway == null ? "nodes without a site" : "devices behind " + gateway) + ": at most "
                + rules.state().maxUnplaced() + " are kept, refused was " + reported.endpoint();
        effects.add(new Effect.Answer(reported.ticket(), gateway == null ? 503 : 406, reason));
    }

    /** Not by a person: a node has appeared, or its neighbours see it elsewhere. */
    private void inventoryChanged(List<Node> nodes) {
        if (!nodes.isEmpty()) {
            maintenance.inventoryChanged(now);
            nodes.forEach(this::entered);
            effects.add(new Effect.InventoryChanged(List.of(), nodes));
        }
    }

    /** Into the ledger, unless it says so already. */
    private void entered(Node node) {
        Site site = node.site() == null ? null : inventory.site(node.site());
        ledger.placed(node.endpoint(), Placement.of(node, site), now);
    }

    private Device deviceOf(Node node) {
        Device known = devices.get(node.endpoint());
        return known != null ? known : devices.add(node.endpoint());
    }

    private void fromPerson(Event.OperatorAction action) {
        if (action instanceof Event.IncidentAction of) {
            desk.take(of, now);
        } else if (action instanceof Event.MaintenanceAction of) {
            desk.take(of, now);
        } else if (action instanceof Event.InventoryChanged changed) {
            inventory.put(changed.sites(), List.of());
            List<Node> nodes = placing.changed(changed.nodes());
            maintenance.inventoryChanged(now);
            effects.add(new Effect.InventoryChanged(changed.sites(), nodes));
            inventory.nodes().forEach(this::entered);
            for (Node node : nodes) {
                effects.add(new Effect.NodeChanged(deviceOf(node).snapshot()));
            }
        } else if (action instanceof Event.BundlePublished published) {
            desired.published(published.revision(), published.hash(), published.endpoints());
            settleAll();
        } else if (action instanceof Event.EmergencySent sent) {
            desired.warning(sent.text(), sent.hash(), sent.expires());
            settleAll();
        }
    }

    private void settleAll() {
        for (Device device : devices.all()) {
            settle(device, device.links(), device.health());
        }
    }

    /** Time alone has changed the device. */
    private void expired(Device device) {
        Map<Integer, LinkState> linksBefore = device.links();
        now = devices.now();
        interfaces.judge(device, now);
        settle(device, linksBefore, null);
    }

    /**
     * Carries a change on into incidents and desired state.
     *
     * @param before the verdict before the change; null when it is not known
     */
    private void settle(Device device, Map<Integer, LinkState> linksBefore, @Nullable Health before) {
        if (before != device.health()) {
            incidents.node(device.endpoint(), device.health(), now);
            blame.node(device, now);
        }
        incidents.links(device.endpoint(), linksBefore, device.links(), now);
        limits(device);
        ledger.settled(device, now);
        hindsight.settled(device, linksBefore, now);
        desired.consider(device, now);
        if (device.takeChanged()) {
            effects.add(new Effect.NodeChanged(device.snapshot()));
        }
    }

    private void limits(Device device) {
        if (device.hasCaughtUp()) {
            incidents.limits(device.endpoint(), device.exceeded(), now);
        }
    }

    private void ask(Desired.Request request) {
        effects.add(new Effect.Write(request.endpoint(), request.revision(), request.values()));
    }

    private @Nullable Device device(String endpoint) {
        return devices.get(endpoint);
    }

    private Health health(String endpoint) {
        Device device = devices.get(endpoint);
        return device == null ? Health.UNKNOWN : device.health();
    }

    private Evidence evidence(String endpoint) {
        Device device = devices.get(endpoint);
        return device == null || device.evidence().isEmpty()
                ? new Evidence(Evidence.Source.SILENCE, now, null, "evidence.never", "")
                : device.evidence().get(0);
    }

    /** What was refused or lost since the start, by name, for the metrics page. Call on the loop's thread. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("core_nodes_refused", refusedNodes);
        counts.put("core_values_refused", devices.refusedValues());
        counts.put("core_reports_duplicate", devices.duplicates());
        counts.put("core_reports_of_ended_runs", devices.ofEndedRuns());
        counts.put("core_events_lost", lostEvents);
        return counts;
    }
}
