package vn.tram.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tram.incident.Case.Subject;
import vn.tram.incident.Incident.Kind;
import vn.tram.inventory.Inventory;
import vn.tram.state.Cause;
import vn.tram.state.Evidence;
import vn.tram.state.Health;
import vn.tram.state.NodeState.LinkState;

/** All incidents, and what each change of health does to them. Used by one thread; time comes in with the changes. */
public final class Incidents {

    private static final Subject OVERLOAD = new Subject(Kind.CONTROLLER_OVERLOAD, "", -1);

    private final IncidentRules rules;
    private final Book book;
    private final Causes causes;
    private final Predicate<String> worked;
    private Instant lastOverflow = Instant.MIN;

    /**
     * @param health the present verdict on a node; UNKNOWN for one that is not known
     * @param evidence why
     * @param worked whether the node is being worked on, so that nothing that goes wrong there is an incident
     * @param nextId of the next incident, from 1
     */
    public Incidents(
            IncidentRules rules,
            Inventory inventory,
            Function<String, Health> health,
            Function<String, Evidence> evidence,
            Predicate<String> worked,
            long nextId) {
        this.rules = rules;
        this.book = new Book(rules, nextId);
        this.causes = new Causes(rules, inventory, health, evidence, worked, book);
        this.worked = worked;
    }

    /** Takes up what the last run of the controller left open, or closed not long ago. */
    public void resume(Collection<Incident> saved) {
        for (Incident incident : saved) {
            Case resumed = book.resume(incident);
            if (incident.kind() == Kind.NODE_DOWN) {
                causes.resume(resumed);
            }
        }
    }

    /** Lets time pass; must be called for every event, before it. */
    public void pass(Instant at) {
        causes.pass(at, book.pass(at));
        Case overload = book.open(OVERLOAD);
        if (overload != null && !at.isBefore(lastOverflow.plus(rules.calm()))) {
            book.close(overload, at, "incident.recovered", "");
        }
    }

    /** The verdict on a node has changed. */
    public void node(String endpoint, Health now, Instant at) {
        switch (now) {
            case DOWN -> causes.down(endpoint, at);
            case UP, DEGRADED -> causes.up(endpoint, at);
            case UNKNOWN -> {
                // What cannot be seen neither opens an incident nor closes one.
            }
        }
    }

    /**
     * Probes of these nodes arrived after others had fallen silent.
     *
     * @param last of each of them
     * @param lastProbe of a node that is silent; null where that does not say when the next one was due
     */
    public void arrived(Map<String, Instant> last, Function<String, @Nullable Instant> lastProbe, Instant at) {
        causes.arrived(last, lastProbe, at);
    }

    /** It has become clear why the node was away. */
    public void explained(String endpoint, Cause cause, Instant at) {
        Case about = book.latest(Causes.subject(endpoint));
        if (about != null) {
            about.step(at, message(cause), "");
            book.changed(about);
        }
    }

    private static String message(Cause cause) {
        return switch (cause) {
            case POWER -> "incident.cause.power";
            case UPLINK -> "incident.cause.uplink";
            case DEVICE -> "incident.cause.device";
            case AGENT -> "incident.cause.agent";
            case OURS -> "incident.cause.ours";
        };
    }

    /** The verdicts on a node's links may have changed. */
    public void links(String endpoint, Map<Integer, LinkState> before, Map<Integer, LinkState> now, Instant at) {
        if (before == now) {
            return;
        }
        now.forEach((instance, link) -> {
            LinkState was = before.get(instance);
            if (was == null || was.health() != link.health() || was.monitored() != link.monitored()) {
                link(new Subject(Kind.LINK_DOWN, endpoint, instance), link, at);
            }
        });
        for (Integer instance : before.keySet()) {
            if (!now.containsKey(instance)) {
                close(new Subject(Kind.LINK_DOWN, endpoint, instance), "incident.link_gone", at);
            }
        }
    }

