package vn.tram.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tram.incident.Incident.Kind;
import vn.tram.incident.Incident.Step;
import vn.tram.state.Evidence;

/** One incident as it changes. */
final class Case {

    /** What the trouble is with; at most one open incident each. */
    record Subject(Kind kind, String endpoint, int link) {}

    static final String REOPENED = "incident.reopened";

    private final long id;
    private final Subject subject;
    private final Instant openedAt;
    private final Evidence evidence;
    private final Set<String> suppressed = new TreeSet<>();
    private final List<Step> timeline = new ArrayList<>();
    private final int maxSteps;
    private String detail;
    private @Nullable Instant closedAt;
    private @Nullable String acknowledgedBy;
    private @Nullable String assignedTo;
    private int level;
    private Instant openSince;
    private Affected affected = Affected.NONE;
    private final Map<String, Affected> shares = new HashMap<>();
    private @Nullable Affected atOpening;
    private Affected peak = Affected.NONE;
    private int byPeople;
    private @Nullable Instant wellSince;
    private int returns;

    Case(long id, Subject subject, String detail, Instant openedAt, Evidence evidence, int maxSteps) {
        this.id = id;
        this.subject = subject;
        this.detail = detail;
        this.openedAt = openedAt;
        this.openSince = openedAt;
        this.evidence = evidence;
        this.maxSteps = maxSteps;
    }

    Case(Incident saved, int maxSteps) {
        this(
                saved.id(),
                new Subject(saved.kind(), saved.endpoint(), saved.link()),
                saved.detail(),
                saved.openedAt(),
                saved.evidence(),
                maxSteps);
        closedAt = saved.closedAt();
        suppressed.addAll(saved.suppressed());
        acknowledgedBy = saved.acknowledgedBy();
        assignedTo = saved.assignedTo();
        level = saved.level();
        atOpening = saved.impact().opening();
        peak = saved.impact().peak();
        timeline.addAll(saved.timeline());
        byPeople = saved.byPeople();
        timeline.stream().filter(step -> step.message().equals(REOPENED)).forEach(step -> openSince = step.at());
        returns = (int) timeline.stream()
                .filter(step -> step.message().equals(REOPENED))
                .count();
    }

    long id() {
        return id;
    }

    Subject subject() {
        return subject;
    }

    Instant openedAt() {
        return openedAt;
    }

    Evidence evidence() {
        return evidence;
    }

    boolean isOpen() {
        return closedAt == null;
    }

    @Nullable
    Instant closedAt() {
        return closedAt;
    }

    /** How often the trouble has returned. */
    int returns() {
        return returns;
    }

    /** Since when a flapping subject is well; null while it is not, or does not flap. */
    @Nullable
    Instant wellSince() {
        return wellSince;
    }

    void wellSince(@Nullable Instant at) {
        wellSince = at;
    }

    boolean isAcknowledged() {
        return acknowledgedBy != null;
    }

    void acknowledge(String actor, Instant at) {
        acknowledgedBy = actor;
        step(at, "incident.acknowledged", "", actor);
    }

    /** Since when it is open, after it last returned. */
    Instant openSince() {
        return openSince;
    }

    int level() {
        return level;
    }

    @Nullable
    String assignedTo() {
        return assignedTo;
    }

    void assign(String actor, @Nullable String assignee, Instant at) {
        assignedTo = assignee;
        step(
                at,
                assignee == null ? "incident.unassigned" : "incident.assigned",
                assignee == null ? "" : assignee,
                actor);
    }

    void comment(String actor, String text, Instant at) {
        step(at, "incident.commented", text, actor);
    }

    /** @param actor null when the rules did it */
    void escalate(@Nullable String actor, String about, Instant at) {
        level++;
        step(at, actor == null ? "incident.escalated.unacknowledged" : "incident.escalated", about, actor);
    }

    /** Whether people may add one more step to the timeline. */
    boolean takesMore() {
        return byPeople < Incident.MAX_BY_PEOPLE;
    }

    /** One node more is down because of this: the cause itself, or one behind it. */
    void affects(String endpoint, Affected share) {
        spares(endpoint);
        shares.put(endpoint, share);
        affected = affected.plus(share);
        if (affected.total() > peak.total()) {
            peak = affected;
        }
    }

    /** One node less is down because of this; it takes away what it counted then, whatever it is now. */
    void spares(String endpoint) {
        Affected share = shares.remove(endpoint);
        if (share != null) {
            affected = affected.minus(share);
        }
    }

    /** Whether that is another one. */
    boolean detail(String text) {
        boolean changes = !text.equals(detail);
        detail = text;
        return changes;
    }

    void close(Instant at, String message, String about) {
        // A clock that was set back makes no incident end before it began.
        closedAt = at.isBefore(openedAt) ? openedAt : at;
        wellSince = null;
        spares(subject.endpoint());
        step(at, message, about);
    }

    void reopen(Instant at) {
        closedAt = null;
        wellSince = null;
        openSince = at;
        returns++;
        step(at, REOPENED, "");
    }

    Set<String> suppressed() {
        return suppressed;
    }

    void step(Instant at, String message, String about) {
        step(at, message, about, null);
    }

    private void step(Instant at, String message, String about, @Nullable String actor) {
        if (timeline.size() >= maxSteps) {
            timeline.remove(oldestOfOurs());
        }
        timeline.add(new Step(at, message, about, actor));
        byPeople += actor == null ? 0 : 1;
    }

    /** What people did and wrote stays; there is room for it, see {@link IncidentRules#MIN_STEPS}. */
    private int oldestOfOurs() {
        int oldest = 1;
        while (timeline.get(oldest).actor() != null) {
            oldest++;
        }
        return oldest;
    }

    Incident snapshot() {
        Affected first = atOpening == null ? peak : atOpening;
        atOpening = first;
        return new Incident(
                id,
                subject.kind(),
                subject.endpoint(),
                subject.link(),
                detail,
                openedAt,
                closedAt,
                evidence,
                List.copyOf(suppressed),
                acknowledgedBy,
                assignedTo,
                level,
                new Impact(first, peak),
                List.copyOf(timeline));
    }
}
