package vn.tram.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.identity.EndpointName;
import vn.tram.inventory.Inventory;
import vn.tram.inventory.Neighbour;
import vn.tram.inventory.Node;
import vn.tram.inventory.Wired;
import vn.tram.inventory.Wiring;
import vn.tram.state.Device;
import vn.tram.state.Devices;
import vn.tram.state.Latest;

/**
 * Puts nodes into the inventory that have appeared by themselves, and keeps what is seen of how the devices behind an agent
 * are cabled. Gives the nodes that have changed; what a person has said of a node is never changed by what is seen.
 */
final class Placing {

    private static final int NEIGHBOUR = 42778;
    private static final int INTERFACE = 42769;
    private static final int MAC = 6;
    private static final ResourcePath SYSTEM_NAME = new ResourcePath(42770, 0, 8);
    private static final ResourcePath TYPE = new ResourcePath(3, 0, 17);

    /** Lines of one device's table of neighbours, as many as profiles read. */
    private static final int MAX_NEIGHBOURS = 200;

    /** What a device says of itself and of what is beside it. */
    private record Told(String type, List<String> names, List<String> addresses, List<Neighbour> neighbours) {}

    private final Inventory inventory;
    private final Devices devices;
    private final Map<String, Told> told = new HashMap<>();

    Placing(Inventory inventory, Devices devices) {
        this.inventory = inventory;
        this.devices = devices;
    }

    /** After a start: everything was told before. */
    void resume() {
        inventory.nodes().stream()
                .filter(node -> node.agent() != null)
                .forEach(node -> told.put(node.endpoint(), read(node.endpoint())));
    }

    /** A device behind an agent is where that is; any other waits for an engineer to place it. */
    Node appeared(String endpoint) {
        String gateway = gatewayOf(endpoint);
        Node above = gateway == null ? null : inventory.node(gateway);
        if (above == null) {
            return inventory.addUnplaced(endpoint);
        }
        String name = endpoint.substring(above.endpoint().length() + 1);
        Node node = new Node(endpoint, name, Node.Kind.OTHER, above.site(), null);
        inventory.put(List.of(), List.of(node));
        return node;
    }

    /** The agent that {@code endpoint} is behind; null for a node that is behind none that we know. */
    @Nullable
    String gatewayOf(String endpoint) {
        String gateway = EndpointName.gatewayOf(endpoint);
        return gateway == null || inventory.node(gateway) == null ? null : gateway;
    }

    /** What a person has said, with what is seen of it as before; and what follows from it for other nodes. */
    List<Node> changed(Collection<Node> nodes) {
        Map<String, Node> changed = new TreeMap<>();
        for (Node node : nodes) {
            Node before = inventory.node(node.endpoint());
            changed.put(node.endpoint(), node.seen(before == null ? null : before.seen()));
        }
        inventory.put(List.of(), changed.values());
        for (Node agent : nodes) {
            for (Node node : inventory.behind(agent.endpoint())) {
                if (!Objects.equals(node.site(), agent.site())) {
                    changed.put(node.endpoint(), node.at(agent.site()));
                }
            }
        }
        inventory.put(List.of(), changed.values());
        Set<String> agents = new LinkedHashSet<>();
        nodes.forEach(node -> agents.add(agentOf(node.endpoint())));
        agents.forEach(agent -> look(agent).forEach(node -> changed.put(node.endpoint(), node)));
        return List.copyOf(changed.values());
    }

    /** A device has reported something new. */
    List<Node> reported(String endpoint, Report report) {
        if (report.readings().stream().noneMatch(reading -> concerns(reading.path()))) {
            return List.of();
        }
        if (EndpointName.gatewayOf(endpoint) == null
                && inventory.behind(endpoint).isEmpty()) {
            return List.of();
        }
        Told before = told.get(endpoint);
        Told now = read(endpoint);
        told.put(endpoint, now);
        if (now.equals(before)) {
            return List.of();
        }
        Map<String, Node> changed = new TreeMap<>();
        Node guessed = guess(endpoint, before == null ? "" : before.type, now.type);
        if (guessed != null) {
            inventory.put(List.of(), List.of(guessed));
            changed.put(endpoint, guessed);
        }
        look(agentOf(endpoint)).forEach(node -> changed.put(node.endpoint(), node));
        return List.copyOf(changed.values());
    }

