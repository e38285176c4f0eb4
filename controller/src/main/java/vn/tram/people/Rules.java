package vn.tram.people;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a user's name and password must be. */
public final class Rules {

    public static final int MIN_PASSWORD = 10;
    public static final int MAX_PASSWORD = 128;
    public static final String USER_NAME = "2 to 32 of a-z 0-9 . _ -, beginning with a letter";

    private Rules() {}

    /** The rule that {@code name} breaks, or null. */
    public static @Nullable String userName(String name) {
        return name.matches("[a-z][a-z0-9._-]{1,31}") ? null : "must be " + USER_NAME;
    }

    /** The rule that {@code password} breaks for the user called {@code name}, or null. Never contains the password. */
    public static @Nullable String password(String name, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
            return "must have " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters, had " + length;
        }
        if (password.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
            return "must not be the user name";
        }
        if (password.codePoints().distinct().count() < 4) {
            return "must have at least 4 different characters";
        }
        return null;
    }
}
