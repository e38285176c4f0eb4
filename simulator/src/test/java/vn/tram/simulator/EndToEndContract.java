package vn.tram.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DiscoverRequest;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.ReadCompositeRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.core.response.DiscoverResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.lwm2m.LwM2mEnd;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.uplink.MemoryOutbox;
import vn.tram.uplink.Outbox;
import vn.tram.uplink.Uplink;
import vn.tram.wire.PahoSession;
import vn.tram.wire.Topics;

/** The agent's uplink and the controller's LwM2M end, both real, over a real broker and a line that can be cut. */
abstract class EndToEndContract {

    private static final String DEVICE = "cp-0001";
    private static final String CONTROLLER = "Tram controller";
    private static final Topics TOPICS = new Topics("tram-test");
    private static final ResourcePath DESIRED_REVISION = new ResourcePath(42_772, 0, 2);
    private static final ResourcePath REBOOT = new ResourcePath(3, 0, 4);
    private static final ResourcePath CPU = new ResourcePath(42_770, 0, 0);

    @TempDir
    Path folder;

    private final ObjectDefinitions definitions = ObjectDefinitions.bundled();
    private final ObjectTree tree = new ObjectTree(definitions);
    private final Outbox outbox = new MemoryOutbox(1000);
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger reboots = new AtomicInteger();
    private final List<Object> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger registrations = new AtomicInteger();

    /** What the store would answer; replaced by tests that need another answer. */
    private volatile ToIntFunction<Report> verdict = report -> 204;

    private RunningBroker broker;
    private Relay line;
    private LwM2mEnd controller;
    private Uplink uplink;
    private @Nullable PahoSession deviceSession;

    /** Starts a broker without TLS, or skips the test. */
    abstract RunningBroker startBroker() throws Exception;

    /** A broker on loopback, and what stops it. */
    record RunningBroker(int port, AutoCloseable stop) {}

    @BeforeEach
    void start_everything() throws Exception {
        broker = startBroker();
        line = new Relay(broker.port());
        tree.put(Reading.of(3, 0, 0, "Trạm"));
        tree.put(Reading.of(3, 0, 2, "0001"));
        tree.put(new Reading(CPU, 12.5));
        tree.onExecute(REBOOT, arguments -> {
            reboots.incrementAndGet();
            return 204;
        });
        tree.onWrite(DESIRED_REVISION, value -> {
            written.add(value);
            return 204;
        });
        controller = controller();
        await().until(() -> first(Event.BrokerSession.class), Objects::nonNull);
        uplink = uplink();
        uplink.start();
        await().until(() -> uplink.isRegistered());
    }

    @AfterEach
    void stop_everything() throws Exception {
        if (uplink != null) {
            uplink.close();
        }
        if (controller != null) {
            controller.close();
        }
        if (line != null) {
            line.close();
        }
        if (broker != null) {
            broker.stop().close();
        }
    }

    private LwM2mEnd controller() {
        PahoSession session = new PahoSession(
                LwM2mEnd.options(URI.create("mqtt://127.0.0.1:" + broker.port()), CONTROLLER, TOPICS, null));
        LwM2mEnd[] made = new LwM2mEnd[1];
        made[0] = new LwM2mEnd(
                LwM2mEnd.Settings.of(TOPICS),
                definitions,
                session,
                event -> take(made[0], event),
                InstantSource.system());
        made[0].start();
        return made[0];
    }

    private boolean take(LwM2mEnd from, Event event) {
        events.add(event);
        if (event instanceof Event.Reported reported) {
            int code = verdict.applyAsInt(reported.report());
            from.answer(reported.ticket(), code, code == 204 ? "" : "as the test wants");
        }
        return true;
    }

    private Uplink uplink() {
        Uplink.Settings settings =
                new Uplink.Settings(DEVICE, line.uri(), null, TOPICS, Duration.ofMinutes(5), Duration.ofSeconds(30));
        return new Uplink(
                settings,
                options -> {
                    PahoSession session = new PahoSession(options);
                    deviceSession = session;
                    return session;
                },
                tree,
                outbox,
                registrations::incrementAndGet,
                new Random(1),
                null);
    }

    @Test
    void a_device_registers_with_its_objects_and_takes_its_leave() {
        Event.Registered registered = await().until(() -> first(Event.Registered.class), Objects::nonNull);
        assertEquals(DEVICE, registered.endpoint());
        assertEquals(Duration.ofMinutes(5), registered.lifetime());
        assertTrue(registered.objects().containsAll(List.of("/3/0", "/42770/0", "/42772/0")), registered::toString);
        assertFalse(registered.objects().contains("/0/0"), "credentials are nobody's business");
        await().until(() -> presences().equals(List.of("online")));

        uplink.close();

        await().until(() -> first(Event.Deregistered.class), Objects::nonNull);
        await().until(() -> presences().equals(List.of("online", "offline closed")));
    }

    @Test
    void the_controller_reads_resources_instances_and_several_paths_at_once() throws Exception {
        ReadResponse manufacturer = get(controller.read(DEVICE, "/3/0/0"));
        assertEquals("Trạm", ((LwM2mSingleResource) manufacturer.getContent()).getValue());
        ReadResponse cpu = get(controller.read(DEVICE, "/42770/0"));
        assertTrue(cpu.getContent().toString().contains("12.5"), cpu::toString);
        assertEquals(404, get(controller.read(DEVICE, "/3/0/3")).getCode().getCode());
        assertEquals(404, get(controller.read(DEVICE, "/5/0/3")).getCode().getCode());
        assertEquals(405, get(controller.read(DEVICE, "/3/0/4")).getCode().getCode());

        var several = get(controller.send(
                DEVICE,
                new ReadCompositeRequest(ContentFormat.SENML_CBOR, ContentFormat.SENML_CBOR, "/3/0/0", "/42770/0/0")));
        assertEquals(2, several.getContent().size());
        DiscoverResponse discovered = get(controller.send(DEVICE, new DiscoverRequest(42_770)));
        assertTrue(discovered.isSuccess(), discovered::toString);
    }

