package vn.tram.simulator;

import java.util.concurrent.CompletionStage;
import vn.tram.wire.MqttSession;

/** Publishes everything twice, as QoS 1 may. */
record DoublingSession(MqttSession session) implements MqttSession {

    @Override
    public void start(Listener listener) {
        session.start(listener);
    }

    @Override
    public boolean isConnected() {
        return session.isConnected();
    }

    @Override
    public CompletionStage<Void> publish(String topic, byte[] payload, boolean retained) {
        session.publish(topic, payload, retained);
        return session.publish(topic, payload, retained);
    }

    @Override
    public void close() {
        session.close();
    }
}
