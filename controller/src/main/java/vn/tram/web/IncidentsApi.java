package vn.tram.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Event;
import vn.tram.incident.Incident;
import vn.tram.people.AuditEntry;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Query;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.IncidentView;

/** {@code /incidents}: the list, and acknowledging one. */
final class IncidentsApi {

    private static final int MAX_INCIDENTS = 1000;
    private static final int USUAL = 200;

    private final Parts parts;

    IncidentsApi(Parts parts) {
        this.parts = parts;
    }

    private enum State {
        OPEN,
        CLOSED,
        ALL
    }

    private record Listed(Instant at, List<IncidentView> incidents) {}

    Answer list(Request request) {
        Query query = request.query();
        State asked = query.choice("state", State.class);
        State state = asked == null ? State.OPEN : asked;
        Instant from = query.time("from");
        Instant to = query.time("to");
        int limit = query.integer("limit", 1, MAX_INCIDENTS, USUAL);
        if (from != null && to != null && !from.isBefore(to)) {
            query.problem("to", "must be after from", to.toString());
        }
        query.done();
        List<IncidentView> views = known(state, from, to, limit).stream()
                .filter(incident -> state == State.ALL || incident.isOpen() == (state == State.OPEN))
                .filter(incident -> overlaps(incident, from, to))
                .limit(limit)
                .map(parts.live()::view)
                .toList();
        return Answer.json(new Listed(parts.clock().instant(), views));
    }

    /** Newest first. What we show now is newer than what the store holds. */
    private List<Incident> known(State state, @Nullable Instant from, @Nullable Instant to, int limit) {
        List<Incident> shown = parts.live().incidents();
        if (state == State.OPEN) {
            return shown;
        }
        Map<Long, Incident> byId = new TreeMap<>(Comparator.reverseOrder());
        Instant end = to == null ? parts.clock().instant().plus(Duration.ofDays(1)) : to;
        int enough = limit + (int) shown.stream().filter(Incident::isOpen).count();
        parts.incidents()
                .incidents(from == null ? Instant.EPOCH : from, end, enough)
                .forEach(incident -> byId.put(incident.id(), incident));
        shown.forEach(incident -> byId.put(incident.id(), incident));
        return List.copyOf(byId.values());
    }

    /** Whether it was open at some time from (inclusive) to (exclusive). */
    private static boolean overlaps(Incident incident, @Nullable Instant from, @Nullable Instant to) {
        Instant closedAt = incident.closedAt();
        return (to == null || incident.openedAt().isBefore(to))
                && (from == null || closedAt == null || !closedAt.isBefore(from));
    }

    Answer acknowledge(Request request, Session session) {
        request.query().done();
        Incident incident = find(request.parameter("id"));
        String taken = incident.acknowledgedBy();
        if (!incident.isOpen() || taken != null) {
            throw Refused.because(
                    Refusal.CONFLICT,
                    "incident " + incident.id(),
                    "must be open and not yet acknowledged",
                    taken == null ? "closed" : "acknowledged by " + taken);
        }
        Instant now = parts.clock().instant();
        String actor = session.user().name();
        if (!parts.loop().test(new Event.IncidentAcknowledged(now, actor, incident.id()))) {
            throw Refused.because(Refusal.BUSY, "").retryAfter(Duration.ofSeconds(2));
        }
        parts.audit()
                .append(new AuditEntry(
                        now,
                        actor,
                        request.address(),
                        AuditEntry.Action.INCIDENT_ACKNOWLEDGED,
                        String.valueOf(incident.id()),
                        "",
                        ""));
        return Answer.json(parts.live().view(incident)).status(202);
    }

    private Incident find(String id) {
        Incident incident = id.matches("[0-9]{1,18}") ? parts.live().incident(Long.parseLong(id)) : null;
        if (incident == null) {
            throw Refused.because(Refusal.NOT_FOUND, "incident", "must be one that is shown", id);
        }
        return incident;
    }
}
