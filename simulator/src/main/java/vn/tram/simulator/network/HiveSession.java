package vn.tram.simulator.network;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.reactivex.Scheduler;
import io.reactivex.schedulers.Schedulers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.identity.Credential;
import vn.tram.wire.MqttOptions;
import vn.tram.wire.MqttSession;

/**
 * An MQTT session for simulators: thousands of them share one event loop and one executor, where Paho's client takes
 * four threads each. It can be cut, as a fibre is, and mended.
 *
 * <p>A cut line is silent, and neither end is told. What is sent meanwhile waits, as it does in TCP's buffers, and
 * arrives when the line is mended; when it stays cut for one and a half times the keep-alive, both ends give the
 * connection up, and the broker publishes the last will (MQTT 5, section 3.1.2.10).
 */
public final class HiveSession implements MqttSession {

    private static final Logger LOG = LoggerFactory.getLogger(HiveSession.class);
    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long LAST_RETRY_MILLIS = 10_000;

    /** Messages that wait behind a cut; more than a window of either end. */
    private static final int MOST_HELD = 1000;

    private final MqttOptions options;
    private final ScheduledExecutorService executor;
    private final Mqtt5AsyncClient client;
    private volatile @Nullable Listener listener;
    private int attempts;
    private volatile boolean connected;
    private final Deque<Held> held = new ArrayDeque<>();
    private int cuts;
    private boolean cut;
    private boolean closed;

    /** What cannot pass now: goes on, or is given up. */
    private record Held(Runnable passes, Runnable lost) {}

    /**
     * @param credential for {@code mqtts}; null for {@code mqtt}
     * @param executor shared; runs the listener's calls
     */
    public HiveSession(MqttOptions options, @Nullable Credential credential, ScheduledExecutorService executor) {
        this.options = options;
        this.executor = executor;
        Scheduler scheduler = Schedulers.from(executor);
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(options.clientId())
                .serverHost(String.valueOf(options.broker().getHost()))
                .serverPort(options.port())
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyThreads(1)
                        .applicationScheduler(scheduler)
                        .build())
                .addConnectedListener(context -> executor.execute(this::established))
                .addDisconnectedListener(this::lost);
        if (options.isSecure() && credential != null) {
            builder = secured(builder, credential);
        }
        client = builder.buildAsync();
    }

    private static Mqtt5ClientBuilder secured(Mqtt5ClientBuilder builder, Credential credential) {
        try {
            char[] password = new char[0];
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(credential.keyStore(password), password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(credential.trustStore());
            return builder.sslConfig()
                    .keyManagerFactory(keys)
                    .trustManagerFactory(trust)
                    .applySslConfig();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("credential: must be usable for TLS", e);
        }
    }

    @Override
    public void start(Listener calls) {
        listener = calls;
        client.publishes(MqttGlobalPublishFilter.ALL, this::arrived, executor, true);
        connect();
    }

    private synchronized void connect() {
        if (closed || cut) {
            return;
        }
        Mqtt5ConnectBuilder.Send<CompletableFuture<Mqtt5ConnAck>> connect = client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(options.sessionExpiry().toSeconds())
                .keepAlive((int) options.keepAlive().toSeconds());
        MqttOptions.Will will = options.will();
        if (will != null) {
            connect = connect.willPublish()
                    .topic(will.topic())
                    .payload(will.payload().getBytes(StandardCharsets.UTF_8))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .delayInterval(MqttOptions.Will.DELAY_SECONDS)
                    .applyWillPublish();
        }
        connect.send().exceptionally(problem -> {
            LOG.debug("{} cannot connect: {}", options.clientId(), problem.getMessage());
            return null;
        });
    }

    private void established() {
        synchronized (this) {
            attempts = 0;
        }
        for (String filter : options.subscriptions()) {
            client.subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .noLocal(true)
                    .send()
                    .whenComplete((ack, problem) -> {
                        Listener calls = listener;
                        if (problem == null && calls != null) {
                            connected = true;
                            calls.connected(false);
                        } else {
                            LOG.warn("{} cannot subscribe to {}", options.clientId(), filter, problem);
                        }
                    });
        }
    }

    private void lost(MqttClientDisconnectedContext context) {
        boolean was = connected;
        connected = false;
        Listener calls = listener;
        if (was && calls != null) {
            String reason = String.valueOf(context.getCause().getMessage());
            executor.execute(() -> calls.disconnected(reason));
        }
        retry();
    }

    private synchronized void retry() {
        if (closed || cut || executor.isShutdown()) {
            return;
        }
        long longest = Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(attempts++, 10));
        long delay = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        executor.schedule(this::connect, delay, TimeUnit.MILLISECONDS);
    }

    private void arrived(Mqtt5Publish publish) {
        if (!holds(() -> deliver(publish), () -> {})) {
            deliver(publish);
        }
    }

    /** True when the line is cut, so that this must wait. */
    private synchronized boolean holds(Runnable passes, Runnable lost) {
        if (!cut) {
            return false;
        }
        if (held.size() < MOST_HELD) {
            held.add(new Held(passes, lost));
        } else {
            lost.run();
        }
        return true;
    }

    private void deliver(Mqtt5Publish publish) {
        Listener calls = listener;
        try {
            if (calls != null) {
                calls.arrived(publish.getTopic().toString(), publish.getPayloadAsBytes());
            }
        } catch (RuntimeException e) {
            LOG.warn("{} cannot take a message", options.clientId(), e);
        } finally {
            publish.acknowledge();
        }
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
        CompletableFuture<Void> result = new CompletableFuture<>();
        Runnable lost = () -> result.completeExceptionally(new IllegalStateException("not published: the line is cut"));
        if (!holds(() -> send(topic, payload, retained, result), lost)) {
            send(topic, payload, retained, result);
        }
        return result;
    }

    private void send(String topic, byte[] payload, boolean retained, CompletableFuture<Void> told) {
        var publish = Mqtt5Publish.builder()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retained);
        client.publish(
                        retained
                                ? publish.build()
                                : publish.messageExpiryInterval(MESSAGE_EXPIRY_SECONDS)
                                        .build())
                .whenComplete((result, failed) -> {
                    Throwable problem =
                            failed != null ? failed : result.getError().orElse(null);
                    if (problem == null) {
                        told.complete(null);
                    } else {
                        told.completeExceptionally(
                                new IllegalStateException("not published: " + problem.getMessage(), problem));
                    }
                });
    }

    /** From now on nothing passes, either way, until mended. */
    public void cut() {
        Duration patience = options.keepAlive().multipliedBy(3).dividedBy(2);
        synchronized (this) {
            cut = true;
            int which = ++cuts;
            if (!executor.isShutdown()) {
                executor.schedule(() -> giveUp(which), patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** The connection is gone, for nothing has passed for too long. */
    private void giveUp(int which) {
        List<Held> lost;
        synchronized (this) {
            if (!cut || which != cuts) {
                return;
            }
            lost = List.copyOf(held);
            held.clear();
        }
        client.disconnectWith()
                .reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE)
                .send()
                .exceptionally(problem -> {
                    LOG.debug("{} was not connected", options.clientId());
                    return null;
                });
        lost.forEach(one -> one.lost.run());
    }

    public void mend() {
        List<Held> waiting;
        synchronized (this) {
            cut = false;
            attempts = 0;
            waiting = List.copyOf(held);
            held.clear();
        }
        waiting.forEach(one -> one.passes.run());
        if (!connected) {
            retry();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            client.disconnect().get(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.debug("{} was not connected", options.clientId(), e);
        }
    }
}
