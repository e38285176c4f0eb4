package vn.tram.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.incident.Case.Subject;
import vn.tram.state.Evidence;

/**
 * Opens, closes and reopens incidents: one open at a time for each subject, and what returns soon after closing is the
 * same incident. Knows nothing of causes.
 */
final class Book {

    /** Changes that nobody waits for, such as one more node below, go out at most this often. */
    private static final Duration UNHURRIED = Duration.ofSeconds(1);

    /** Longer than {@link IncidentRules#reopen} may be, and than a comment may come after closing. */
    private static final Duration KEPT = Incident.COMMENTED.plusHours(1);

    /** Closed incidents into which something can still be written. */
    private static final int MAX_CLOSED = 1000;

    private record Alarm(Instant at, Case about) {}

    private final IncidentRules rules;
    private final Map<Subject, Case> latest = new HashMap<>();
    private final Map<Long, Case> byId = new HashMap<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparing(alarm -> alarm.about.id()));
    private final Deque<Case> closed = new ArrayDeque<>();
    private final Set<Case> changed = new LinkedHashSet<>();
    private final Set<Case> unhurried = new LinkedHashSet<>();
    private Instant lastUnhurried = Instant.MIN;
    private long nextId;

    Book(IncidentRules rules, long nextId) {
        this.rules = rules;
        this.nextId = nextId;
    }

    Case resume(Incident saved) {
        Case resumed = new Case(saved, rules.maxSteps());
        nextId = Math.max(nextId, saved.id() + 1);
        Case known = latest.get(resumed.subject());
        if (known == null || !known.isOpen() && (resumed.isOpen() || known.id() < resumed.id())) {
            latest.put(resumed.subject(), resumed);
        }
        byId.put(resumed.id(), resumed);
        if (resumed.closedAt() != null) {
            putAway(resumed, resumed.closedAt());
        } else {
            watch(resumed);
        }
        return resumed;
    }

    /** Sees to it that one of which nobody takes note is escalated. */
    private void watch(Case about) {
        if (!rules.escalation().isZero()) {
            alarms.add(new Alarm(about.openSince().plus(rules.escalation()), about));
        }
    }

    @Nullable
    Case open(Subject subject) {
        Case known = latest.get(subject);
        return known != null && known.isOpen() ? known : null;
    }

    /** The open one, or the one closed not long ago. */
    @Nullable
    Case latest(Subject subject) {
        return latest.get(subject);
    }

    /** The incident about {@code subject}: the open one, the one just closed opened again, or a new one. */
    Case raise(Subject subject, String detail, Evidence evidence, Instant at) {
        Case known = latest.get(subject);
        if (known != null && known.isOpen()) {
            if (known.wellSince() != null) {
                known.reopen(at);
                changed.add(known);
            }
            return known;
        }
        if (known != null
                && known.closedAt() != null
                && at.isBefore(known.closedAt().plus(rules.reopen()))) {
            known.reopen(at);
            byId.put(known.id(), known);
            changed.add(known);
            watch(known);
            return known;
        }
        Case opened = new Case(nextId++, subject, detail, at, evidence, rules.maxSteps());
        opened.step(at, "incident.opened", "");
        latest.put(subject, opened);
        byId.put(opened.id(), opened);
        changed.add(opened);
        watch(opened);
        return opened;
    }

    /**
     * The subject is well again.
     *
     * @return whether that closed the incident; one that flaps stays open for a while
     */
    boolean recovered(Case about, Instant at, String message) {
        if (!about.isOpen() || about.wellSince() != null) {
            return false;
        }
        if (about.returns() < rules.flaps()) {
            close(about, at, message, "");
            return true;
        }
        about.wellSince(at);
        about.step(at, "incident.settling", Long.toString(rules.settle().toSeconds()));
        alarms.add(new Alarm(at.plus(rules.settle()), about));
        changed.add(about);
        return false;
    }

    void close(Case about, Instant at, String message, String detail) {
        about.close(at, message, detail);
        putAway(about, at);
        changed.add(about);
    }

    private void putAway(Case about, Instant closedAt) {
        alarms.add(new Alarm(closedAt.plus(rules.reopen()), about));
        alarms.add(new Alarm(closedAt.plus(KEPT), about));
        closed.add(about);
        if (closed.size() > MAX_CLOSED) {
            Case oldest = closed.remove();
            if (!oldest.isOpen()) {
                byId.remove(oldest.id());
            }
        }
    }

    /** Closes what has settled and forgets what can no longer be reopened; gives those closed. */
    List<Case> pass(Instant at) {
        List<Case> settled = new ArrayList<>();
        Alarm first = alarms.peek();
        while (first != null && !first.at.isAfter(at)) {
            alarms.remove();
            Case about = first.about;
            Instant well = about.wellSince();
            if (about.isOpen() && well != null && !at.isBefore(well.plus(rules.settle()))) {
                close(about, at, "incident.recovered", "");
                settled.add(about);
            } else if (about.closedAt() != null) {
                forget(about, about.closedAt(), at);
            } else {
                escalate(about, at);
            }
            first = alarms.peek();
        }
        return settled;
    }

    private void forget(Case about, Instant closedAt, Instant at) {
        if (!at.isBefore(closedAt.plus(rules.reopen()))) {
            latest.remove(about.subject(), about);
        }
        if (!at.isBefore(closedAt.plus(KEPT))) {
            byId.remove(about.id());
        }
    }

    private void escalate(Case about, Instant at) {
        boolean isDue =
                !rules.escalation().isZero() && !at.isBefore(about.openSince().plus(rules.escalation()));
        if (isDue && !about.isAcknowledged() && about.level() == 0) {
            about.escalate(null, Long.toString(rules.escalation().toMinutes()), at);
            changed.add(about);
        }
    }

    /** When {@link #pass} has something to do next; null for never. */
    @Nullable
    Instant due() {
        Alarm first = alarms.peek();
        return first == null ? null : first.at;
    }

    /** Null when there is none, or it was closed some time ago. */
    @Nullable
    Case find(long id) {
        return byId.get(id);
    }

    void changed(Case about) {
        changed.add(about);
    }

    void changedUnhurried(Case about) {
        unhurried.add(about);
    }

    /** Incidents that must be shown and kept, once for every change. */
    List<Incident> takeChanged(Instant now) {
        if (changed.isEmpty() && unhurried.isEmpty()) {
            return List.of();
        }
        unhurried.removeAll(changed);
        if (!unhurried.isEmpty() && !now.isBefore(lastUnhurried.plus(UNHURRIED))) {
            changed.addAll(unhurried);
            unhurried.clear();
            lastUnhurried = now;
        }
        List<Incident> incidents = changed.stream().map(Case::snapshot).toList();
        changed.clear();
        return incidents;
    }
}
