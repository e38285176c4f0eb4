package vn.tram.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.tram.people.AuditEntry;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.Problem;
import vn.tram.web.account.Session;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Request;

/** {@code /portal-certificate}: the certificate of the portals' API. The key goes in and never out. */
final class PortalCertificateApi {

    private static final int MAX_NAME = 253;
    private static final int MAX_PEM = 40_000;

    private final Parts parts;
    private final CertificateKeeper keeper;

    PortalCertificateApi(Parts parts, CertificateKeeper keeper) {
        this.parts = parts;
        this.keeper = keeper;
    }

    private record Shown(
            Instant at, @Nullable String name, @Nullable Instant endsAt) {}

    Answer show(Request request) {
        request.query().done();
        return Answer.json(shown(keeper.kept()));
    }

    Answer put(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        String name = fields.text("name", 1, MAX_NAME);
        String certificate = fields.text("certificate", 1, MAX_PEM);
        String key = fields.text("key", 1, MAX_PEM);
        fields.done();
        CertificateKeeper.Kept before = keeper.kept();
        CertificateKeeper.Kept kept;
        try {
            kept = keeper.put(name, certificate, key);
        } catch (BadFileException e) {
            for (Problem problem : e.problems()) {
                fields.problem(problem.what().equals("key") ? "key" : "certificate", problem.rule(), problem.value());
            }
            fields.done();
            throw new IllegalStateException("a certificate was refused without a reason", e);
        }
        parts.audit()
                .append(new AuditEntry(
                        parts.clock().instant(),
                        session.user().name(),
                        request.address(),
                        AuditEntry.Action.PORTAL_CERTIFICATE_UPLOADED,
                        name,
                        before == null ? "" : before.endsAt().toString(),
                        kept.endsAt().toString()));
        return Answer.json(shown(kept)).status(201);
    }

    private Shown shown(CertificateKeeper.@Nullable Kept kept) {
        Instant now = parts.clock().instant();
        return kept == null ? new Shown(now, null, null) : new Shown(now, kept.name(), kept.endsAt());
    }
}
