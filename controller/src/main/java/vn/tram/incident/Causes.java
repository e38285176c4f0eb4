package vn.tram.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tram.incident.Case.Subject;
import vn.tram.incident.Incident.Kind;
import vn.tram.inventory.Inventory;
import vn.tram.inventory.Node;
import vn.tram.state.Evidence;
import vn.tram.state.Health;

/**
 * Which node that is down is the cause and which are only behind it. The cause is the topmost node on the way to the
 * centre that is down, as far up as nothing in between is seen alive.
 */
final class Causes {

    /** A node that is down and not yet in an incident: decided about at {@code until}. */
    private record Waiting(Instant until, String endpoint) {}

    /** Reaches further than any network is deep, and ends. */
    private static final int DEEPEST = 32;

    /**
     * A working line brings a probe a second. So a line was cut within a second of its last probe, and who is heard later
     * than that was not cut with it.
     */
    private static final Duration OUTLIVED = Duration.ofMillis(1050);

    private static final Affected UNKNOWN_NODE = new Affected(0, 0, 0, 1);

    private final IncidentRules rules;
    private final Inventory inventory;
    private final Function<String, Health> health;
    private final Function<String, Evidence> evidence;
    private final Predicate<String> worked;
    private final Book book;

    private final Map<String, Case> under = new HashMap<>();
    private final Map<String, Instant> waiting = new HashMap<>();
    /** What explained a node until its cause was gone. */
    private final Map<String, Case> leftBehindBy = new HashMap<>();

    private final PriorityQueue<Waiting> queue =
            new PriorityQueue<>(Comparator.comparing(Waiting::until).thenComparing(Waiting::endpoint));

    Causes(
            IncidentRules rules,
            Inventory inventory,
            Function<String, Health> health,
            Function<String, Evidence> evidence,
            Predicate<String> worked,
            Book book) {
        this.rules = rules;
        this.inventory = inventory;
        this.health = health;
        this.evidence = evidence;
        this.worked = worked;
        this.book = book;
    }

    static Subject subject(String endpoint) {
        return new Subject(Kind.NODE_DOWN, endpoint, -1);
    }

    void resume(Case resumed) {
        if (resumed.isOpen()) {
            affects(resumed, resumed.subject().endpoint());
            resumed.suppressed().forEach(endpoint -> put(endpoint, resumed));
        }
    }

    void down(String endpoint, Instant at) {
        Case own = book.open(subject(endpoint));
        if (own != null) {
            raise(endpoint, at);
            return;
        }
        if (under.containsKey(endpoint) || worked.test(endpoint)) {
            return;
        }
        boolean isTop = upstream(endpoint) == null;
        await(endpoint, isTop ? at : at.plus(rules.correlation()));
        decideIfCauseIsKnown(endpoint, at);
    }

    private void decideIfCauseIsKnown(String endpoint, Instant at) {
        String cause = cause(endpoint);
        if (cause.equals(endpoint) ? upstream(endpoint) == null : book.open(subject(cause)) != null) {
            decide(endpoint, at);
        }
    }

    /** Nobody waits any longer for the node above to be found down too, once that one has been heard. */
    void arrived(Map<String, Instant> last, Function<String, @Nullable Instant> lastProbe, Instant at) {
        for (String endpoint : List.copyOf(waiting.keySet())) {
            String above = upstream(endpoint);
            Instant heard = above == null ? null : last.get(above);
            Instant silent = heard == null ? null : lastProbe.apply(endpoint);
            boolean isAlone = heard != null && silent != null && heard.isAfter(silent.plus(OUTLIVED));
            if (isAlone && waiting.containsKey(endpoint) && !leftBehindBy.containsKey(endpoint)) {
                decide(endpoint, at);
            }
        }
    }

    void up(String endpoint, Instant at) {
        waiting.remove(endpoint);
        leftBehindBy.remove(endpoint);
        take(endpoint);
        Case own = book.open(subject(endpoint));
        if (own != null && book.recovered(own, at, "incident.recovered")) {
            release(own, at);
        }
    }

    /** The cause is gone: what is still down behind it gets some time to come back, and then an incident of its own. */
    private void release(Case closed, Instant at) {
        for (String endpoint : closed.suppressed()) {
            if (take(endpoint, closed) && health.apply(endpoint) == Health.DOWN) {
                leftBehindBy.put(endpoint, closed);
                await(endpoint, at.plus(rules.childRecovery()));
            }
        }
    }

    void pass(Instant at, List<Case> settled) {
        settled.forEach(closed -> release(closed, at));
        Waiting first = queue.peek();
        while (first != null && !first.until.isAfter(at)) {
            queue.remove();
            if (first.until.equals(waiting.get(first.endpoint))) {
                decide(first.endpoint, at);
            }
            first = queue.peek();
        }
    }

    private void await(String endpoint, Instant until) {
        waiting.put(endpoint, until);
        queue.add(new Waiting(until, endpoint));
    }

