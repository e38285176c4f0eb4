package vn.tram.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    private @Nullable Instant wellSince;
    private int returns;

    Case(long id, Subject subject, String detail, Instant openedAt, Evidence evidence, int maxSteps) {
        this.id = id;
        this.subject = subject;
        this.detail = detail;
        this.openedAt = openedAt;
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
        timeline.addAll(saved.timeline());
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

    void detail(String text) {
        detail = text;
    }

    void close(Instant at, String message, String about) {
        closedAt = at;
        wellSince = null;
        step(at, message, about);
    }

    void reopen(Instant at) {
        closedAt = null;
        wellSince = null;
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
            timeline.remove(1);
        }
        timeline.add(new Step(at, message, about, actor));
    }

    Incident snapshot() {
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
                List.copyOf(timeline));
    }
}
