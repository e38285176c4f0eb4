package vn.tram.uplink;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.eclipse.leshan.client.LeshanClient;
import org.eclipse.leshan.client.LeshanClientBuilder;
import org.eclipse.leshan.client.observer.LwM2mClientObserverAdapter;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.node.codec.DefaultLwM2mDecoder;
import org.eclipse.leshan.core.node.codec.DefaultLwM2mEncoder;
import org.eclipse.leshan.core.node.codec.LwM2mEncoder;
import org.eclipse.leshan.core.node.codec.LwM2mValueChecker;
import org.eclipse.leshan.core.node.codec.senml.LwM2mNodeSenMLDecoder;
import org.eclipse.leshan.core.node.codec.senml.LwM2mNodeSenMLEncoder;
import org.eclipse.leshan.core.node.codec.senml.LwM2mPathSenMLDecoder;
import org.eclipse.leshan.core.node.codec.senml.LwM2mPathSenMLEncoder;
import org.eclipse.leshan.core.node.codec.text.LwM2mNodeTextDecoder;
import org.eclipse.leshan.core.node.codec.text.LwM2mNodeTextEncoder;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.RegisterRequest;
import org.eclipse.leshan.senml.cbor.upokecenter.SenMLCborUpokecenterEncoderDecoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.Models;
import vn.tram.objects.ObjectTree;
import vn.tram.uplink.mqtt.Exchange;
import vn.tram.uplink.mqtt.MqttClientEndpointsProvider;
import vn.tram.uplink.mqtt.Registrar;
import vn.tram.wire.MqttOptions;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Topics;

/**
 * The way to the controller: one MQTT session, on it Leshan's client for what the controller asks and the sender for
 * what the device reports. Safe for use by many threads; no method blocks for long but {@link #close}.
 */