    private void decide(String endpoint, Instant at) {
        waiting.remove(endpoint);
        if (health.apply(endpoint) != Health.DOWN || worked.test(endpoint)) {
            return;
        }
        String cause = cause(endpoint);
        Case open = book.open(subject(cause));
        if (cause.equals(endpoint)) {
            raise(endpoint, at);
        } else if (open != null) {
            attach(endpoint, open);
            collect(endpoint, open, at);
        } else {
            await(endpoint, at.plus(positive(rules.correlation())));
        }
    }

    private static Duration positive(Duration duration) {
        return duration.isZero() ? Duration.ofMillis(1) : duration;
    }

    private void raise(String endpoint, Instant at) {
        waiting.remove(endpoint);
        take(endpoint);
        boolean wasOpen = book.open(subject(endpoint)) != null;
        Case raised = book.raise(subject(endpoint), "", evidence.apply(endpoint), at);
        if (!wasOpen) {
            affects(raised, endpoint);
        }
        Case before = leftBehindBy.remove(endpoint);
        if (before != null) {
            raised.step(at, "incident.left_behind", Long.toString(before.id()));
        }
        collect(endpoint, raised, at);
    }

    private String cause(String endpoint) {
        String cause = endpoint;
        String next = upstream(endpoint);
        for (int hops = 0; next != null && hops < DEEPEST; hops++) {
            Health above = health.apply(next);
            if (above == Health.UP || above == Health.DEGRADED) {
                break;
            }
            if (above == Health.DOWN) {
                cause = next;
            }
            next = inventory.upstream(next);
        }
        return cause.equals(endpoint) ? beside(endpoint) : cause;
    }

    /**
     * Of nodes at one site that reach the centre the same way and fall together, the one whose incident is open stands
     * for all: what they have in common is the site's power or its cable.
     */
    private String beside(String endpoint) {
        if (!rules.suppression()) {
            return endpoint;
        }
        String way = inventory.upstream(endpoint);
        for (String other : inventory.beside(endpoint)) {
            Case open = book.open(subject(other));
            if (open != null
                    && health.apply(other) == Health.DOWN
                    && Objects.equals(way, inventory.upstream(other))
                    && !evidence.apply(endpoint)
                            .at()
                            .isAfter(open.evidence().at().plus(rules.correlation()))) {
                return other;
            }
        }
        return endpoint;
    }

    /** Null at the top, and everywhere when nodes are not to be put under one another. */
    private @Nullable String upstream(String endpoint) {
        return rules.suppression() ? inventory.upstream(endpoint) : null;
    }

    /** Puts every node that is down behind {@code top} under {@code into}. */
    private void collect(String top, Case into, Instant at) {
        if (!rules.suppression()) {
            return;
        }
        Deque<String> open = new ArrayDeque<>(inventory.below(top));
        while (!open.isEmpty()) {
            String endpoint = open.remove();
            Health now = health.apply(endpoint);
            boolean isPassable = now == Health.UNKNOWN || now == Health.DOWN && join(endpoint, into, at);
            if (isPassable) {
                open.addAll(inventory.below(endpoint));
            }
        }
    }

    /** False when the node has trouble of its own that is older, or is being worked on. */
    private boolean join(String endpoint, Case into, Instant at) {
        Case own = book.open(subject(endpoint));
        if (own == null && worked.test(endpoint)) {
            return false;
        }
        if (own != null) {
            if (own.openedAt().isBefore(at.minus(rules.merge()))) {
                return false;
            }
            book.close(own, at, "incident.merged", Long.toString(into.id()));
            into.step(at, "incident.took_in", Long.toString(own.id()));
            for (String behind : new ArrayList<>(own.suppressed())) {
                if (take(behind, own) && health.apply(behind) == Health.DOWN) {
                    attach(behind, into);
                }
            }
        }
        attach(endpoint, into);
        return true;
    }

    private void attach(String endpoint, Case into) {
        waiting.remove(endpoint);
        leftBehindBy.remove(endpoint);
        put(endpoint, into);
        if (into.suppressed().add(endpoint)) {
            book.changedUnhurried(into);
        }
    }

    private void put(String endpoint, Case into) {
        Case before = under.put(endpoint, into);
        if (before != into) {
            if (before != null) {
                before.spares(endpoint);
            }
            affects(into, endpoint);
        }
    }

    private void take(String endpoint) {
        Case from = under.get(endpoint);
        if (from != null) {
            take(endpoint, from);
        }
    }

    private boolean take(String endpoint, Case from) {
        boolean wasUnder = under.remove(endpoint, from);
        if (wasUnder) {
            from.spares(endpoint);
        }
        return wasUnder;
    }

    private void affects(Case incident, String endpoint) {
        Node node = inventory.node(endpoint);
        incident.affects(endpoint, node == null ? UNKNOWN_NODE : Affected.of(node));
    }

    /** When {@link #pass} has something to do next; null for never. */
    @Nullable
    Instant due() {
        Waiting first = queue.peek();
        return first == null ? null : first.until;
    }

    /** The incident under which the node is down; null when there is none. */
    @Nullable
    Case of(String endpoint) {
        Case own = book.open(subject(endpoint));
        return own != null ? own : under.get(endpoint);
    }
}
