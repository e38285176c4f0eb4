package vn.tram.broker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.tram.identity.Credential;
import vn.tram.wire.Message;
import vn.tram.wire.Topics;

/**
 * How the embedded broker runs.
 *
 * @param folder holds the journal and the key stores; made when absent; one broker at a time
 * @param host the address to listen on; without {@code tls} a loopback address
 * @param port 0 for any free one
 * @param topics what this deployment's topics are called
 * @param tls the broker's own key and certificate; clients must show one from the same authority. Null for no TLS,
 *     where every client is believed to be what its client id says
 * @param maxConnections more are closed at once
 * @param maxMessageBytes the largest MQTT packet; a larger one costs the sender its connection
 * @param maxSessionExpiry how long an absent client's session and queue are kept at most
 */
public record BrokerSettings(
        Path folder,
        String host,
        int port,
        Topics topics,
        @Nullable Credential tls,
        int maxConnections,
        int maxMessageBytes,
        Duration maxSessionExpiry) {

    /** O in the certificate of the controller's own client; without TLS it is that client's id. */
    public static final String CONTROLLER = "Tram controller";

    public static final int MAX_CONNECTIONS = 10_000;
    public static final int MAX_MESSAGE_BYTES = Message.MAX_BYTES + 1024;
    public static final Duration MAX_SESSION_EXPIRY = Duration.ofHours(24);

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("broker port: must be 0 to 65535, was " + port);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("broker connections: must be at least 1, were " + maxConnections);
        }
        if (maxMessageBytes < 1024 || maxMessageBytes > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "broker message size: must be 1024 to " + MAX_MESSAGE_BYTES + " bytes, was " + maxMessageBytes);
        }
        if (tls == null && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "broker: without TLS it must listen on a loopback address, was to listen on " + host);
        }
    }

    /** The defaults, with TLS. */
    public static BrokerSettings secure(Path folder, String host, int port, Topics topics, Credential tls) {
        return new BrokerSettings(
                folder, host, port, topics, tls, MAX_CONNECTIONS, MAX_MESSAGE_BYTES, MAX_SESSION_EXPIRY);
    }

    /** The defaults, on 127.0.0.1 and without TLS. */
    public static BrokerSettings plain(Path folder, int port, Topics topics) {
        return new BrokerSettings(
                folder, "127.0.0.1", port, topics, null, MAX_CONNECTIONS, MAX_MESSAGE_BYTES, MAX_SESSION_EXPIRY);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
