package vn.tram.inventory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Through which device each of those behind one agent reaches it, as the tables of neighbours tell: the shortest way over
 * the cables, and of equally short ones that through the first by name.
 *
 * <p>What the inventory names is taken as it is. What nobody tells any more is kept until something else is told: a switch
 * that has died, and that its neighbours therefore forget, does not lose what is behind it. Where nobody tells how a group
 * of devices is connected to the agent, those that have several neighbours are all directly behind it, and the others
 * behind them.
 */
public final class Wiring {

    /** Cables between a device and its agent; what is further away is taken to be directly behind the agent. */
    public static final int MAX_CABLES = 12;

    private final String agent;
    private final NavigableMap<String, Wired> devices = new TreeMap<>();
    private final Map<String, List<String>> namedBehind = new HashMap<>();
    private final Cables cables;
    private final Map<String, Integer> distance = new HashMap<>();
    private final Map<String, String> above = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private Wiring(String agent, Collection<Wired> wired) {
        this.agent = agent;
        wired.forEach(one -> devices.put(one.endpoint(), one));
        for (Wired device : devices.values()) {
            if (device.named() != null) {
                namedBehind
                        .computeIfAbsent(device.named(), absent -> new ArrayList<>())
                        .add(device.endpoint());
            }
        }
        this.cables = new Cables(devices.values());
    }

    /**
     * By endpoint, through which it is seen to reach {@code agent}. Of one whose way the inventory names this says what is
     * seen instead or as well. One of which nothing is seen is not in it. Nothing in it leads back to itself, also not
     * together with what the inventory names, unless that does so alone.
     *
     * @param wired the devices behind the agent, and the agent
     */
    public static Map<String, String> seen(String agent, Collection<Wired> wired) {
        return new Wiring(agent, wired).seen();
    }

    private Map<String, String> seen() {
        reach(agent, 0);
        devices.values().forEach(this::reachIfNamedElsewhere);
        spread();
        keep();
        for (Wired device : devices.values()) {
            if (isOpen(device) && isBetween(device)) {
                reach(device.endpoint(), 1);
            }
        }
        spread();
        keep();
        Map<String, String> seen = new TreeMap<>();
        for (Wired device : devices.values()) {
            String through = device.named() == null ? above.get(device.endpoint()) : beside(device);
            if (through != null && !device.endpoint().equals(agent)) {
                seen.put(device.endpoint(), through);
            }
        }
        return seen;
    }

    private boolean isOpen(Wired device) {
        return device.named() == null && !distance.containsKey(device.endpoint());
    }

    private void reach(String endpoint, int cablesAway) {
        if (distance.putIfAbsent(endpoint, cablesAway) == null) {
            open.add(endpoint);
        }
    }

    /** One that the inventory connects to something outside of this site. */
    private void reachIfNamedElsewhere(Wired device) {
        String named = device.named();
        if (named != null && !devices.containsKey(named)) {
            reach(device.endpoint(), 1);
        }
    }

    /** From what is reached along what the inventory names and along the cables, in the order of distance. */
    private void spread() {
        while (!open.isEmpty()) {
            String from = open.remove();
            int next = distance.getOrDefault(from, 0) + 1;
            if (next > MAX_CABLES) {
                continue;
            }
            namedBehind.getOrDefault(from, List.of()).forEach(device -> reach(device, next));
            if (isAtAnEnd(from)) {
                continue;
            }
            for (String to : cables.of(from)) {
                Wired device = devices.get(to);
                if (device != null && isOpen(device)) {
                    above.put(to, from);
                    reach(to, next);
                }
            }
        }
    }

    private boolean isAtAnEnd(String endpoint) {
        Wired device = devices.get(endpoint);
        return device != null && device.isAtAnEnd();
    }

    /** What was seen before still holds where nothing else is seen. */
    private void keep() {
        boolean found = true;
        while (found) {
            found = false;
            for (Wired device : devices.values()) {
                String kept = device.kept();
                if (kept != null && isOpen(device) && distance.getOrDefault(kept, MAX_CABLES) < MAX_CABLES) {
                    above.put(device.endpoint(), kept);
                    reach(device.endpoint(), distance.getOrDefault(kept, 0) + 1);
                    spread();
                    found = true;
                }
            }
        }
    }

    private boolean isBetween(Wired device) {
        return !device.isAtAnEnd()
                && (device.kind() == Node.Kind.SWITCH
                        || cables.of(device.endpoint()).size() > 1);
    }

    /** Of one whose way is named: the neighbour that is nearest to the agent and not behind it; the named one if it is one. */
    private @Nullable String beside(Wired device) {
        String nearest = null;
        for (String other : cables.of(device.endpoint())) {
            if (other.equals(device.named())) {
                return other;
            }
            boolean isCandidate =
                    distance.containsKey(other) && !isAtAnEnd(other) && !isBehind(other, device.endpoint());
            if (isCandidate && (nearest == null || away(other) < away(nearest))) {
                nearest = other;
            }
        }
        return nearest == null ? device.kept() : nearest;
    }

    private int away(String endpoint) {
        return distance.getOrDefault(endpoint, MAX_CABLES);
    }

    private boolean isBehind(String endpoint, String device) {
        String next = endpoint;
        for (int hops = 0; next != null && hops <= MAX_CABLES; hops++) {
            if (next.equals(device)) {
                return true;
            }
            Wired known = devices.get(next);
            String named = known == null ? null : known.named();
            next = named != null ? named : above.get(next);
        }
        return Objects.equals(next, device);
    }
}
