package vn.tram.document;

import java.util.Objects;

/**
 * One value of one resource.
 *
 * @param path which resource
 * @param value a {@link Long}, {@link Double}, {@link Boolean} or {@link String}; a double is finite and a string has
 *     at most {@value #MAX_TEXT} characters
 */
public record Reading(ResourcePath path, Object value) {

    public static final int MAX_TEXT = 1024;

    public Reading {
        Objects.requireNonNull(path, "path");
        if (!isAllowed(value)) {
            throw new IllegalArgumentException("value of " + path
                    + ": must be a Long, a finite Double, a Boolean or a String of at most " + MAX_TEXT
                    + " characters, was " + value);
        }
    }

    public static boolean isAllowed(Object value) {
        return value instanceof Long
                || value instanceof Boolean
                || value instanceof Double d && Double.isFinite(d)
                || value instanceof String s && s.length() <= MAX_TEXT;
    }

    /**
     * {@code text} as a reading can hold it: what is too long ends with an ellipsis, and never amid a character.
     */
    public static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = MAX_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** A text from outside, {@link #cut} if need be. */
    public static Reading ofText(int object, int instance, int resource, String text) {
        return of(object, instance, resource, cut(text));
    }

    public static Reading of(int object, int instance, int resource, Object value) {
        return new Reading(new ResourcePath(object, instance, resource), value);
    }
}
