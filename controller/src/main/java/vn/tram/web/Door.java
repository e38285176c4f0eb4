package vn.tram.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vn.tram.people.Permission;
import vn.tram.web.account.Session;
import vn.tram.web.account.Sessions;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Handler;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;

/** Lets through whoever may do what a route does. */
final class Door {

    static final String COOKIE = "tram";
    static final String CSRF = "X-CSRF-Token";

    private final boolean readOpen;
    private final Sessions sessions;

    Door(boolean readOpen, Sessions sessions) {
        this.readOpen = readOpen;
        this.sessions = sessions;
    }

    /** Answers what somebody who is signed in asks. */
    @FunctionalInterface
    interface Action {
        Answer answer(Request request, Session session);
    }

    @Nullable
    Session session(Request request) {
        return sessions.find(request.cookie(COOKIE));
    }

    /** Everybody who may see the pages. */
    Handler reads(Handler next) {
        return request -> {
            if (!readOpen) {
                signedIn(request);
            }
            return next.answer(request);
        };
    }

    /** Those who are signed in and have the permission; changes need the session's token too. */
    Handler needs(Permission permission, Action action) {
        return request -> {
            Session session = signedIn(request);
            if (!request.isSafe()) {
                checkToken(request, session);
            }
            if (!session.user().role().may(permission)) {
                throw Refused.because(
                        Refusal.NOT_ALLOWED,
                        "role",
                        "must have the permission " + permission,
                        session.user().role().name());
            }
            return action.answer(request, session);
        };
    }

    private Session signedIn(Request request) {
        Session session = session(request);
        if (session == null) {
            throw Refused.because(Refusal.SIGN_IN_NEEDED, "");
        }
        return session;
    }

    private static void checkToken(Request request, Session session) {
        String token = request.header(CSRF);
        byte[] given = (token == null ? "" : token).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, session.csrf().getBytes(StandardCharsets.UTF_8))) {
            throw Refused.because(Refusal.CSRF, CSRF, "must be the csrf of this session", "");
        }
    }

    /** For streams: whether who asked may still read, whenever that is called. */
    BooleanSupplier mayStillRead(Request request) {
        String cookie = request.cookie(COOKIE);
        return () -> readOpen || sessions.find(cookie) != null;
    }
}
