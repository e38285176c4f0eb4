package vn.tram.uplink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Message;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Operation;
import vn.tram.wire.Topics;

/** An MQTT session without a network, and at its other end a controller that says what the test has it say. */
final class FakeLine implements MqttSession {

    private final String topic;
    private final List<Message> sent = new ArrayList<>();
    private final List<String> statuses = new ArrayList<>();
    private @Nullable Listener listener;
    private boolean connected;
    private boolean answering;

    FakeLine(Topics topics, String endpoint) {
        topic = topics.device(endpoint);
    }

    void connect() {
        connected = true;
        told().connected(false);
    }

    void cut() {
        connected = false;
        told().disconnected("cut");
    }

    /** From now on the controller takes every registration, update and farewell. */
    void answerRegistrations() {
        answering = true;
    }

    /** From now on the controller says nothing. */
    void fallSilent() {
        answering = false;
    }

    /** The controller says {@code message}. */
    void say(Message message) {
        told().arrived(topic, message.encode());
    }

    void answer(Message request, int code) {
        say(Message.response(code, request.token()));
    }

    /** What the controller is answered to {@code request}; null when it is not answered. */
    @Nullable
    Message ask(Message request) {
        say(request);
        return last(message -> !message.isRequest() && message.token() == request.token());
    }

    private Listener told() {
        Listener told = listener;
        if (told == null) {
            throw new IllegalStateException("session: must be started");
        }
        return told;
    }

    List<Message> sent(Operation operation) {
        return sent.stream().filter(message -> message.operation() == operation).toList();
    }

    /** How many responses there were to requests with that token. */
    long answersTo(long token) {
        return sent.stream()
                .filter(message -> !message.isRequest() && message.token() == token)
                .count();
    }

    Message last(Operation operation) {
        Message last = last(message -> message.operation() == operation);
        if (last == null) {
            throw new AssertionError("nothing was sent: " + operation);
        }
        return last;
    }

    private @Nullable Message last(java.util.function.Predicate<Message> which) {
        return sent.stream().filter(which).reduce((first, second) -> second).orElse(null);
    }

    List<String> statuses() {
        return statuses;
    }

    @Override
    public void start(Listener listener) {
        this.listener = listener;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public CompletionStage<Void> publish(String where, byte[] payload, boolean retained) {
        if (!connected) {
            return CompletableFuture.failedFuture(new IOException("not connected"));
        }
        Message message = where.equals(topic) ? Message.decode(payload).message() : null;
        if (message == null) {
            statuses.add(new String(payload, java.nio.charset.StandardCharsets.UTF_8));
        } else {
            sent.add(message);
            Integer code = answering ? codeFor(message.operation()) : null;
            if (code != null) {
                answer(message, code);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private static @Nullable Integer codeFor(@Nullable Operation operation) {
        return operation == Operation.REGISTER
                ? Integer.valueOf(201)
                : operation == Operation.UPDATE
                        ? Integer.valueOf(204)
                        : operation == Operation.DEREGISTER ? Integer.valueOf(202) : null;
    }

    @Override
    public void close() {
        connected = false;
    }
}