    @Test
    void a_write_is_carried_out_and_answered() {
        controller.write(new Effect.Write(DEVICE, 7, List.of(new Reading(DESIRED_REVISION, 7L))));

        Event.Answered answered = await().until(() -> first(Event.Answered.class), Objects::nonNull);
        assertEquals(204, answered.code());
        assertEquals(7, answered.revision());
        assertEquals(List.of(7L), written);
        assertEquals(7L, tree.get(DESIRED_REVISION));
    }

    @Test
    void what_cannot_be_written_is_answered_so() throws Exception {
        var readOnly = get(controller.send(DEVICE, new WriteRequest(ContentFormat.SENML_CBOR, 3, 0, 0, "other")));

        assertEquals(405, readOnly.getCode().getCode());
        assertEquals("Trạm", tree.get(new ResourcePath(3, 0, 0)));
    }

    @Test
    void an_execution_is_carried_out_once() throws Exception {
        var answer = get(controller.send(DEVICE, new ExecuteRequest(3, 0, 4)));

        assertEquals(204, answer.getCode().getCode());
        assertEquals(1, reboots.get());
    }

    @Test
    void an_observed_resource_is_answered_with_its_value() throws Exception {
        var observed = get(controller.send(DEVICE, new ObserveRequest(ContentFormat.SENML_CBOR, 42_770, 0, 0)));

        assertTrue(observed.isSuccess(), observed::toString);
        assertEquals(12.5, ((LwM2mSingleResource) observed.getContent()).getValue());
    }

    @Test
    void reports_reach_the_controller_and_leave_the_outbox_when_it_says_so() {
        for (long sequence = 1; sequence <= 50; sequence++) {
            outbox.append(report(sequence));
        }

        await().until(() -> outbox.stats().entries() == 0);
        assertEquals(numbers(50), received());
        assertEquals(report(1), reports().get(0));
    }

    @Test
    void a_report_that_the_controller_refuses_for_good_goes_aside_and_holds_nothing_up() {
        verdict = report -> report.sequence() == 3 ? 400 : 204;
        for (long sequence = 1; sequence <= 5; sequence++) {
            outbox.append(report(sequence));
        }

        await().until(() -> outbox.stats().entries() == 0);
        assertEquals(1, outbox.stats().quarantined());
    }

    @Test
    void a_controller_that_has_too_much_to_do_gets_the_report_again() {
        AtomicInteger asked = new AtomicInteger();
        verdict = report -> asked.incrementAndGet() <= 2 ? 503 : 204;
        outbox.append(report(1));

        await().until(() -> outbox.stats().entries() == 0);
        assertEquals(List.of(1L, 1L, 1L), received());
        assertEquals(0, outbox.stats().quarantined());
    }

    @Test
    void nothing_is_lost_while_the_line_is_cut_again_and_again() {
        Random random = new Random(42);
        long sequence = 0;
        for (int cut = 0; cut < 4; cut++) {
            for (int i = 0; i < 10; i++) {
                outbox.append(report(++sequence));
            }
            long seen = random.nextInt(10);
            long target = cut * 10L + seen;
            await().until(() -> received().stream().distinct().count() >= target);
            line.cut();
            await().until(() -> !isLineUp());
            outbox.append(report(++sequence));
            line.mend();
            long all = sequence;
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> received().stream().distinct().count() == all);
        }
        await().until(() -> outbox.stats().entries() == 0);
        assertEquals(numbers(44), received().stream().distinct().sorted().toList());
    }

    @Test
    void a_controller_that_was_started_anew_learns_of_the_device_again() throws Exception {
        controller.close();
        events.clear();
        outbox.append(report(1));

        controller = controller();

        await().atMost(40, TimeUnit.SECONDS).until(() -> first(Event.Registered.class), Objects::nonNull);
        await().atMost(40, TimeUnit.SECONDS).until(() -> outbox.stats().entries() == 0);
        assertEquals(
                "Trạm",
                ((LwM2mSingleResource) get(controller.read(DEVICE, "/3/0/0")).getContent()).getValue());
    }

    private boolean isLineUp() {
        PahoSession session = deviceSession;
        return session != null && session.isConnected();
    }

    private static Report report(long sequence) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            readings.add(Reading.of(42_769, 1 + i, 9, sequence * 1000 + i));
        }
        return new Report(
                BootId.of(1, 7),
                sequence,
                Report.Kind.SAMPLE,
                sequence * 1000,
                1_795_500_000_000L + sequence,
                readings);
    }

    private static List<Long> numbers(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private List<Report> reports() {
        return events.stream()
                .filter(Event.Reported.class::isInstance)
                .map(event -> ((Event.Reported) event).report())
                .toList();
    }

    private List<Long> received() {
        return reports().stream().map(Report::sequence).toList();
    }

    private List<String> presences() {
        return events.stream()
                .filter(Event.Presence.class::isInstance)
                .map(Event.Presence.class::cast)
                .map(presence -> (presence.online() ? "online" : "offline " + presence.reason()).strip())
                .toList();
    }

    private <E extends Event> @Nullable E first(Class<E> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
