package vn.tram.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a node may be called: its LwM2M endpoint name, MQTT client id and the CN of its certificate. */
public final class EndpointName {

    public static final int MAX_LENGTH = 64;

    /** How many devices one gateway speaks for: it asks no more, and the controller keeps no more. */
    public static final int MAX_BEHIND = 500;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_LENGTH + "}");

    /** What a device behind a gateway is called there: a prefix of LwM2M's gateway (OMA LwM2M Gateway 1.1). */
    private static final Pattern DEVICE = Pattern.compile("[a-z][a-z0-9-]{0,23}");

    public static final String DEVICE_RULE = "must be 1 to 24 of a-z 0-9 -, and begin with a letter";

    /** No agent has it in its name, so that none can speak for what is behind another. */
    private static final char BEHIND = '~';

    private EndpointName() {}

    /** Whether a device behind a gateway may be called so there. */
    public static boolean isDevice(String name) {
        return DEVICE.matcher(name).matches();
    }

    /** What the whole province calls a device behind a gateway. */
    public static String behind(String gateway, String device) {
        return gateway + BEHIND + device;
    }

    /** The gateway that {@code node} is behind; null when it is none of those. */
    public static @Nullable String gatewayOf(String node) {
        int at = node.indexOf(BEHIND);
        return at < 0 ? null : node.substring(0, at);
    }

    /** The rule that the name of an agent, or of a device behind one, breaks; or null. */
    public static @Nullable String nodeProblem(String node) {
        int at = node.indexOf(BEHIND);
        if (at < 0) {
            return problem(node);
        }
        String own = problem(node.substring(0, at));
        return own != null || isDevice(node.substring(at + 1)) ? own : "after " + BEHIND + " " + DEVICE_RULE;
    }

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