    private static boolean concerns(ResourcePath path) {
        return path.object() == NEIGHBOUR
                || path.object() == INTERFACE && path.resource() == MAC
                || path.equals(SYSTEM_NAME)
                || path.equals(TYPE);
    }

    /** Its profile tells what a device behind an agent is for, until a person has. */
    private @Nullable Node guess(String endpoint, String before, String now) {
        Node node = inventory.node(endpoint);
        boolean isOpen = node != null && node.agent() != null && node.kind() == Node.Kind.OTHER;
        Node.Kind kind = Node.Kind.ofType(now);
        return node != null && isOpen && !now.equals(before) && kind != Node.Kind.OTHER ? node.of(kind) : null;
    }

    private static String agentOf(String endpoint) {
        String agent = EndpointName.gatewayOf(endpoint);
        return agent == null ? endpoint : agent;
    }

    /** Looks anew at how the devices behind an agent are cabled. */
    private List<Node> look(String agent) {
        Node itself = inventory.node(agent);
        Collection<Node> behind = itself == null ? List.of() : inventory.behind(agent);
        if (itself == null || behind.isEmpty()) {
            return List.of();
        }
        List<Wired> wired = new ArrayList<>(behind.size() + 1);
        wired.add(wired(itself));
        behind.forEach(node -> wired.add(wired(node)));
        Map<String, String> seen = Wiring.seen(agent, wired);
        List<Node> changed = behind.stream()
                .filter(node -> !Objects.equals(node.seen(), seen.get(node.endpoint())))
                .map(node -> node.seen(seen.get(node.endpoint())))
                .toList();
        if (!changed.isEmpty()) {
            inventory.put(List.of(), changed);
        }
        return changed;
    }

    private Wired wired(Node node) {
        Told of = told.computeIfAbsent(node.endpoint(), this::read);
        return new Wired(
                node.endpoint(), node.kind(), node.gateway(), node.seen(), of.names, of.addresses, of.neighbours);
    }

    private Told read(String endpoint) {
        Device device = devices.get(endpoint);
        Map<ResourcePath, Latest> values = device == null ? Map.of() : device.values();
        List<String> names = new ArrayList<>(List.of(endpoint.substring(endpoint.indexOf('~') + 1)));
        String own = text(values.get(SYSTEM_NAME));
        if (!own.isEmpty()) {
            names.add(own);
        }
        List<String> addresses = new ArrayList<>();
        List<Neighbour> neighbours = new ArrayList<>();
        List<ResourcePath> telling =
                values.keySet().stream().filter(Placing::concerns).sorted().toList();
        for (ResourcePath path : telling) {
            if (path.object() == INTERFACE && path.resource() == MAC) {
                addresses.add(text(values.get(path)));
            } else if (path.object() == NEIGHBOUR && path.resource() == 1
                    || path.object() == NEIGHBOUR && path.resource() == 3 && !values.containsKey(beside(path, 1))) {
                neighbours.add(neighbour(values, path));
            }
        }
        List<Neighbour> first = neighbours.subList(0, Math.min(neighbours.size(), MAX_NEIGHBOURS));
        return new Told(text(values.get(TYPE)), names, addresses, List.copyOf(first));
    }

    private static ResourcePath beside(ResourcePath path, int resource) {
        return new ResourcePath(path.object(), path.instance(), resource);
    }

    private static Neighbour neighbour(Map<ResourcePath, Latest> values, ResourcePath path) {
        Latest name = values.get(beside(path, 1));
        Latest chassis = values.get(beside(path, 3));
        Instant since = Instant.EPOCH;
        for (Latest part : new Latest[] {name, chassis}) {
            since = part != null && part.at().isAfter(since) ? part.at() : since;
        }
        return new Neighbour(text(name), text(chassis), text(values.get(beside(path, 2))), since);
    }

    private static String text(@Nullable Latest value) {
        return value != null && value.value() instanceof String text ? text : "";
    }
}
