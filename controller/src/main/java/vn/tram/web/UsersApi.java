package vn.tram.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;
import vn.tram.people.User;
import vn.tram.web.account.Accounts;
import vn.tram.web.account.Session;
import vn.tram.web.account.Sessions;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Query;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;

/** {@code /users} and {@code /audit}, for administrators. */
final class UsersApi {

    private static final int MAX_TEXT = 200;
    private static final int MAX_ENTRIES = 1000;
    private static final int USUAL_ENTRIES = 100;

    private final Parts parts;
    private final Accounts accounts;
    private final Sessions sessions;

    UsersApi(Parts parts, Accounts accounts, Sessions sessions) {
        this.parts = parts;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    private record Listed(List<Shown> users) {}

    private record Shown(String name, Role role, Instant createdAt, Instant passwordAt) {
        static Shown of(User user) {
            return new Shown(user.name(), user.role(), user.createdAt(), user.passwordAt());
        }
    }

    /** @param password generated, shown once; null when one was given */
    private record Changed(
            String name,
            Role role,
            Instant createdAt,
            Instant passwordAt,
            @Nullable String password) {}

    private record Audited(Instant at, List<AuditEntry> entries) {}

    Answer list(Request request, Session session) {
        request.query().done();
        return Answer.json(
                new Listed(parts.users().all().stream().map(Shown::of).toList()));
    }

    /** Fields: name, role, and password or none to have one generated. */
    Answer add(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        String name = fields.text("name", 1, MAX_TEXT);
        String roleName = fields.text("role", 1, MAX_TEXT);
        String password = fields.optionalText("password", 1, MAX_TEXT);
        Role role = Role.parse(roleName);
        if (role == null) {
            fields.problem("role", "must be one of " + Arrays.toString(Role.values()), roleName);
        }
        fields.done();
        return answer(accounts.add(actor(request, session), name, role == null ? Role.VIEWER : role, password))
                .status(201);
    }

    /** Gives the user a new password: the field password, or a generated one. Signs them out everywhere. */
    Answer reset(Request request, Session session) {
        request.query().done();
        Fields fields = request.fields();
        String password = fields.optionalText("password", 1, MAX_TEXT);
        fields.done();
        String name = request.parameter("name");
        if (parts.users().find(name) == null) {
            throw Refused.because(Refusal.NOT_FOUND, "user", "is not known", name);
        }
        Answer answer = answer(accounts.reset(actor(request, session), name, password));
        sessions.endAll(name);
        return answer;
    }

    private static Accounts.Actor actor(Request request, Session session) {
        return new Accounts.Actor(session.user().name(), request.address());
    }

    private static Answer answer(Accounts.Outcome outcome) {
        User user = outcome.user();
        if (user == null) {
            throw refused(outcome);
        }
        return Answer.json(
                new Changed(user.name(), user.role(), user.createdAt(), user.passwordAt(), outcome.generated()));
    }

    static Refused refused(Accounts.Outcome outcome) {
        String problem = outcome.problem() == null ? "" : outcome.problem();
        String[] parts = problem.split(": ", 2);
        return Refused.because(
                problem.startsWith("user: is taken") ? Refusal.CONFLICT : Refusal.BAD_REQUEST,
                parts[0],
                parts.length > 1 ? parts[1] : problem,
                "");
    }

    Answer audit(Request request, Session session) {
        Query query = request.query();
        int limit = query.integer("limit", 1, MAX_ENTRIES, USUAL_ENTRIES);
        query.done();
        return Answer.json(new Audited(parts.clock().instant(), parts.audit().newest(limit)));
    }
}
