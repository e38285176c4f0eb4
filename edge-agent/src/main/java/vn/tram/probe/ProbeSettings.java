package vn.tram.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.Secret;

/**
 * What is probed, and who is answered.
 *
 * @param controller whether the link to the controller is probed, as the controller says
 * @param clockError how far this device's clock is wrong at most, for one-way delays; null when nobody promises any
 * @param links others
 * @param reflector null for none
 */
public record ProbeSettings(
        boolean controller,
        @Nullable Duration clockError,
        List<Link> links,
        @Nullable Listening reflector) {

    public static final ProbeSettings DEFAULT = new ProbeSettings(true, null, List.of(), null);

    /** STAMP's own port (RFC 8762, section 4). */
    public static final int STAMP_PORT = 862;

    /** By what a link is probed. */
    public enum Method {
        STAMP,
        ICMP,
        TCP
    }

    /**
     * A link, by a peer at its other end.
     *
     * @param port not used with ICMP
     * @param ssid of the session, 0 for none
     * @param key null for packets without signature
     * @param dscp of the probes
     */
    public record Link(
            String name,
            Method method,
            String host,
            int port,
            Duration interval,
            int ssid,
            @Nullable Secret key,
            int dscp) {}

    /** @param key of everybody who may ask; null for whoever asks */
    public record Listening(
            InetSocketAddress address, @Nullable Secret key) {}

    public ProbeSettings {
        links = List.copyOf(links);
    }
}
