package vn.tram.web.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.tram.people.User;
import vn.tram.people.Users;

/**
 * Who is signed in, in memory only: a restart signs everybody out. Kept by the SHA-256 of the cookie, so that a dump of
 * the memory is not a set of keys. A user whose password was reset elsewhere, as by the command line, is signed out within
 * {@link #RECHECK}. Safe for many threads.
 */
public final class Sessions {

    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(7);
    static final Duration RECHECK = Duration.ofSeconds(30);
    static final int MAX_PER_USER = 20;
    private static final int TOKEN_BYTES = 32;

    private final Users users;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byHash = new ConcurrentHashMap<>();

    public Sessions(Users users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    /** A new session, and what its cookie must hold. */
    public record Begun(String cookie, Session session) {
        @Override
        public String toString() {
            return "Begun[user=" + session.user().name() + "]";
        }
    }

    public Begun begin(User user) {
        Instant now = clock.instant();
        byHash.values().removeIf(session -> isOver(session, now));
        makeRoom(user.name());
        String cookie = token();
        Session session = new Session(user, token(), now);
        byHash.put(hash(cookie), session);
        return new Begun(cookie, session);
    }

    private void makeRoom(String user) {
        byHash.entrySet().stream()
                .filter(entry -> entry.getValue().user().name().equals(user))
                .sorted(Comparator.comparing(
                                (Map.Entry<String, Session> e) -> e.getValue().used())
                        .reversed())
                .skip(MAX_PER_USER - 1)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(byHash::remove);
    }

    /** The session of this cookie, now used; null when there is none, it is over, or its user's password was reset. */
    public @Nullable Session find(@Nullable String cookie) {
        if (cookie == null || cookie.length() > 100) {
            return null;
        }
        String hash = hash(cookie);
        Session session = byHash.get(hash);
        if (session == null) {
            return null;
        }
        Instant now = clock.instant();
        if (isOver(session, now) || !isCurrent(session, now)) {
            byHash.remove(hash);
            return null;
        }
        session.use(now);
        return session;
    }

    private boolean isCurrent(Session session, Instant now) {
        if (now.isBefore(session.checked().plus(RECHECK))) {
            return true;
        }
        User user = users.find(session.user().name());
        if (user == null || !user.password().equals(session.user().password())) {
            return false;
        }
        session.check(user, now);
        return true;
    }

    private static boolean isOver(Session session, Instant now) {
        return now.isAfter(session.used().plus(IDLE))
                || now.isAfter(session.began().plus(LONGEST));
    }

    public void end(@Nullable String cookie) {
        if (cookie != null) {
            byHash.remove(hash(cookie));
        }
    }

    /** Ends every session of one user. */
    public void endAll(String user) {
        byHash.values().removeIf(session -> session.user().name().equals(user));
    }

    public int count() {
        return byHash.size();
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String cookie) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
