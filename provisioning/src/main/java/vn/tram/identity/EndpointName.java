package vn.tram.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a node may be called: its LwM2M endpoint name, MQTT client id and the CN of its certificate. */
public final class EndpointName {

    public static final int MAX_LENGTH = 64;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_LENGTH + "}");

    private EndpointName() {}

    /** The rule that {@code name} breaks, or null. */
    public static @Nullable String problem(String name) {
        return FORM.matcher(name).matches() ? null : "must be 1 to " + MAX_LENGTH + " of A-Z a-z 0-9 . _ -";
    }

    /** @throws IllegalArgumentException when {@code name} breaks the rule */
    public static String check(String name) {
        String problem = problem(name);
        if (problem != null) {
            throw new IllegalArgumentException("endpoint: " + problem + ", was \"" + name + "\"");
        }
        return name;
    }
}
