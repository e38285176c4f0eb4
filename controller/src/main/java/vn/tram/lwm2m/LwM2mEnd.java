package vn.tram.lwm2m;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DownlinkDeviceManagementRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.LeshanServerBuilder;
import org.eclipse.leshan.server.model.StaticModelProvider;
import org.eclipse.leshan.server.registration.InMemoryRegistrationStore;
import org.eclipse.leshan.server.registration.Registration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.Models;
import vn.tram.document.Report;
import vn.tram.document.ReportCodec;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.identity.EndpointName;
import vn.tram.lwm2m.mqtt.MqttServerEndpointsProvider;
import vn.tram.lwm2m.mqtt.Refusals.Kind;
import vn.tram.lwm2m.mqtt.SendReceiver.Responder;
import vn.tram.lwm2m.mqtt.TopicAuthorizer;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.wire.MqttOptions;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Topics;

/**
 * Leshan's server over one MQTT session. What devices say goes to the {@link EventSink}; a Send is answered when {@link
 * #answer} is called with its ticket. Registrations live in memory: after a start, Sends are taken from everybody whom
 * the broker lets in, and devices that are there are asked to register again. Safe for use by many threads; no method
 * blocks but {@link #close}.
 */
public final class LwM2mEnd implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LwM2mEnd.class);

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int UNSUPPORTED_FORMAT = 415;
    private static final int BUSY = 503;
    private static final int NO_ANSWER = 0;
    private static final int EXPIRY_CHECK_SECONDS = 2;
    private static final int HOUSEKEEPING_MILLIS = 500;

    private final Settings settings;
    private final EventSink sink;
    private final InstantSource clock;
    private final LwM2mModel model;
    private final Tickets tickets;
    private final Refused refused;
    private final Backlog backlog;
    private final Reminder reminder;
    private final LongAdder sends = new LongAdder();
    private final LongAdder busy = new LongAdder();
    private final LongAdder reminders = new LongAdder();
    private final ScheduledThreadPoolExecutor timer;
    private final LeshanServer server;

    /**
     * Limits.
     *
     * @param maxTickets Sends whose answers may be owed at one time; more are answered 5.03
     * @param ticketLife a Send that is not answered by then never is
     * @param requestTimeout how long a device may take to answer a request
     * @param registerPatience how long a device that is there may stay unregistered before it is asked to register
     */
    public record Settings(
            Topics topics, int maxTickets, Duration ticketLife, Duration requestTimeout, Duration registerPatience) {

        /** The defaults. */
        public static Settings of(Topics topics) {
            return new Settings(
                    topics, 100_000, Duration.ofSeconds(120), Duration.ofSeconds(30), Duration.ofSeconds(5));
        }
    }

    /** @param session of {@link #options}, not started yet; this starts and closes it */
    public LwM2mEnd(
            Settings settings,
            ObjectDefinitions definitions,
            MqttSession session,
            EventSink sink,
            InstantSource clock) {
        this.settings = settings;
        this.sink = sink;
        this.clock = clock;
        model = Models.of(definitions);
        tickets = new Tickets(settings.maxTickets(), settings.ticketLife());
        refused = new Refused(clock);
        backlog = new Backlog(sink, settings.maxTickets());
        timer = timer();
        DeviceEvents events = new DeviceEvents(settings.topics(), clock, backlog, refused, this::heard);
        MqttServerEndpointsProvider mqtt =
                new MqttServerEndpointsProvider(session, settings.topics(), this::sent, refused, events, timer);
        reminder = new Reminder(
                endpoint -> registration(endpoint) != null,
                endpoint -> {
                    reminders.increment();
                    mqtt.askToRegister(endpoint);
                },
                timer,
                settings.registerPatience().toMillis());
        server = server(mqtt, model, timer);
        server.getRegistrationService().addListener(events);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "lwm2m-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    private static LeshanServer server(
            MqttServerEndpointsProvider mqtt, LwM2mModel model, ScheduledThreadPoolExecutor timer) {
        LeshanServerBuilder builder = new LeshanServerBuilder();
        builder.setEndpointsProviders(mqtt);
        builder.setAuthorizer(new TopicAuthorizer());
        builder.setObjectModelProvider(new StaticModelProvider(model));
        builder.setRegistrationStore(new InMemoryRegistrationStore(timer, EXPIRY_CHECK_SECONDS));
        builder.disableQueueModeSupport();
        return builder.build();
    }

    /** How the controller's session must be opened: subscribed to what devices say. */
    public static MqttOptions options(URI broker, String clientId, Topics topics, @Nullable SSLContext tls) {
        return new MqttOptions(
                broker,
                clientId,
                List.of(topics.allDevices(), topics.allStatus()),
                null,
                tls,
                KEEP_ALIVE,
                Duration.ofHours(1));
    }

    /** Begins to connect, and returns at once. */
    public void start() {
        timer.scheduleWithFixedDelay(
                this::housekeeping, HOUSEKEEPING_MILLIS, HOUSEKEEPING_MILLIS, TimeUnit.MILLISECONDS);
        server.start();
    }

    private void housekeeping() {
        try {
            backlog.retry();
            tickets.expire(clock.instant());
        } catch (RuntimeException e) {
            log.error("housekeeping failed", e); // and goes on at its next turn
        }
    }

    private void heard(String endpoint) {
        reminder.heard(endpoint);
    }

    private void sent(String endpoint, int contentFormat, byte[] payload, Responder responder) {
        sends.increment();
        String nameless = EndpointName.problem(endpoint);
        if (nameless != null) {
            refuse(Kind.WRONG_TOPIC, endpoint, FORBIDDEN, "endpoint: " + nameless, responder);
            return;
        }
        heard(endpoint);
        if (contentFormat != ContentFormat.SENML_CBOR_CODE) {
            String why = "ct: must be " + ContentFormat.SENML_CBOR_CODE + ", was " + contentFormat;
            refuse(Kind.WRONG_PAYLOAD, endpoint, UNSUPPORTED_FORMAT, why, responder);
            return;
        }
        ReportCodec.Decoded decoded = ReportCodec.decode(payload);
        Report report = decoded.report();
        if (report == null) {
            refuse(Kind.WRONG_PAYLOAD, endpoint, BAD_REQUEST, String.valueOf(decoded.refusal()), responder);
            return;
        }
        pass(endpoint, report, responder);
    }

    private void pass(String sender, Report report, Responder responder) {
        String endpoint = report.device().isEmpty() ? sender : EndpointName.behind(sender, report.device());
        long ticket = tickets.make(responder, clock.instant());
        if (ticket != Tickets.NONE && sink.offer(new Event.Reported(clock.instant(), endpoint, report, ticket))) {
            return;
        }
        busy.increment();
        tickets.take(ticket);
        responder.answer(BUSY, "too much to do, send again later");
    }

    private void refuse(Kind kind, String endpoint, int code, String why, Responder responder) {
        refused.refused(kind, endpoint, why);
        responder.answer(code, why);
    }

    /** Answers a Send; a ticket that is unknown or too old is left alone. */
    public void answer(long ticket, int code, String reason) {
        Responder responder = tickets.take(ticket);
        if (responder != null) {
            responder.answer(code, reason);
        }
    }

    /** Carries the Write out; {@link Event.Answered} follows, with code 0 when the device cannot be reached. */
    public void write(Effect.Write write) {
        request(write).whenComplete((response, problem) -> {
            int code = response == null ? NO_ANSWER : response.getCode().getCode();
            if (problem instanceof RuntimeException && !(problem instanceof IllegalStateException)) {
                log.warn("cannot write {} to {}: {}", write.values(), write.endpoint(), problem.toString());
            }
            backlog.tell(new Event.Answered(clock.instant(), write.endpoint(), write.revision(), code));
        });
    }

    private CompletionStage<? extends LwM2mResponse> request(Effect.Write write) {
        try {
            return send(write.endpoint(), Writes.of(write.values(), model));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Reads a resource, an instance or an object, such as {@code /3/0/0}. */
    public CompletionStage<ReadResponse> read(String endpoint, String path) {
        return send(endpoint, new ReadRequest(ContentFormat.SENML_CBOR, path));
    }

    /**
     * Sends any request of Leshan's. The stage completes with the device's response, of whatever code, or exceptionally
     * when it is not registered, does not answer in time, or answers something else.
     */
    public <T extends LwM2mResponse> CompletionStage<T> send(
            String endpoint, DownlinkDeviceManagementRequest<T> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Registration registration = registration(endpoint);
        if (registration == null) {
            answer.completeExceptionally(new IllegalStateException("endpoint: must be registered, was " + endpoint));
            return answer;
        }
        try {
            server.send(
                    registration,
                    request,
                    settings.requestTimeout().toMillis(),
                    answer::complete,
                    answer::completeExceptionally);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private @Nullable Registration registration(String endpoint) {
        return server.getRegistrationService().getByEndpoint(endpoint);
    }

    /** What happened since the start, by name; {@code tickets_open} and {@code events_waiting} are as of now. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("sends", sends.sum());
        counters.put("sends_busy", busy.sum());
        counters.put("tickets_open", (long) tickets.open());
        counters.put("tickets_expired", tickets.expired());
        counters.put("events_waiting", (long) backlog.size());
        counters.put("events_lost", backlog.lost());
        counters.put("register_reminders", reminders.sum());
        refused.addTo(counters);
        return counters;
    }

    /** Disconnects in order; what is waiting for answers fails. */
    @Override
    public void close() {
        server.destroy();
        timer.shutdownNow();
    }
}
