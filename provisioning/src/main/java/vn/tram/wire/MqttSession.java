package vn.tram.wire;

import java.util.concurrent.CompletionStage;

/**
 * One lasting MQTT 5 session: it connects, keeps reconnecting with back-off, and renews its subscriptions. QoS 1
 * throughout. Implementations are safe for use by many threads.
 */
public interface MqttSession extends AutoCloseable {

    /** Begins to connect and returns at once. Call it once. */
    void start(Listener listener);

    boolean isConnected();

    /**
     * How long the broker keeps what is not retained for somebody who is away, in seconds (MQTT 5, section 3.3.2.3.3).
     * Whoever asked has given up by then, and asks again: a request that comes later would be carried out behind its
     * back.
     */
    long MESSAGE_EXPIRY_SECONDS = 60;

    /**
     * Sends {@code payload}. The stage completes when the broker has acknowledged it (PUBACK), and completes
     * exceptionally when there is no connection now, or it is lost before the acknowledgement: the caller decides
     * whether to send again.
     */
    CompletionStage<Void> publish(String topic, byte[] payload, boolean retained);

    /** Disconnects in order (no last will) and releases every thread and socket. */
    @Override
    void close();

    /** Called on the session's own thread; must return soon and must not block on the session. */
    interface Listener {

        void connected(boolean sessionPresent);

        void disconnected(String reason);

        /** The message is acknowledged to the broker when this returns; what it throws is logged and counted. */
        void arrived(String topic, byte[] payload);
    }
}
