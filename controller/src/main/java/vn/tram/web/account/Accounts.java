package vn.tram.web.account;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import vn.tram.people.AuditEntry;
import vn.tram.people.AuditLog;
import vn.tram.people.Role;
import vn.tram.people.Rules;
import vn.tram.people.User;
import vn.tram.people.Users;

/**
 * Adds and resets users, for the web and for the command line, and writes each change into the audit log. Safe for many
 * threads.
 */
public final class Accounts {

    /** {@code from} of changes that were made on the command line. */
    public static final String CONSOLE = "console";

    private final Users users;
    private final AuditLog audit;
    private final Passwords passwords;
    private final InstantSource clock;

    public Accounts(Users users, AuditLog audit, Passwords passwords, InstantSource clock) {
        this.users = users;
        this.audit = audit;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Who asks for a change, and from where. */
    public record Actor(String name, String from) {}

    /**
     * What came of it.
     *
     * @param user as they are now; null when nothing was changed
     * @param generated the password, when none was given; to be shown once
     * @param problem the rule that was broken, such as {@code password: must have …}; null when all went well
     */
    public record Outcome(
            @Nullable User user,
            @Nullable String generated,
            @Nullable String problem) {

        @Override
        public String toString() {
            return "Outcome[user=" + user + ", problem=" + problem + "]";
        }
    }

    /** @param password null to have one generated */
    public Outcome add(Actor actor, String name, Role role, @Nullable String password) {
        return add(actor, name, role, password, AuditEntry.Action.USER_ADDED);
    }

    /** The first administrator. */
    public Outcome setUp(Actor actor, String name, String password) {
        return add(actor, name, Role.ADMINISTRATOR, password, AuditEntry.Action.SET_UP);
    }

    private Outcome add(Actor actor, String name, Role role, @Nullable String password, AuditEntry.Action action) {
        String problem = problem(name, password);
        if (problem != null) {
            return failed(problem);
        }
        String chosen = password == null ? passwords.generate() : password;
        Instant now = clock.instant();
        User user = new User(name, role, passwords.hash(chosen), now, now);
        if (!users.add(user)) {
            return failed("user: is taken: " + name);
        }
        audit.append(new AuditEntry(now, actor.name(), actor.from(), action, name, "", role.name()));
        return new Outcome(user, password == null ? chosen : null, null);
    }

    /** @param password null to have one generated */
    public Outcome reset(Actor actor, String name, @Nullable String password) {
        String problem = problem(name, password);
        User old = users.find(name);
        if (problem != null || old == null) {
            return failed(problem == null ? "user: is not known: " + name : problem);
        }
        String chosen = password == null ? passwords.generate() : password;
        Instant now = clock.instant();
        User user = old.withPassword(passwords.hash(chosen), now);
        if (!users.replace(user)) {
            return failed("user: is not known: " + name);
        }
        audit.append(new AuditEntry(
                now, actor.name(), actor.from(), AuditEntry.Action.USER_RESET, name, "", "new password"));
        return new Outcome(user, password == null ? chosen : null, null);
    }

    private static Outcome failed(String problem) {
        return new Outcome(null, null, problem);
    }

    /** The rule that name or password breaks, or null. */
    private static @Nullable String problem(String name, @Nullable String password) {
        String rule = Rules.userName(name);
        if (rule != null) {
            return "user: " + rule;
        }
        String passwordRule = password == null ? null : Rules.password(name, password);
        return passwordRule == null ? null : "password: " + passwordRule;
    }
}
