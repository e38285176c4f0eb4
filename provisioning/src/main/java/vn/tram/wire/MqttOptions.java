package vn.tram.wire;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to hold one {@link MqttSession}.
 *
 * @param broker {@code mqtt://host[:1883]} or {@code mqtts://host[:8883]}
 * @param clientId stable, so that the broker keeps the session
 * @param subscriptions topic filters, subscribed with QoS 1 and no-local
 * @param will published by the broker when the connection is lost; null for none
 * @param tls for {@code mqtts}; null for {@code mqtt}
 * @param keepAlive the broker declares the connection lost after one and a half times this
 * @param sessionExpiry how long the broker keeps the session without a connection
 */
public record MqttOptions(
        URI broker,
        String clientId,
        List<String> subscriptions,
        @Nullable Will will,
        @Nullable SSLContext tls,
        Duration keepAlive,
        Duration sessionExpiry) {

    public MqttOptions {
        subscriptions = List.copyOf(subscriptions);
        boolean secure = "mqtts".equals(broker.getScheme());
        if (!secure && !"mqtt".equals(broker.getScheme()) || broker.getHost() == null) {
            throw new IllegalArgumentException(
                    "broker: must be mqtt://host[:port] or mqtts://host[:port], was " + broker);
        }
        if (secure && tls == null) {
            throw new IllegalArgumentException("broker: mqtts needs a certificate, and none was given for " + broker);
        }
    }

    public boolean isSecure() {
        return "mqtts".equals(broker.getScheme());
    }

    public int port() {
        return broker.getPort() > 0 ? broker.getPort() : isSecure() ? 8883 : 1883;
    }

    /** A last will; retained, QoS 1, its payload in UTF-8. */
    public record Will(String topic, String payload) {

        /**
         * How long the broker waits before it publishes the will (MQTT 5, section 3.1.3.2.2), in seconds. A client that is
         * back by then, or that takes its own session over, was never away. And Apache Artemis publishes a will without
         * delay only when the session ends.
         */
        public static final int DELAY_SECONDS = 1;
    }
}
