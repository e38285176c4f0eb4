package vn.tram.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@link MqttSession} over Eclipse Paho's MQTT 5 client. The session lasts on the broker; on our side each connection
 * is a new client, so that nothing of a broken one is left over, and what was in flight fails towards the caller.
 *
 * <p>The listener's methods are called one at a time, on Paho's callback thread and on a thread of this session, which
 * ends when it has nothing to do.
 */
public final class PahoSession implements MqttSession {

    private static final Logger LOG = LoggerFactory.getLogger(PahoSession.class);

    /** What Paho has to say, this class says; kept here because the loggers' register forgets it otherwise. */
    private static final java.util.logging.Logger PAHO =
            java.util.logging.Logger.getLogger("org.eclipse.paho.mqttv5.client");

    static {
        PAHO.setLevel(Level.OFF);
    }

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60));

    /** A connection that lived shorter counts as a failed attempt, so that two clients of one name do not race. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    /** For the socket, TLS, CONNACK and SUBACK together; Paho itself waits for the latter two without end. */
    private static final int ATTEMPT_SECONDS = 30;

    private static final int MAX_ARRIVING = 1000;
    private static final long MAX_PACKET = 1L << 20;

    private final MqttOptions options;
    private final ScheduledThreadPoolExecutor own;
    private final Object calls = new Object();
    private final AtomicLong failedArrivals = new AtomicLong();
    private @Nullable Listener listener;
    private volatile @Nullable Connection current;
    private volatile boolean closed;

    /** Own thread only. */
    private int failures;
    /** Own thread only: what was logged last, so that a broker that stays away is logged once. */
    private String lastProblem = "";

    public PahoSession(MqttOptions options) {
        this.options = options;
        this.own = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mqtt-" + options.clientId());
            thread.setDaemon(true);
            return thread;
        });
        own.setKeepAliveTime(2, TimeUnit.SECONDS);
        own.allowCoreThreadTimeOut(true);
        own.setRemoveOnCancelPolicy(true);
        own.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void start(Listener listener) {
        this.listener = listener;
        own.execute(this::connect);
    }

    @Override
    public boolean isConnected() {
        Connection connection = current;
        return connection != null && connection.isUp;
    }

    @Override
    public CompletionStage<Void> publish(String topic, byte[] payload, boolean retained) {
        Connection connection = current;
        PublishWindow window = connection == null ? null : connection.window;
        return window == null
                ? CompletableFuture.failedFuture(new IOException("not connected to " + options.broker()))
                : window.publish(topic, payload, retained);
    }

    /** How many times the listener threw for a message that arrived. */
    public long failedArrivals() {
        return failedArrivals.get();
    }

    /**
     * {@inheritDoc} Waits up to 5 s for the broker; not to be called by the listener. Messages in flight may be lost:
     * who cares waits for them first.
     */
    @Override
    public void close() {
        synchronized (calls) {
            if (closed) {
                return;
            }
            closed = true;
        }
        own.shutdownNow();
        Connection connection = current;
        if (connection != null) {
            connection.close();
        }
        try {
            own.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        try {
            Connection connection = new Connection();
            current = connection;
            connection.watchdog = own.schedule(
                    () -> connection.end("no answer within " + ATTEMPT_SECONDS + " s"),
                    ATTEMPT_SECONDS,
                    TimeUnit.SECONDS);
            connection.open();
        } catch (MqttException | RuntimeException e) {
            retry(describe(e));
        }
    }

    private void retry(String problem) {
        current = null;
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            LOG.warn(
                    "{} cannot stay connected to {}, and keeps trying: {}",
                    options.clientId(),
                    options.broker(),
                    problem);
        }
        if (!closed) {
            long pause = BACKOFF.millis(failures++, ThreadLocalRandom.current().nextDouble());
            own.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
        }
    }

    private void onOwnThread(Runnable task) {
        if (!closed) {
            try {
                own.execute(task);
            } catch (RejectedExecutionException e) {
                // Closed in between.
            }
        }
    }

    private void tell(Consumer<Listener> what) {
        synchronized (calls) {
            Listener told = listener;
            if (!closed && told != null) {
                what.accept(told);
            }
        }
    }

    private static String describe(Throwable problem) {
        Throwable cause = problem.getCause();
        return cause == null ? String.valueOf(problem.getMessage()) : cause.toString();
    }

    private MqttConnectionOptions connectOptions() {
        MqttConnectionOptions connect = new MqttConnectionOptions();
        connect.setAutomaticReconnect(false);
        connect.setCleanStart(false);
        connect.setSessionExpiryInterval(options.sessionExpiry().toSeconds());
        connect.setKeepAliveInterval((int) options.keepAlive().toSeconds());
        connect.setReceiveMaximum(MAX_ARRIVING);
        connect.setMaximumPacketSize(MAX_PACKET);
        connect.setUseSubscriptionIdentifiers(false);
        MqttOptions.Will will = options.will();
        if (will != null) {
            MqttMessage message = new MqttMessage(will.payload().getBytes(StandardCharsets.UTF_8));
            message.setQos(1);
            message.setRetained(true);
            connect.setWill(will.topic(), message);
            MqttProperties properties = new MqttProperties();
            properties.setWillDelayInterval((long) MqttOptions.Will.DELAY_SECONDS);
            connect.setWillMessageProperties(properties);
        }
        return connect;
    }

    /** One connection, from the attempt to its end. */
    private final class Connection implements MqttCallback {

        private final Line line = new Line(options);
        private final MqttAsyncClient client;
        private volatile @Nullable PublishWindow window;
        private volatile boolean isUp;
        /** Own thread only: ends an attempt that nothing else ends. */
        private @Nullable Future<?> watchdog;

        /** Own thread only. */
        private boolean ended;
        /** Own thread only. */
        private long upSince;

        Connection() throws MqttException {
            String scheme = options.isSecure() ? "ssl://" : "tcp://";
            client =
                    new MqttAsyncClient(
                            scheme + options.broker().getHost() + ":" + options.port(),
                            options.clientId(),
                            new MemoryPersistence()) {
                        @Override
                        protected NetworkModule[] createNetworkModules(String address, MqttConnectionOptions connect) {
                            return new NetworkModule[] {line};
                        }
                    };
            client.setCallback(this);
        }

        void open() throws MqttException {
            client.connect(connectOptions(), null, new Outcome() {
                @Override
                void succeeded(IMqttToken token) throws MqttException {
                    window = new PublishWindow(
                            client, token.getResponseProperties().getReceiveMaximum());
                    subscribe(token.getSessionPresent());
                }
            });
        }

        private void subscribe(boolean sessionPresent) throws MqttException {
            if (options.subscriptions().isEmpty()) {
                onOwnThread(() -> up(sessionPresent));
                return;
            }
            MqttSubscription[] subscriptions = options.subscriptions().stream()
                    .map(filter -> {
                        MqttSubscription subscription = new MqttSubscription(filter, 1);
                        subscription.setNoLocal(true);
                        return subscription;
                    })
                    .toArray(MqttSubscription[]::new);
            client.subscribe(
                    subscriptions,
                    null,
                    new Outcome() {
                        @Override
                        void succeeded(IMqttToken token) {
                            onOwnThread(() -> up(sessionPresent));
                        }
                    },
                    new MqttProperties());
        }

        private void up(boolean sessionPresent) {
            if (ended) {
                return;
            }
            cancelWatchdog();
            upSince = System.nanoTime();
            isUp = true;
            lastProblem = "";
            LOG.info("{} is connected to {}", options.clientId(), options.broker());
            tell(told -> told.connected(sessionPresent));
        }

        /** Ends the connection, or the attempt at one, and begins the pause before the next. Own thread only. */
        private void end(String reason) {
            if (ended) {
                return;
            }
            ended = true;
            cancelWatchdog();
            boolean wasUp = isUp;
            isUp = false;
            release(reason);
            if (wasUp) {
                failures = System.nanoTime() - upSince > SETTLED.toNanos() ? 0 : failures;
                tell(told -> told.disconnected(reason));
            }
            retry(reason);
        }

        private void cancelWatchdog() {
            Future<?> set = watchdog;
            if (set != null) {
                set.cancel(false);
            }
        }

        /** Closing the socket stops Paho's threads in every state; its own means do not while it connects. */
        private void release(String reason) {
            line.cut();
            PublishWindow open = window;
            if (open != null) {
                open.close(reason);
            }
        }

        /** In order: the broker is told, and publishes no last will. */
        void close() {
            if (isUp) {
                try {
                    client.disconnect(500).waitForCompletion(5_000);
                    client.close();
                } catch (MqttException e) {
                    LOG.debug("{} could not disconnect in order: {}", options.clientId(), describe(e));
                }
            }
            isUp = false;
            release("closed");
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            try {
                tell(told -> told.arrived(topic, message.getPayload()));
            } catch (RuntimeException | Error e) {
                failedArrivals.incrementAndGet();
                LOG.error("{} could not handle a message on {}", options.clientId(), topic, e);
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            MqttException problem = response.getException();
            String reason = problem != null ? describe(problem) : "the broker disconnected, reason " + response;
            onOwnThread(() -> end(reason));
        }

        @Override
        public void mqttErrorOccurred(MqttException problem) {
            LOG.warn("{}: {}", options.clientId(), describe(problem));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, @Nullable MqttProperties properties) {}

        /** What becomes of CONNECT or SUBSCRIBE; a failure ends the connection. On Paho's threads. */
        private abstract class Outcome implements MqttActionListener {

            abstract void succeeded(IMqttToken token) throws MqttException;

            @Override
            public void onSuccess(IMqttToken token) {
                Throwable refusal = PublishWindow.refusalIn(token);
                try {
                    if (refusal == null) {
                        succeeded(token);
                    }
                } catch (MqttException | RuntimeException e) {
                    refusal = e;
                }
                if (refusal != null) {
                    onFailure(token, refusal);
                }
            }

            @Override
            public void onFailure(@Nullable IMqttToken token, Throwable problem) {
                String reason = describe(problem);
                onOwnThread(() -> end(reason));
            }
        }
    }
}
