package vn.tram.web;

import vn.tram.identity.EndpointName;
import vn.tram.people.AuditEntry;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Request;

/** {@code POST /claims}: a one-time claim for a new device. */
final class ClaimsApi {

    private final Parts parts;
    private final Claims claims;

    ClaimsApi(Parts parts, Claims claims) {
        this.parts = parts;
        this.claims = claims;
    }

    Answer make(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        String endpoint = fields.optionalText("endpoint", 1, EndpointName.MAX_LENGTH);
        String problem = endpoint == null ? null : EndpointName.problem(endpoint);
        if (endpoint != null && problem != null) {
            fields.problem("endpoint", problem, endpoint);
        }
        fields.done();
        String actor = session.user().name();
        Claims.Claim claim = claims.make(actor, endpoint);
        parts.audit()
                .append(new AuditEntry(
                        parts.clock().instant(),
                        actor,
                        request.address(),
                        AuditEntry.Action.CLAIM_MADE,
                        endpoint == null ? "" : endpoint,
                        "",
                        ""));
        return Answer.json(claim).status(201);
    }
}
