package vn.tram.stamp;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.Secret;

/**
 * How a node shall probe its line to the controller, as the controller's listener for devices says it: lines of
 * {@code name=value} in any order. Unknown names are left alone, so that a later controller may say more.
 *
 * @param ssid of the node's session (RFC 8972, section 3), 1 to 65535
 * @param key of this run; the one before it is worth nothing any more
 * @param port of the controller's reflector, at the address by which the controller was asked
 * @param interval from one probe to the next while they are answered
 */
public record ProbeParameters(int ssid, Secret key, int port, Duration interval) {

    /** Where they are fetched, with the node's certificate. */
    public static final String PATH = "/probe";

    private static final int MOST_INTERVAL_MILLIS = 60_000;
    private static final int LEAST_INTERVAL_MILLIS = 10;

    public String text() {
        return "ssid=" + ssid + "\nkey=" + key.value() + "\nport=" + port + "\ninterval-ms=" + interval.toMillis()
                + "\n";
    }

    /** What was fetched; null when it is none. */
    public static @Nullable ProbeParameters parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            int at = line.indexOf('=');
            if (at > 0) {
                values.put(line.substring(0, at), line.substring(at + 1));
            }
        }
        int ssid = number(values, "ssid", 1, 65_535);
        int port = number(values, "port", 1, 65_535);
        int interval = number(values, "interval-ms", LEAST_INTERVAL_MILLIS, MOST_INTERVAL_MILLIS);
        String key = values.getOrDefault("key", "");
        return ssid < 0 || port < 0 || interval < 0 || key.isEmpty()
                ? null
                : new ProbeParameters(ssid, new Secret(key), port, Duration.ofMillis(interval));
    }

    /** -1 when it is none, or outside of the bounds. */
    private static int number(Map<String, String> values, String name, int least, int most) {
        String text = values.getOrDefault(name, "");
        int number = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
        return number >= least && number <= most ? number : -1;
    }
}
