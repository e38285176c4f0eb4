package vn.tram.simulator.network;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.MqttSession;

/**
 * A session without a broker, in simulated time: what a device publishes goes through the air, and whoever owns the
 * session says when it is connected. It is harsher than MQTT, which loses nothing on a line that holds. Used by one
 * thread.
 */
public final class SimulatedSession implements MqttSession {

    private final Air air;
    private final Consumer<byte[]> far;
    private @Nullable Listener listener;
    private boolean connected;

    /** @param far is given what arrives at the other end */
    public SimulatedSession(Air air, Consumer<byte[]> far) {
        this.air = air;
        this.far = far;
    }

    @Override
    public void start(Listener calls) {
        listener = calls;
    }

    public void connect() {
        connected = true;
        told().connected(true);
    }

    public void cut() {
        if (connected) {
            connected = false;
            told().disconnected("the line is cut");
        }
    }

    /** The other end sends {@code payload}; it is lost when there is no line at the moment when it would arrive. */
    public void answer(String topic, byte[] payload) {
        air.send(() -> {
            if (connected) {
                told().arrived(topic, payload);
            }
        });
    }

    private Listener told() {
        Listener told = listener;
        if (told == null) {
            throw new IllegalStateException("session: must be started");
        }
        return told;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public CompletionStage<Void> publish(String topic, byte[] payload, boolean retained) {
        if (!connected) {
            return CompletableFuture.failedStage(new IllegalStateException("not published: there is no connection"));
        }
        air.send(() -> far.accept(payload));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
        connected = false;
    }
}