public final class Uplink implements MqttSession.Listener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Uplink.class);
    private static final Duration SESSION_EXPIRY = Duration.ofHours(1);

    private final Settings settings;
    private final ScheduledExecutorService executor;
    private final boolean ownExecutor;
    private final MqttSession session;
    private final Exchange exchange;
    private final Sender sender;
    private final ObjectTree tree;
    private final TreeObjects objects;
    private final Runnable registered;
    private final LwM2mModel model;
    private final RandomGenerator random;
    private @Nullable LeshanClient client;
    private boolean started;
    private boolean closed;

    /**
     * How to reach the controller.
     *
     * @param endpoint the device's name
     * @param broker {@code mqtts://host:port}, or {@code mqtt://host:port}
     * @param tls for {@code mqtts}; null for {@code mqtt}
     * @param lifetime of the registration
     * @param keepAlive the broker declares the line dead after one and a half times this
     */
    public record Settings(
            String endpoint,
            URI broker,
            @Nullable SSLContext tls,
            Topics topics,
            Duration lifetime,
            Duration keepAlive) {}

    /**
     * What several uplinks in one process share.
     *
     * @param executor of any number of threads; nothing keeps one while it waits
     * @param model of the tree's definitions
     */
    public record Shared(ScheduledExecutorService executor, LwM2mModel model) {

        /** For one process with many uplinks. */
        public static Shared of(ScheduledExecutorService executor, ObjectTree tree) {
            return new Shared(executor, Models.of(tree.definitions()));
        }
    }

    /**
     * @param registered runs after each registration, on any thread
     * @param shared null for an executor of its own
     */
    public Uplink(
            Settings settings,
            Function<MqttOptions, MqttSession> sessions,
            ObjectTree tree,
            Outbox outbox,
            Runnable registered,
            RandomGenerator random,
            @Nullable Shared shared) {
        this.settings = settings;
        this.registered = registered;
        this.random = random;
        this.ownExecutor = shared == null;
        this.executor = shared == null ? ownExecutor() : shared.executor();
        this.model = shared == null ? Models.of(tree.definitions()) : shared.model();
        this.session = sessions.apply(options(settings));
        this.exchange = new Exchange(session, settings.topics().device(settings.endpoint()), executor);
        this.sender = new Sender(exchange, outbox, executor, random);
        this.tree = tree;
        this.objects = new TreeObjects(tree, model, executor);
    }

    private static ScheduledExecutorService ownExecutor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "uplink");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private static MqttOptions options(Settings settings) {
        Topics topics = settings.topics();
        return new MqttOptions(
                settings.broker(),
                settings.endpoint(),
                List.of(topics.device(settings.endpoint())),
                new MqttOptions.Will(topics.status(settings.endpoint()), Topics.OFFLINE),
                settings.tls(),
                settings.keepAlive(),
                SESSION_EXPIRY);
    }

    /** Begins to connect, and returns at once; the rest is made meanwhile. Call it once. */
    public void start() {
        session.start(this);
        sender.start();
        executor.execute(this::client);
    }

    /** Leshan's client, made when it is first needed: it takes longer than connecting does. */
    private synchronized LeshanClient client() {
        LeshanClient made = client;
        if (made == null) {
            made = build();
            client = made;
            objects.follow(made);
        }
        return made;
    }

    private LeshanClient build() {
        LeshanClientBuilder builder = new LeshanClientBuilder(settings.endpoint());
        String uri = settings.broker().getScheme() + "://" + settings.broker().getHost() + ":" + port();
        builder.setObjects(objects.enablers(uri, settings.lifetime().toSeconds()));
        builder.setSharedExecutor(executor);
        builder.setRegistrationEngineFactory(Registrar.factory(random));
        LwM2mEncoder encoder = new DefaultLwM2mEncoder(
                Map.of(
                        ContentFormat.SENML_CBOR,
                        new LwM2mNodeSenMLEncoder(new SenMLCborUpokecenterEncoderDecoder()),
                        ContentFormat.TEXT,
                        new LwM2mNodeTextEncoder()),
                Map.of(
                        ContentFormat.SENML_CBOR,
                        new LwM2mPathSenMLEncoder(new SenMLCborUpokecenterEncoderDecoder(false, true))),
                new LwM2mValueChecker());
        builder.setEncoder(encoder);
        PrefixEnd behind = new PrefixEnd(tree, model, encoder);
        builder.setEndpointsProviders(new MqttClientEndpointsProvider(exchange, settings.endpoint(), behind::answer));
        builder.setDecoder(new DefaultLwM2mDecoder(
                Map.of(
                        ContentFormat.SENML_CBOR,
                        new LwM2mNodeSenMLDecoder(new SenMLCborUpokecenterEncoderDecoder(), true),
                        ContentFormat.TEXT,
                        new LwM2mNodeTextDecoder()),
                Map.of(
                        ContentFormat.SENML_CBOR,
                        new LwM2mPathSenMLDecoder(new SenMLCborUpokecenterEncoderDecoder(false, true)))));
        LeshanClient made = builder.build();
        made.addObserver(new LwM2mClientObserverAdapter() {
            @Override
            public void onRegistrationSuccess(LwM2mServer server, RegisterRequest request, String registrationId) {
                registered.run();
            }
        });
        return made;
    }

    private int port() {
        int port = settings.broker().getPort();
        return port > 0 ? port : settings.broker().getScheme().equals("mqtts") ? 8883 : 1883;
    }

    /** Whether the controller has taken the registration of this run. */
    public synchronized boolean isRegistered() {
        LeshanClient made = client;
        return made != null && !made.getRegisteredServers().isEmpty();
    }

    /** Messages refused since the start. */
    public long refused() {
        return exchange.refused();
    }

    @Override
    public void connected(boolean sessionPresent) {
        status(Topics.ONLINE);
        sender.connected(true);
        try {
            executor.execute(this::register);
        } catch (RejectedExecutionException e) {
            log.debug("the uplink is closing");
        }
    }

    private void register() {
        LeshanClient made = client();
        boolean first;
        synchronized (this) {
            if (closed) {
                return;
            }
            first = !started;
            started = true;
        }
        if (first) {
            made.start();
        } else {
            made.triggerRegistrationUpdate();
        }
    }

    private void status(String text) {
        session.publish(settings.topics().status(settings.endpoint()), text.getBytes(StandardCharsets.UTF_8), true)
                .exceptionally(problem -> {
                    log.debug("status {} was not told: {}", text, problem.getMessage());
                    return null;
                });
    }

    @Override
    public void disconnected(String reason) {
        sender.connected(false);
        exchange.fail(reason);
        log.info("the line to {} is down: {}", settings.broker(), reason);
    }

    @Override
    public void arrived(String topic, byte[] payload) {
        exchange.arrived(payload);
    }

    /** De-registers if the controller can be reached, says goodbye on the status topic, and disconnects. */
    @Override
    public void close() {
        LeshanClient made;
        synchronized (this) {
            closed = true;
            made = client;
        }
        sender.close();
        objects.close();
        if (made != null) {
            made.destroy(session.isConnected());
        }
        status(Topics.CLOSED);
        session.close();
        exchange.fail("the uplink is closed");
        if (ownExecutor) {
            executor.shutdownNow();
        }
    }
}
