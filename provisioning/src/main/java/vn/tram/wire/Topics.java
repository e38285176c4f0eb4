package vn.tram.wire;

import org.jspecify.annotations.Nullable;

/**
 * The topics of one deployment: {@code [PREFIX/]lwm2m/rd/ENDPOINT} carries every LwM2M message to and from an endpoint
 * (LwM2M Transport 1.2, section 8.2); {@code [PREFIX/]tram/status/ENDPOINT} is ours and holds whether it is online.
 *
 * @param prefix one or more topic levels that keep deployments apart on one broker, without a slash at its ends; empty
 *     for none
 */
public record Topics(String prefix) {

    /** Retained on the status topic while a device is connected. */
    public static final String ONLINE = "online";

    /** Retained on the status topic by the last will: the connection was lost. */
    public static final String OFFLINE = "offline";

    /** Retained on the status topic when a device has closed its connection in order. */
    public static final String CLOSED = "offline closed";

    private static final int MAX_ENDPOINT = 64;
    private static final int MAX_PREFIX = 128;

    public Topics {
        if (!isPrefix(prefix)) {
            throw new IllegalArgumentException(
                    "topic prefix: must be topic levels of letters, digits and -_.:, at most " + MAX_PREFIX
                            + " characters, was " + prefix);
        }
    }

    /** Where {@code endpoint}'s LwM2M messages travel, in both directions. */
    public String device(String endpoint) {
        return lwm2m() + checked(endpoint);
    }

    public String status(String endpoint) {
        return status() + checked(endpoint);
    }

    /** The filter for every device's topic. */
    public String allDevices() {
        return lwm2m() + "+";
    }

    /** The filter for every status topic. */
    public String allStatus() {
        return status() + "+";
    }

    /** The endpoint whose LwM2M messages travel on {@code topic}, or null when it is no such topic. */
    public @Nullable String endpointOfDevice(String topic) {
        return endpointAfter(lwm2m(), topic);
    }

    /** The endpoint whose status topic it is, or null when it is none. */
    public @Nullable String endpointOfStatus(String topic) {
        return endpointAfter(status(), topic);
    }

    /**
     * Whether a name can be an endpoint's: 1 to {@value #MAX_ENDPOINT} letters, digits and {@code -_.:}. It is at the
     * same time a topic level, an MQTT client id and a certificate's common name, so nothing that is special in one of
     * them.
     */
    public static boolean isEndpoint(String name) {
        return !name.isEmpty() && name.length() <= MAX_ENDPOINT && name.chars().allMatch(Topics::isPlain);
    }

    private String lwm2m() {
        return prefix.isEmpty() ? "lwm2m/rd/" : prefix + "/lwm2m/rd/";
    }

    private String status() {
        return prefix.isEmpty() ? "tram/status/" : prefix + "/tram/status/";
    }

    private static @Nullable String endpointAfter(String start, String topic) {
        if (!topic.startsWith(start)) {
            return null;
        }
        String endpoint = topic.substring(start.length());
        return isEndpoint(endpoint) ? endpoint : null;
    }

    private static String checked(String endpoint) {
        if (!isEndpoint(endpoint)) {
            throw new IllegalArgumentException(
                    "endpoint: must be 1 to " + MAX_ENDPOINT + " letters, digits and -_.:, was " + endpoint);
        }
        return endpoint;
    }

    private static boolean isPrefix(String prefix) {
        return prefix.length() <= MAX_PREFIX
                && !prefix.startsWith("/")
                && !prefix.endsWith("/")
                && !prefix.contains("//")
                && prefix.chars().allMatch(c -> c == '/' || isPlain(c));
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.:".indexOf(c) >= 0;
    }
}
