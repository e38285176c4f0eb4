package vn.tram.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Event;
import vn.tram.incident.Incident;
import vn.tram.people.AuditEntry;
import vn.tram.people.Permission;
import vn.tram.people.Role;
import vn.tram.people.User;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;

/** {@code /incidents/…}: what people do with one. What they did shows a moment later, when the core has taken it. */
final class IncidentDeskApi {

    private final Parts parts;

    IncidentDeskApi(Parts parts) {
        this.parts = parts;
    }

    private record Assignee(String name, Role role) {}

    private record Assignees(List<Assignee> users) {}

    /** Those to whom an incident can be given. */
    Answer assignees(Request request, Session session) {
        request.query().done();
        return Answer.json(new Assignees(parts.users().all().stream()
                .filter(IncidentDeskApi::mayWork)
                .map(user -> new Assignee(user.name(), user.role()))
                .toList()));
    }

    private static boolean mayWork(User user) {
        return user.role().may(Permission.ACKNOWLEDGE);
    }

    Answer acknowledge(Request request, Session session) {
        request.query().done();
        Incident incident = find(request);
        String taken = incident.acknowledgedBy();
        if (!incident.isOpen() || taken != null) {
            throw Refused.because(
                    Refusal.CONFLICT,
                    "incident " + incident.id(),
                    "must be open and not yet acknowledged",
                    taken == null ? "closed" : "acknowledged by " + taken);
        }
        Instant now = parts.clock().instant();
        Event event = new Event.IncidentAcknowledged(now, session.user().name(), incident.id());
        return take(request, session, incident, event, AuditEntry.Action.INCIDENT_ACKNOWLEDGED, "", "");
    }

    Answer assign(Request request, Session session) {
        request.query().done();
        Incident incident = find(request);
        Fields fields = request.fields();
        String name = fields.optionalText("user", 1, 64);
        User user = name == null ? null : parts.users().find(name);
        if (name != null && (user == null || !mayWork(user))) {
            fields.problem("user", "must be a user who may work on incidents", name);
        }
        fields.done();
        mustBeOpen(incident);
        mustTakeMore(incident);
        String assignee = name == null ? "" : name;
        Event event = new Event.IncidentAssigned(
                parts.clock().instant(), session.user().name(), incident.id(), assignee);
        return take(
                request,
                session,
                incident,
                event,
                AuditEntry.Action.INCIDENT_ASSIGNED,
                text(incident.assignedTo()),
                assignee);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    Answer comment(Request request, Session session) {
        request.query().done();
        Incident incident = find(request);
        Fields fields = request.fields();
        String text = Typed.lines(fields, "text", 1, Incident.MAX_COMMENT);
        fields.done();
        Instant now = parts.clock().instant();
        Instant closedAt = incident.closedAt();
        if (closedAt != null && !now.isBefore(closedAt.plus(Incident.COMMENTED))) {
            throw Refused.because(
                    Refusal.CONFLICT,
                    "incident " + incident.id(),
                    "must be open, or closed less than " + Incident.COMMENTED.toHours() + " h ago",
                    "closed at " + closedAt);
        }
        mustTakeMore(incident);
        Event event = new Event.IncidentCommented(now, session.user().name(), incident.id(), text);
        return take(request, session, incident, event, AuditEntry.Action.INCIDENT_COMMENTED, "", text);
    }

    Answer escalate(Request request, Session session) {
        request.query().done();
        Incident incident = find(request);
        Fields fields = request.fields();
        String reason = Typed.lines(fields, "reason", 0, Incident.MAX_COMMENT);
        fields.done();
        mustBeOpen(incident);
        mustTakeMore(incident);
        if (incident.level() >= Incident.MAX_LEVEL) {
            throw Refused.because(
                    Refusal.CONFLICT,
                    "incident " + incident.id(),
                    "must be below level " + Incident.MAX_LEVEL,
                    String.valueOf(incident.level()));
        }
        Event event = new Event.IncidentEscalated(
                parts.clock().instant(), session.user().name(), incident.id(), reason);
        String before = String.valueOf(incident.level());
        return take(request, session, incident, event, AuditEntry.Action.INCIDENT_ESCALATED, before, reason);
    }

    private Incident find(Request request) {
        String id = request.parameter("id");
        Incident incident = id.matches("[0-9]{1,18}") ? parts.live().incident(Long.parseLong(id)) : null;
        if (incident == null) {
            throw Refused.because(Refusal.NOT_FOUND, "incident", "must be one that is shown", id);
        }
        return incident;
    }

    private static void mustBeOpen(Incident incident) {
        if (!incident.isOpen()) {
            throw Refused.because(Refusal.CONFLICT, "incident " + incident.id(), "must be open", "closed");
        }
    }

    private static void mustTakeMore(Incident incident) {
        if (incident.byPeople() >= Incident.MAX_BY_PEOPLE) {
            throw Refused.because(
                    Refusal.CONFLICT,
                    "incident " + incident.id(),
                    "takes at most " + Incident.MAX_BY_PEOPLE + " entries by people",
                    String.valueOf(incident.byPeople()));
        }
    }

    private Answer take(
            Request request,
            Session session,
            Incident incident,
            Event event,
            AuditEntry.Action action,
            String before,
            String after) {
        if (!parts.loop().test(event)) {
            throw Refused.because(Refusal.BUSY, "").retryAfter(Duration.ofSeconds(2));
        }
        parts.audit()
                .append(new AuditEntry(
                        event.at(),
                        session.user().name(),
                        request.address(),
                        action,
                        String.valueOf(incident.id()),
                        before,
                        after));
        return Answer.json(parts.live().view(incident)).status(202);
    }
}
