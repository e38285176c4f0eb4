package vn.tram.web;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.people.Permission;
import vn.tram.people.Role;
import vn.tram.people.User;
import vn.tram.web.account.Session;
import vn.tram.web.live.Province;

/**
 * Who is reading and what they may do, as JSON has it.
 *
 * @param csrf to be sent as {@code X-CSRF-Token} with every change; null when nobody is signed in
 * @param setUp whether set-up is still to be done
 * @param province null before set-up
 */
record SessionView(
        boolean signedIn,
        @Nullable String user,
        @Nullable Role role,
        List<Permission> permissions,
        @Nullable String csrf,
        boolean demo,
        boolean readOpen,
        boolean setUp,
        String version,
        @Nullable Named province) {

    /** A code and its name. */
    record Named(String code, String name) {}

    /** @param session null when nobody is signed in */
    static SessionView of(Settings settings, Parts parts, @Nullable Session session) {
        SetUp setUp = parts.setUp();
        Province province = parts.live().province();
        User user = session == null ? null : session.user();
        return new SessionView(
                user != null,
                user == null ? null : user.name(),
                user == null ? null : user.role(),
                user == null ? open(settings) : permissions(user.role()),
                session == null ? null : session.csrf(),
                settings.demo(),
                settings.readOpen(),
                setUp != null && setUp.isOpen(),
                settings.version(),
                province == null ? null : new Named(province.code(), province.name()));
    }

    private static List<Permission> open(Settings settings) {
        return settings.readOpen() ? List.of(Permission.READ) : List.of();
    }

    private static List<Permission> permissions(Role role) {
        return Arrays.stream(Permission.values()).filter(role::may).toList();
    }
}
