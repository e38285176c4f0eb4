package vn.tram.wire;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection that the broker has not acknowledged yet: as many in flight as it allows (MQTT 5,
 * section 3.3.4), and behind them a bounded queue. Safe for use by many threads.
 */
final class PublishWindow {

    /** In flight at most, however many the broker would take. */
    private static final int MAX_IN_FLIGHT = 1000;

    private static final int MAX_WAITING = 20_000;
    private static final long MAX_WAITING_BYTES = 16L << 20;

    private final MqttAsyncClient client;
    private final int limit;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int inFlight;
    private @Nullable String closed;

    /** @param receiveMaximum what the broker allows in flight; null when it did not say */
    PublishWindow(MqttAsyncClient client, @Nullable Integer receiveMaximum) {
        this.client = client;
        this.limit = receiveMaximum == null ? MAX_IN_FLIGHT : Math.min(receiveMaximum, MAX_IN_FLIGHT);
    }

    private static final class Outgoing {

        private final String topic;
        private final byte[] payload;
        private final boolean retained;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Outgoing(String topic, byte[] payload, boolean retained) {
            this.topic = topic;
            this.payload = payload;
            this.retained = retained;
        }
    }

    CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
        Outgoing outgoing = new Outgoing(topic, payload, retained);
        String refusal = enqueue(outgoing);
        if (refusal != null) {
            outgoing.done.completeExceptionally(new IOException(refusal));
        } else {
            pump();
        }
        return outgoing.done;
    }

    private synchronized @Nullable String enqueue(Outgoing outgoing) {
        if (closed != null) {
            return closed;
        }
        if (waiting.size() >= MAX_WAITING || waitingBytes + outgoing.payload.length > MAX_WAITING_BYTES) {
            return "messages that wait for the broker: must be at most " + MAX_WAITING + " with " + MAX_WAITING_BYTES
                    + " bytes, were " + waiting.size() + " with " + waitingBytes;
        }
        waiting.add(outgoing);
        waitingBytes += outgoing.payload.length;
        return null;
    }

    /** Sends what may be sent, in order; what Paho refuses fails after the lock is released. */
    private void pump() {
        List<Runnable> failures = new ArrayList<>();
        synchronized (this) {
            while (inFlight < limit && !waiting.isEmpty()) {
                Outgoing outgoing = waiting.remove();
                waitingBytes -= outgoing.payload.length;
                try {
                    inFlight++;
                    send(outgoing);
                } catch (MqttException | RuntimeException e) {
                    inFlight--;
                    failures.add(() -> outgoing.done.completeExceptionally(e));
                }
            }
        }
        failures.forEach(Runnable::run);
    }

    private void send(Outgoing outgoing) throws MqttException {
        MqttMessage message = new MqttMessage(outgoing.payload);
        message.setQos(1);
        message.setRetained(outgoing.retained);
        if (!outgoing.retained) {
            message.setProperties(expiry());
        }
        client.publish(outgoing.topic, message, null, new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                sent(outgoing, refusalIn(token));
            }

            @Override
            public void onFailure(IMqttToken token, Throwable reason) {
                sent(outgoing, reason);
            }
        });
    }

    private static MqttProperties expiry() {
        MqttProperties properties = new MqttProperties();
        properties.setMessageExpiryInterval(MqttSession.MESSAGE_EXPIRY_SECONDS);
        return properties;
    }

    private void sent(Outgoing outgoing, @Nullable Throwable failure) {
        synchronized (this) {
            inFlight--;
        }
        pump();
        if (failure == null) {
            outgoing.done.complete(null);
        } else {
            outgoing.done.completeExceptionally(failure);
        }
    }

    /** The broker's reason not to do what was asked, or null. */
    static @Nullable Throwable refusalIn(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        if (codes != null) {
            for (int code : codes) {
                if (code >= 0x80) {
                    return new IOException("the broker refused with reason 0x" + Integer.toHexString(code));
                }
            }
        }
        return null;
    }

    /** From now on nothing is sent; what waits fails. What is in flight fails by Paho's hand. */
    void close(String reason) {
        List<Outgoing> left;
        synchronized (this) {
            closed = reason;
            left = new ArrayList<>(waiting);
            waiting.clear();
            waitingBytes = 0;
        }
        for (Outgoing outgoing : left) {
            outgoing.done.completeExceptionally(new IOException(reason));
        }
    }
}
