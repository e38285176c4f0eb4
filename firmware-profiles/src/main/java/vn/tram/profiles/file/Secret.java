package vn.tram.profiles.file;

/** A text that must not be printed: {@link #toString} gives {@code [redacted]}. */
public record Secret(String value) {

    public static final String REDACTED = "[redacted]";

    @Override
    public String toString() {
        return REDACTED;
    }
}
