package vn.tram.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Inventory;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.maintenance.Schedule.Occurrence;

/**
 * All windows, and which nodes are being worked on now: the target, and everything that reaches the centre through it.
 * Used by one thread; time comes in.
 */
public final class Maintenance {

    /** Windows that are not over; more are refused. */
    public static final int MAX_PLANNED = 1000;

    /** How long a window that is over is still known, so that the past month can be accounted for. */
    public static final Duration KEPT = Duration.ofDays(35);

    private static final int DEEPEST = 32;

    private final Inventory inventory;
    private final Map<String, Window> windows = new TreeMap<>();
    private final Map<String, Set<String>> covered = new TreeMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> begun = new LinkedHashSet<>();
    private final Set<String> released = new LinkedHashSet<>();
    private Instant checked = Instant.MIN;
    private Instant next = Instant.MIN;

    /**
     * What is being worked on.
     *
     * @param occurrence the one that goes on, otherwise the next; null when it is over
     * @param isOn whether the work goes on now
     * @param endpoints the nodes that it covers now, by name
     */
    public record Coverage(Window window, @Nullable Occurrence occurrence, boolean isOn, List<String> endpoints) {
        public Coverage {
            endpoints = List.copyOf(endpoints);
        }
    }

    public Maintenance(Inventory inventory) {
        this.inventory = inventory;
    }

    /**
     * Takes up what the last run of the controller knew.
     *
     * @param lastAlive when that ended; what began or ended since then begins or ends now
     */
    public void resume(Collection<Window> saved, @Nullable Instant lastAlive, Instant now) {
        for (Window window : saved) {
            windows.put(window.id(), window);
            changed.add(window.id());
        }
        if (lastAlive != null && lastAlive.isBefore(now)) {
            cover(lastAlive);
            begun.clear();
        }
        cover(now);
    }

    /** False, with nothing changed, when the id is taken, the window is over already, or too many are planned. */
    public boolean plan(Window window, Instant now) {
        long planned = windows.values().stream().filter(one -> !one.isOver(now)).count();
        if (windows.containsKey(window.id()) || window.isOver(now) || planned >= MAX_PLANNED) {
            return false;
        }
        windows.put(window.id(), window);
        changed.add(window.id());
        cover(now);
        return true;
    }

    /** Ends the window now; of one that is not known or over, nothing becomes. */
    public void cancel(String id, String actor, Instant now) {
        Window window = windows.get(id);
        if (window != null && !window.isOver(now)) {
            windows.put(id, window.cancelled(actor, now));
            changed.add(id);
            cover(now);
        }
    }

    /** Lets time pass; must be called for every event, before it. */
    public void pass(Instant now) {
        if (!now.isBefore(next) || now.isBefore(checked)) {
            cover(now);
        }
    }

    /** Nodes have come or moved. */
    public void inventoryChanged(Instant now) {
        if (!covered.isEmpty()) {
            cover(now);
        }
    }

    private void cover(Instant now) {
        checked = now;
        next = Instant.MAX;
        windows.values().removeIf(window -> isForgotten(window, now));
        Set<String> before = allCovered();
        for (Window window : windows.values()) {
            Occurrence occurrence = window.occurrence(now);
            boolean isOn = occurrence != null && occurrence.covers(now);
            Set<String> endpoints = isOn ? behind(window) : Set.of();
            Set<String> was = isOn ? covered.put(window.id(), endpoints) : covered.remove(window.id());
            if (isOn != (was != null) || was != null && !was.equals(endpoints)) {
                changed.add(window.id());
            }
            if (occurrence != null) {
                Instant change = isOn ? occurrence.until() : occurrence.from();
                next = change.isBefore(next) ? change : next;
            }
        }
        Set<String> after = allCovered();
        Set<String> fresh = new TreeSet<>(after);
        fresh.removeAll(before);
        begun.addAll(fresh);
        before.removeAll(after);
        released.addAll(before);
    }

    private static boolean isForgotten(Window window, Instant now) {
        Instant ended = window.endedAt();
        return ended != null && ended.isBefore(now.minus(KEPT));
    }

    private Set<String> allCovered() {
        Set<String> all = new TreeSet<>();
        covered.values().forEach(all::addAll);
        return all;
    }

    private Set<String> behind(Window window) {
        Set<String> endpoints = new TreeSet<>();
        for (Node node : inventory.nodes()) {
            if (concerns(window, node.endpoint())) {
                endpoints.add(node.endpoint());
            }
        }
        return endpoints;
    }

    /** Whether the window's target is the node, its site, or any of those through which they reach the centre. */
    private boolean concerns(Window window, String endpoint) {
        String next = endpoint;
        for (int hops = 0; next != null && hops < DEEPEST; hops++) {
            Node node = inventory.node(next);
            boolean isTarget = window.of() == Window.Target.NODE
                    ? window.target().equals(next)
                    : node != null && isWithin(node.site(), window.target());
            if (isTarget) {
                return true;
            }
            next = inventory.upstream(next);
        }
        return false;
    }

    private boolean isWithin(@Nullable String site, String target) {
        String next = site;
        for (int hops = 0; next != null && hops < DEEPEST; hops++) {
            if (next.equals(target)) {
                return true;
            }
            Site known = inventory.site(next);
            next = known == null ? null : known.parent();
        }
        return false;
    }

    /** Whether the node is being worked on now. */
    public boolean isOn(String endpoint) {
        return covered.values().stream().anyMatch(endpoints -> endpoints.contains(endpoint));
    }

    /** The window that covered the node at that moment of the last {@link #KEPT}, by today's topology; null for none. */
    public @Nullable Window covering(String endpoint, Instant at) {
        for (Window window : windows.values()) {
            if (window.covers(at) && concerns(window, endpoint)) {
                return window;
            }
        }
        return null;
    }

    /** Nodes that were being worked on and are no longer, since the last call. */
    public List<String> takeReleased() {
        if (released.isEmpty()) {
            return List.of();
        }
        List<String> taken =
                released.stream().filter(endpoint -> !isOn(endpoint)).toList();
        released.clear();
        return taken;
    }

    /** Nodes that are being worked on and were not before, since the last call. */
    public List<String> takeBegun() {
        if (begun.isEmpty()) {
            return List.of();
        }
        List<String> taken = begun.stream().filter(this::isOn).toList();
        begun.clear();
        return taken;
    }

    /** What must be shown and kept since the last call. */
    public List<Coverage> takeChanged() {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<Coverage> taken = new ArrayList<>();
        for (String id : changed) {
            Window window = windows.get(id);
            if (window != null) {
                Set<String> endpoints = covered.get(id);
                taken.add(new Coverage(
                        window,
                        window.occurrence(checked),
                        endpoints != null,
                        endpoints == null ? List.of() : List.copyOf(endpoints)));
            }
        }
        changed.clear();
        return taken;
    }
}
