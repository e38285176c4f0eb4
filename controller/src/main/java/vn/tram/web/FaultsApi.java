package vn.tram.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vn.tram.people.AuditEntry;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;

/** {@code /demo/faults}: breaks the demo's simulated province. */
final class FaultsApi {

    private static final int MAX_TEXT = 100;

    private final Parts parts;
    private final Faults faults;

    FaultsApi(Parts parts, Faults faults) {
        this.parts = parts;
        this.faults = faults;
    }

    private record Listed(List<Faults.Target> targets, List<Faults.Active> active) {}

    Answer list(Request request) {
        request.query().done();
        return Answer.json(new Listed(faults.targets(), faults.active()));
    }

    Answer cut(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        String kindName = fields.text("kind", 1, MAX_TEXT);
        String target = fields.text("target", 1, MAX_TEXT);
        boolean known =
                Arrays.stream(Faults.Kind.values()).anyMatch(kind -> kind.name().equals(kindName));
        if (!known) {
            fields.problem("kind", "must be one of " + Arrays.toString(Faults.Kind.values()), kindName);
        }
        fields.done();
        Faults.Active active = faults.cut(Faults.Kind.valueOf(kindName.toUpperCase(Locale.ROOT)), target);
        if (active == null) {
            throw Refused.because(Refusal.BAD_REQUEST, "target", "must be a target of kind " + kindName, target);
        }
        audit(request, session, AuditEntry.Action.FAULT_INJECTED, active.id(), kindName + " " + target);
        return Answer.json(active).status(201);
    }

    Answer mend(Request request, Session session) {
        request.query().done();
        String id = request.parameter("id");
        if (!faults.mend(id)) {
            throw Refused.because(Refusal.NOT_FOUND, "fault", "is not known", id);
        }
        audit(request, session, AuditEntry.Action.FAULT_CLEARED, id, "");
        return Answer.none();
    }

    private void audit(Request request, Session session, AuditEntry.Action action, String subject, String after) {
        parts.audit()
                .append(new AuditEntry(
                        parts.clock().instant(), session.user().name(), request.address(), action, subject, "", after));
    }
}