    private void link(Subject subject, LinkState link, Instant at) {
        if (link.health() == Health.DOWN) {
            if (book.open(subject) == null && worked.test(subject.endpoint())) {
                return;
            }
            book.raise(subject, link.name(), link.evidence(), at);
        } else if (link.health() != Health.UNKNOWN) {
            recover(subject, at);
        } else if (!link.monitored()) {
            close(subject, "incident.link_disabled", at);
        }
    }

    /**
     * What the node, which is seen, says of its limits.
     *
     * @param exceeded which are; null when none is
     */
    public void limits(String endpoint, @Nullable Evidence exceeded, Instant at) {
        Subject subject = new Subject(Kind.LIMITS_EXCEEDED, endpoint, -1);
        if (exceeded == null) {
            recover(subject, at);
        } else if (book.open(subject) != null || !worked.test(endpoint)) {
            Case about = book.raise(subject, exceeded.detail(), exceeded, at);
            if (about.detail(exceeded.detail())) {
                book.changedUnhurried(about);
            }
        }
    }

    private void recover(Subject subject, Instant at) {
        Case open = book.open(subject);
        if (open != null) {
            book.recovered(open, at, "incident.recovered");
        }
    }

    private void close(Subject subject, String message, Instant at) {
        Case open = book.open(subject);
        if (open != null) {
            book.close(open, at, message, "");
        }
    }

    /**
     * Events were lost because the loop's queue was full.
     *
     * @param lost how many since the start
     */
    public void overflowed(long lost, Instant at) {
        lastOverflow = at;
        Evidence why =
                new Evidence(Evidence.Source.OURSELVES, at, null, "evidence.ourselves.overflow", Long.toString(lost));
        Case overload = book.raise(OVERLOAD, Long.toString(lost), why, at);
        overload.detail(Long.toString(lost));
        book.changedUnhurried(overload);
    }

    /** A person has taken note; of an incident that is not known or already acknowledged, nothing becomes. */
    public void acknowledge(long id, String actor, Instant at) {
        Case known = book.find(id);
        if (known != null && !known.isAcknowledged()) {
            known.acknowledge(actor, at);
            book.changed(known);
        }
    }

    /** Gives an open incident to somebody, or takes it away; of one that is not open, nothing becomes. */
    public void assign(long id, String actor, String assignee, Instant at) {
        Case known = book.find(id);
        String next = assignee.isEmpty() ? null : assignee;
        if (known != null && known.isOpen() && known.takesMore() && !Objects.equals(known.assignedTo(), next)) {
            known.assign(actor, next, at);
            book.changed(known);
        }
    }

    /** Writes into the timeline, also of one that was closed within {@link Incident#COMMENTED}. */
    public void comment(long id, String actor, String text, Instant at) {
        Case known = book.find(id);
        if (known != null && known.takesMore()) {
            known.comment(actor, text, at);
            book.changed(known);
        }
    }

    /** Raises an open incident to the next level, if there is one. */
    public void escalate(long id, String actor, String reason, Instant at) {
        Case known = book.find(id);
        if (known != null && known.isOpen() && known.takesMore() && known.level() < Incident.MAX_LEVEL) {
            known.escalate(actor, reason, at);
            book.changed(known);
        }
    }

    /** Id of the open incident that explains why the node is down; null when there is none. */
    public @Nullable Long explaining(String endpoint) {
        Case open = causes.of(endpoint);
        return open == null ? null : open.id();
    }

    /** When {@link #pass} has something to do next; null for never. */
    @Nullable
    Instant due() {
        Instant ofBook = book.due();
        Instant ofCauses = causes.due();
        boolean bookIsFirst = ofCauses == null || ofBook != null && ofBook.isBefore(ofCauses);
        return bookIsFirst ? ofBook : ofCauses;
    }

    /** What must be shown and kept since the last call. */
    public List<Incident> takeChanged(Instant now) {
        return book.takeChanged(now);
    }
}
