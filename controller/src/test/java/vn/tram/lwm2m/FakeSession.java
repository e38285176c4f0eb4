package vn.tram.lwm2m;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Decoded;
import vn.tram.wire.Message;
import vn.tram.wire.MqttSession;

/** The controller's session with the world behind it in the test's hands. */
final class FakeSession implements MqttSession {

    /** One message that was published. */
    record Published(String topic, Message message) {}

    private final Queue<Published> published = new ArrayDeque<>();
    private @Nullable Listener listener;
    private boolean connected;

    @Override
    public void start(Listener listener) {
        this.listener = listener;
        connect();
    }

    void connect() {
        connected = true;
        listener().connected(false);
    }

    void disconnect(String reason) {
        connected = false;
        listener().disconnected(reason);
    }

    void deliver(String topic, byte[] payload) {
        listener().arrived(topic, payload);
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public synchronized CompletionStage<Void> publish(String topic, byte[] payload, boolean retained) {
        if (!connected) {
            return CompletableFuture.failedFuture(new IOException("not connected"));
        }
        Decoded decoded = Message.decode(payload);
        if (decoded.message() == null) {
            throw new IllegalArgumentException(decoded.refusal());
        }
        published.add(new Published(topic, decoded.message()));
        return CompletableFuture.completedFuture(null);
    }

    /** The oldest message that was published and not looked at. */
    synchronized Published next() {
        Published next = published.poll();
        if (next == null) {
            throw new AssertionError("nothing was published");
        }
        return next;
    }

    synchronized boolean isQuiet() {
        return published.isEmpty();
    }

    @Override
    public void close() {
        connected = false;
    }

    private Listener listener() {
        if (listener == null) {
            throw new AssertionError("the session was not started");
        }
        return listener;
    }
}
