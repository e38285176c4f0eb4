package vn.tram.people;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A set of permissions with a name; a user has one. */
public enum Role {
    VIEWER,
    OPERATOR,
    ENGINEER,
    PUBLISHER,
    ADMINISTRATOR;

    public boolean may(Permission permission) {
        if (permission == Permission.READ) {
            return true;
        }
        return switch (this) {
            case VIEWER -> false;
            case OPERATOR ->
                permission == Permission.ACKNOWLEDGE
                        || permission == Permission.BROADCAST
                        || permission == Permission.INJECT_FAULTS;
            case ENGINEER ->
                permission == Permission.NODES || permission == Permission.MAINTAIN || OPERATOR.may(permission);
            case PUBLISHER -> permission == Permission.PUBLISH || permission == Permission.BROADCAST;
            case ADMINISTRATOR -> true;
        };
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
