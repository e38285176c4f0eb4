package vn.tram.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    private Instant lastOverflow = Instant.MIN;

    /**
     * @param health the present verdict on a node; UNKNOWN for one that is not known
     * @param evidence why
     * @param nextId of the next incident, from 1
     */
    public Incidents(
            IncidentRules rules,
            Inventory inventory,
            Function<String, Health> health,
            Function<String, Evidence> evidence,
            long nextId) {
        this.rules = rules;
        this.book = new Book(rules, nextId);
        this.causes = new Causes(rules, inventory, health, evidence, book);
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
            book.raise(subject, link.name(), link.evidence(), at);
        } else if (link.health() != Health.UNKNOWN) {
            recover(subject, at);
        } else if (!link.monitored()) {
            close(subject, "incident.link_disabled", at);
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

    /** Id of the open incident that explains why the node is down; null when there is none. */
    public @Nullable Long explaining(String endpoint) {
        Case open = causes.of(endpoint);
        return open == null ? null : open.id();
    }

    /** What must be shown and kept since the last call. */
    public List<Incident> takeChanged(Instant now) {
        return book.takeChanged(now);
    }
}
