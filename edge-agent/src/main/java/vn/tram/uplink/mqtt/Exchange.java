package vn.tram.uplink.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.wire.Decoded;
import vn.tram.wire.Message;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Operation;
import vn.tram.wire.Wire;

/**
 * Requests and responses of one device on its one topic. Both directions share the topic: what only a client sends is
 * an echo, and left alone. A request that the broker delivers again is answered as the first time and not carried out
 * again. Safe for use by many threads.
 */
public final class Exchange {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final int MAX_PENDING = 256;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_ERROR = 500;

    private final MqttSession session;
    private final String topic;
    private final ScheduledExecutorService timer;
    private final Map<Long, CompletableFuture<Message>> pending = new ConcurrentHashMap<>();
    private final RecentAnswers recent = new RecentAnswers();
    private final AtomicLong nextToken =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 48) * 2 + 1);
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable Function<Message, Message> server;

    /** @param timer ends requests that nobody answers */
    public Exchange(MqttSession session, String topic, ScheduledExecutorService timer) {
        this.session = session;
        this.topic = topic;
        this.timer = timer;
    }

    /** Carries out the server's requests from now on, on the session's thread; it returns soon. */
    void serve(Function<Message, Message> requests) {
        server = requests;
    }

    /** A token that no other request of this run has: odd, for the server's are even. */
    public long token() {
        return nextToken.getAndAdd(2);
    }

    /** Messages refused since the start. */
    public long refused() {
        return refused.get();
    }

    /**
     * Sends {@code request} and completes with its response, or exceptionally when there is no connection, or no
     * response in time.
     */
    public CompletionStage<Message> request(Message request, long timeoutMillis) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        if (pending.size() >= MAX_PENDING) {
            answer.completeExceptionally(new IllegalStateException("requests: at most " + MAX_PENDING + " may wait"));
            return answer;
        }
        pending.put(request.token(), answer);
        answer.whenComplete((response, problem) -> pending.remove(request.token()));
        try {
            Future<?> end = timer.schedule(
                    () -> answer.completeExceptionally(new TimeoutException("no answer in " + timeoutMillis + " ms")),
                    timeoutMillis,
                    TimeUnit.MILLISECONDS);
            answer.whenComplete((response, problem) -> end.cancel(false));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
            return answer;
        }
        publish(request).whenComplete((done, problem) -> {
            if (problem != null) {
                answer.completeExceptionally(problem);
            }
        });
        return answer;
    }

    /** Sends what needs no response. */
    CompletionStage<Void> publish(Message message) {
        return session.publish(topic, message.encode(), false);
    }

    /** Whatever has arrived on the device's topic. */
    public void arrived(byte[] payload) {
        Decoded decoded = Message.decode(payload);
        Message message = decoded.message();
        if (message == null) {
            refused.incrementAndGet();
            log.warn("refused a message: {}", decoded.refusal());
        } else if (message.isRequest()) {
            requested(message);
        } else {
            CompletableFuture<Message> answer = pending.get(message.token());
            if (answer != null) {
                answer.complete(message);
            }
        }
    }

    private void requested(Message request) {
        Operation operation = request.operation();
        Function<Message, Message> requests = server;
        if (operation == null || !operation.isDownlink() || requests == null) {
            return;
        }
        Message known = recent.find(operation, request.token());
        Message response = known == null ? answer(requests, request) : known;
        recent.keep(operation, request.token(), response);
        publish(response).exceptionally(problem -> {
            log.debug("an answer was not sent: {}", problem.getMessage());
            return null;
        });
    }

    private Message answer(Function<Message, Message> requests, Message request) {
        try {
            Message answer = requests.apply(request);
            int bytes = answer.encode().length;
            return bytes <= Message.MAX_BYTES ? answer : tooBig(request, bytes);
        } catch (RuntimeException e) {
            refused.incrementAndGet();
            log.warn("cannot carry out {}: {}", request, e.toString());
            return Message.response(BAD_REQUEST, request.token());
        }
    }

    private static Message tooBig(Message request, int bytes) {
        String why = "answer: must be at most " + Message.MAX_BYTES + " bytes, would be " + bytes;
        log.warn("cannot answer {}: {}", request, why);
        return Message.response(INTERNAL_ERROR, request.token())
                .payload(Wire.TEXT, why.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails what waits for an answer: the line is lost, or the uplink is closed. */
    public void fail(String reason) {
        for (CompletableFuture<Message> answer : pending.values()) {
            answer.completeExceptionally(new IllegalStateException(reason));
        }
    }
}
