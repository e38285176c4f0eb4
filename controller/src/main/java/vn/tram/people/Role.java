package vn.tram.people;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A set of permissions with a name; a user has one. */
public enum Role {
    VIEWER(Permission.READ),
    OPERATOR(Permission.READ, Permission.ACKNOWLEDGE, Permission.INJECT_FAULTS),
    ENGINEER(Permission.READ, Permission.ACKNOWLEDGE, Permission.INJECT_FAULTS, Permission.NODES),
    PUBLISHER(Permission.READ, Permission.PUBLISH),
    ADMINISTRATOR(Permission.values());

    /** One bit for each permission, so that the enum is immutable. */
    private final int bits;

    Role(Permission... permissions) {
        int sum = 0;
        for (Permission permission : permissions) {
            sum |= 1 << permission.ordinal();
        }
        bits = sum;
    }

    public boolean may(Permission permission) {
        return (bits & 1 << permission.ordinal()) != 0;
    }

    /** The role called {@code name}, in any case; null when there is none. */
    public static @Nullable Role parse(String name) {
        for (Role role : values()) {
            if (role.name().equals(name.toUpperCase(Locale.ROOT))) {
                return role;
            }
        }
        return null;
    }
}
