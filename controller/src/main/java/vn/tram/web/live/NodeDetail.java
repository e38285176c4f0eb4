package vn.tram.web.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.ResourceDefinition;
import vn.tram.state.Evidence;
import vn.tram.state.Health;
import vn.tram.state.Latest;
import vn.tram.state.NodeState;
import vn.tram.web.http.Json;

/**
 * What a node's page shows beyond its summary, as JSON has it; null wherever the node has not said.
 *
 * @param evidence newest first
 * @param boot the agent's present run
 * @param sequence of the last report of that run
 * @param skewMillis device clock minus ours
 * @param desired revision it should have
 * @param reported revision it says it has
 * @param values by path
 */
record NodeDetail(
        List<Evidence> evidence,
        List<Link> links,
        Device device,
        Host host,
        @Nullable Portal portal,
        @Nullable Queue queue,
        @Nullable String boot,
        long sequence,
        @Nullable Long skewMillis,
        long desired,
        long reported,
        boolean registered,
        List<Value> values) {

    private static final int INTERFACE = 42769;
    private static final int UP = 1;
    private static final List<String> PORTAL_STATES = List.of("NOTHING", "FETCHING", "SHOWN", "ERROR");

    /**
     * An interface of the node. Speed in bit/s, MTU in bytes.
     *
     * @param monitored whether being down would be a fault
     */
    record Link(
            int instance,
            String name,
            Health health,
            boolean monitored,
            @Nullable Instant since,
            @Nullable Evidence evidence,
            @Nullable Object adminUp,
            @Nullable Boolean operUp,
            @Nullable Object speed,
            @Nullable Object mac,
            @Nullable Object mtu) {}

    /** What it is. */
    record Device(
            @Nullable Object manufacturer,
            @Nullable Object model,
            @Nullable Object serial,
            @Nullable Object firmware,
            @Nullable Object hardware,
            @Nullable Object sysName,
            @Nullable Object sysDescr,
            @Nullable Object location) {}

    /** Load: CPU in per cent, memory and disk in kB, uptime in seconds, temperature in °C. */
    record Host(
            @Nullable Object cpu,
            @Nullable Object load,
            @Nullable Object memoryTotal,
            @Nullable Object memoryAvailable,
            @Nullable Object diskTotal,
            @Nullable Object diskUsed,
            @Nullable Object uptime,
            @Nullable Object temperature) {}

    /**
     * Its captive portal.
     *
     * @param certificateEndsAt that of its API; null when it has none
     * @param certificateProblem why the newest one was not taken; empty when it was
     */
    record Portal(
            @Nullable Object shownRevision,
            @Nullable Object desiredRevision,
            @Nullable String state,
            @Nullable Object error,
            @Nullable Instant certificateEndsAt,
            @Nullable Object certificateProblem) {}

    /** Its outbox. */
    record Queue(
            @Nullable Object entries,
            @Nullable Object bytes,
            @Nullable Object dropped,
            @Nullable Object quarantined,
            @Nullable Object gaps) {}

    /** The newest value of one resource. */
    record Value(
            String path,
            String name,
            String units,
            Object value,
            Instant at,
            @Nullable Instant deviceTime) {}

    /** The summary and the detail in one object. */
    static String json(NodeView view, ObjectDefinitions definitions) {
        NodeState state = view.state();
        NodeDetail detail = state == null ? NOTHING : of(state, definitions);
        return Json.join(view.summary(), detail);
    }

    private static final NodeDetail NOTHING = new NodeDetail(
            List.of(),
            List.of(),
            new Device(null, null, null, null, null, null, null, null),
            new Host(null, null, null, null, null, null, null, null),
            null,
            null,
            null,
            0,
            null,
            0,
            0,
            false,
            List.of());

    private static NodeDetail of(NodeState state, ObjectDefinitions definitions) {
        Values values = new Values(state.values());
        BootId boot = state.boot();
        Duration skew = state.skew();
        return new NodeDetail(
                state.evidence(),
                links(state, values),
                device(values),
                host(values),
                portal(values),
                queue(values),
                boot == null ? null : boot.toString(),
                state.sequence(),
                skew == null ? null : skew.toMillis(),
                state.desired(),
                state.reported(),
                state.registered(),
                values(state.values(), definitions));
    }

    /** Newest values by object, instance and resource. */
    private record Values(Map<ResourcePath, Latest> latest) {
        @Nullable
        Object get(int object, int instance, int resource) {
            Latest value = latest.get(new ResourcePath(object, instance, resource));
            return value == null ? null : value.value();
        }
    }

    private static List<Link> links(NodeState state, Values values) {
        TreeSet<Integer> instances = new TreeSet<>(state.links().keySet());
        state.values().keySet().stream()
                .filter(path -> path.object() == INTERFACE)
                .forEach(path -> instances.add(path.instance()));
        return instances.stream()
                .map(instance -> link(instance, state.links().get(instance), values))
                .toList();
    }

    private static Link link(int i, NodeState.@Nullable LinkState link, Values values) {
        Object name = values.get(INTERFACE, i, 0);
        Object status = values.get(INTERFACE, i, 8);
        return new Link(
                i,
                link != null ? link.name() : name == null ? String.valueOf(i) : name.toString(),
                link == null ? Health.UNKNOWN : link.health(),
                link != null && link.monitored(),
                link == null ? null : link.since(),
                link == null ? null : link.evidence(),
                values.get(INTERFACE, i, 7),
                status instanceof Long oper ? Boolean.valueOf(oper == UP) : null,
                values.get(INTERFACE, i, 5),
                values.get(INTERFACE, i, 6),
                values.get(INTERFACE, i, 4));
    }

    private static Device device(Values v) {
        return new Device(
                v.get(3, 0, 0),
                v.get(3, 0, 1),
                v.get(3, 0, 2),
                v.get(3, 0, 3),
                v.get(3, 0, 18),
                v.get(42770, 0, 8),
                v.get(42770, 0, 9),
                v.get(42770, 0, 11));
    }

    private static Host host(Values v) {
        return new Host(
                v.get(42770, 0, 0),
                v.get(42770, 0, 1),
                v.get(42770, 0, 2),
                v.get(42770, 0, 3),
                v.get(42770, 0, 5),
                v.get(42770, 0, 6),
                v.get(42770, 0, 4),
                v.get(42770, 0, 7));
    }

    private static @Nullable Portal portal(Values v) {
        Object shown = v.get(42772, 0, 0);
        Object state = v.get(42772, 0, 4);
        if (shown == null && state == null) {
            return null;
        }
        boolean known = state instanceof Long number && number >= 0 && number < PORTAL_STATES.size();
        return new Portal(
                shown,
                v.get(42772, 0, 2),
                known && state != null ? PORTAL_STATES.get(((Long) state).intValue()) : null,
                v.get(42772, 0, 5),
                v.get(42772, 0, 40) instanceof Long end && end > 0 ? Instant.ofEpochSecond(end) : null,
                v.get(42772, 0, 42));
    }

    private static @Nullable Queue queue(Values v) {
        Object entries = v.get(42773, 0, 10);
        return entries == null
                ? null
                : new Queue(
                        entries, v.get(42773, 0, 11), v.get(42773, 0, 12), v.get(42773, 0, 13), v.get(42773, 0, 15));
    }

    private static List<Value> values(Map<ResourcePath, Latest> latest, ObjectDefinitions definitions) {
        return new TreeMap<>(latest)
                .entrySet().stream()
                        .map(entry -> value(entry.getKey(), entry.getValue(), definitions))
                        .toList();
    }

    private static Value value(ResourcePath path, Latest latest, ObjectDefinitions definitions) {
        ResourceDefinition resource = definitions.resource(path.object(), path.resource());
        return new Value(
                path.toString(),
                resource == null ? "" : resource.name(),
                resource == null ? "" : resource.units(),
                latest.value(),
                latest.at(),
                latest.deviceTime());
    }
}
