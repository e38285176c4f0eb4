package vn.tram.broker;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** A real MQTT 5 client, Eclipse Paho's, with what it received in a queue. */
final class TestClient implements AutoCloseable, MqttCallback {

    private static final long PATIENCE_MILLIS = 10_000;

    private final MqttAsyncClient client;
    private final MqttConnectionOptions options = new MqttConnectionOptions();
    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();

    TestClient(int port, String clientId, @Nullable SSLContext tls) throws MqttException {
        String scheme = tls == null ? "tcp" : "ssl";
        client = new MqttAsyncClient(scheme + "://localhost:" + port, clientId, new MemoryPersistence());
        client.setCallback(this);
        options.setCleanStart(false);
        options.setSessionExpiryInterval(600L);
        options.setKeepAliveInterval(20);
        if (tls != null) {
            options.setSocketFactory(tls.getSocketFactory());
            options.setHttpsHostnameVerificationEnabled(false);
        }
    }

    TestClient withWill(String topic, String text) {
        options.setWill(topic, new MqttMessage(text.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    TestClient connect() throws MqttException {
        await(client.connect(options));
        return this;
    }

    boolean isConnected() {
        return client.isConnected();
    }

    void subscribe(String filter) throws MqttException {
        await(client.subscribe(filter, 1));
    }

    void publish(String topic, String text) throws MqttException {
        publish(topic, text.getBytes(StandardCharsets.UTF_8));
    }

    void publish(String topic, byte[] payload) throws MqttException {
        await(client.publish(topic, payload, 1, false));
    }

    IMqttToken publishWithoutWaiting(String topic, String text) throws MqttException {
        return client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, false);
    }

    /** The next message's text, or null when none came in time. */
    @Nullable
    String next(long millis) throws InterruptedException {
        return received.poll(millis, TimeUnit.MILLISECONDS);
    }

    @Nullable
    String next() throws InterruptedException {
        return next(PATIENCE_MILLIS);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            await(client.disconnect());
        }
        client.close(true);
    }

    private static void await(IMqttToken token) throws MqttException {
        token.waitForCompletion(PATIENCE_MILLIS);
        MqttException problem = token.getException();
        if (problem != null) {
            throw problem;
        }
        for (int code : token.getReasonCodes() == null ? new int[0] : token.getReasonCodes()) {
            if (code >= 0x80) {
                throw new MqttException(code);
            }
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        received.add(new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String server) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
