package vn.tram.web;

import java.time.Duration;
import vn.tram.people.AuditEntry;
import vn.tram.people.User;
import vn.tram.web.account.LockOut;
import vn.tram.web.account.Passwords;
import vn.tram.web.account.Session;
import vn.tram.web.account.Sessions;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;

/** {@code /session}: who is reading, signing in, signing out. */
final class SessionApi {

    private static final int MAX_TYPED = 256;
    private static final long COOKIE_SECONDS = Duration.ofDays(7).toSeconds();

    private final Settings settings;
    private final Parts parts;
    private final Door door;
    private final Sessions sessions;
    private final Passwords passwords;
    private final LockOut lockOut;

    SessionApi(Settings settings, Parts parts, Door door, Sessions sessions, Passwords passwords, LockOut lockOut) {
        this.settings = settings;
        this.parts = parts;
        this.door = door;
        this.sessions = sessions;
        this.passwords = passwords;
        this.lockOut = lockOut;
    }

    Answer show(Request request) {
        request.query().done();
        return Answer.json(SessionView.of(settings, parts, door.session(request)));
    }

    Answer signIn(Request request) {
        Fields fields = request.fields();
        String name = fields.text("user", 1, MAX_TYPED);
        String password = fields.text("password", 1, MAX_TYPED);
        fields.done();
        checkLock(name, request.address());
        User user = parts.users().find(name);
        if (!passwords.verify(user == null ? null : user.password(), password) || user == null) {
            lockOut.failed(name, request.address());
            audit(AuditEntry.Action.SIGN_IN_FAILED, name, request);
            throw Refused.because(Refusal.WRONG_PASSWORD, "");
        }
        lockOut.succeeded(name);
        return begin(request, user);
    }

    private void checkLock(String name, String address) {
        Duration wait = lockOut.locked(name, address);
        if (wait != null) {
            throw Refused.because(Refusal.LOCKED, "").retryAfter(wait.plusSeconds(1));
        }
    }

    /** Signs the user in. */
    Answer begin(Request request, User user) {
        sessions.end(request.cookie(Door.COOKIE));
        Sessions.Begun begun = sessions.begin(user);
        audit(AuditEntry.Action.SIGNED_IN, user.name(), request);
        return Answer.json(SessionView.of(settings, parts, begun.session()))
                .header("Set-Cookie", cookie(begun.cookie(), COOKIE_SECONDS));
    }

    Answer signOut(Request request, Session session) {
        request.query().done();
        sessions.end(request.cookie(Door.COOKIE));
        audit(AuditEntry.Action.SIGNED_OUT, session.user().name(), request);
        return Answer.none().header("Set-Cookie", cookie("", 0));
    }

    private String cookie(String value, long seconds) {
        String secure = settings.tls() == null ? "" : "; Secure";
        return Door.COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict" + secure;
    }

    private void audit(AuditEntry.Action action, String actor, Request request) {
        parts.audit().append(new AuditEntry(parts.clock().instant(), actor, request.address(), action, "", "", ""));
    }
}
