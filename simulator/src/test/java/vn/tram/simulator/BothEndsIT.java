package vn.tram.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.response.ExecuteResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.broker.Broker;
import vn.tram.broker.BrokerSettings;
import vn.tram.bundle.EmergencyFile;
import vn.tram.bundle.SigningKey;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.desired.Alerts;
import vn.tram.document.BootId;
import vn.tram.document.Emergency;
import vn.tram.document.PortalContent;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.lwm2m.LwM2mEnd;
import vn.tram.objects.ObjectTree;
import vn.tram.portal.Content;
import vn.tram.portal.ContentFolder;
import vn.tram.portal.KnownKeys;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.uplink.MemoryOutbox;
import vn.tram.uplink.Uplink;
import vn.tram.wire.PahoSession;
import vn.tram.wire.Topics;

/** The device's LwM2M end and the controller's, over the real broker. */
class BothEndsIT {

    private static final String DEVICE = "hs-001.bac-ninh";
    private static final ResourcePath DESIRED_REVISION = new ResourcePath(42772, 0, 2);
    private static final ResourcePath DESIRED_HASH = new ResourcePath(42772, 0, 3);
    private static final ResourcePath REBOOT = new ResourcePath(3, 0, 4);
    private static final int CHANGED = 204;
    private static final int BUSY = 503;

    private final Topics topics = new Topics("bn");
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final MemoryOutbox outbox = new MemoryOutbox(100);
    private final ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
    private final AtomicInteger reboots = new AtomicInteger();
    private final AtomicInteger revision = new AtomicInteger();

    @TempDir
    private Path folder;

    private Broker broker;
    private LwM2mEnd controller;
    private Uplink device;

    @BeforeEach
    void start() throws IOException {
        tree.put(Reading.of(3, 0, 0, "Trạm"));
        tree.onExecute(REBOOT, arguments -> {
            reboots.incrementAndGet();
            return CHANGED;
        });
        tree.onWrite(DESIRED_REVISION, value -> {
            revision.set(((Long) value).intValue());
            return CHANGED;
        });
        tree.onWrite(DESIRED_HASH, value -> CHANGED);
        broker = Broker.start(BrokerSettings.plain(folder, 0, topics));
        controller = controller(false);
        device = new Uplink(
                new Uplink.Settings(DEVICE, uri(), null, topics, Duration.ofMinutes(5), Duration.ofSeconds(30)),
                PahoSession::new,
                tree,
                outbox,
                () -> {},
                RandomGenerator.getDefault(),
                null);
    }

    @AfterEach
    void stop() {
        device.close();
        controller.close();
        broker.close();
    }

    private URI uri() {
        return URI.create("mqtt://127.0.0.1:" + broker.port());
    }

    private LwM2mEnd controller(boolean twice) {
        PahoSession session = new PahoSession(LwM2mEnd.options(uri(), BrokerSettings.CONTROLLER, topics, null));
        LwM2mEnd end = new LwM2mEnd(
                new LwM2mEnd.Settings(
                        topics, 1000, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMillis(200)),
                ObjectDefinitions.bundled(),
                twice ? new DoublingSession(session) : session,
                events::offer,
                InstantSource.system());
        end.start();
        return end;
    }

    private static Report report(long sequence) {
        return new Report(
                BootId.of(2, 9),
                sequence,
                Report.Kind.SAMPLE,
                1000 * sequence,
                Instant.now().toEpochMilli(),
                List.of(Reading.of(42770, 0, 0, 7.5), Reading.of(42769, 2, 9, 1L << 40)));
    }

    /** The next event of that kind; others are passed over. */
    private <E extends Event> E next(Class<E> kind) throws InterruptedException {
        long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            Event event = events.poll(latest - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertNotNull(event, kind.getSimpleName());
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    private void register() throws InterruptedException {
        device.start();
        next(Event.Registered.class);
        await().until(device::isRegistered);
    }

    @Test
    void a_device_says_that_it_is_there_and_registers_with_its_objects() throws InterruptedException {
        device.start();
        Event.Presence presence = next(Event.Presence.class);
        assertEquals(DEVICE, presence.endpoint());
        assertTrue(presence.online());
        Event.Registered registered = next(Event.Registered.class);
        assertEquals(DEVICE, registered.endpoint());
        assertEquals(Duration.ofMinutes(5), registered.lifetime());
        assertTrue(registered.objects().contains("/3/0"), () -> "objects " + registered.objects());
    }

    @Test
    void a_report_stays_with_the_device_until_the_controller_has_answered_that_it_is_kept()
            throws InterruptedException {
        register();
        outbox.append(report(1));
        Event.Reported first = next(Event.Reported.class);
        assertEquals(DEVICE, first.endpoint());
        assertEquals(report(1).readings(), first.report().readings());
        assertEquals(1, outbox.stats().entries(), "not answered yet");

        controller.answer(first.ticket(), BUSY, "later");
        Event.Reported again = next(Event.Reported.class);
        assertEquals(first.report(), again.report());
        controller.answer(again.ticket(), CHANGED, "");
        await().until(() -> outbox.stats().entries() == 0);
    }

    @Test
    void an_emergency_warning_arrives_whole_over_the_wire_and_is_shown() throws Exception {
        SigningKey centre = SigningKey.make();
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        KnownKeys keys = new KnownKeys(folder.resolve("keys"), () -> VerifyingKeys.of(centre));
        Content content = new Content(
                new ContentFolder(folder.resolve("content"), keys),
                (hash, part, most) -> {},
                InstantSource.system(),
                executor,
                RandomGenerator.getDefault());
        content.attach(tree);
        register();
        String text = EmergencyFile.signed(flood(), List.of(centre));
        assertTrue(text.length() > 2 * Reading.MAX_TEXT, "needs three pieces");
        List<Reading> pieces = Alerts.pieces(text);

        controller.write(new Effect.Write(DEVICE, Alerts.NO_REVISION, pieces));

        assertEquals(CHANGED, next(Event.Answered.class).code());
        PortalContent shown = content.content();
        assertNotNull(shown);
        assertEquals(
                flood().vietnamese(), Objects.requireNonNull(shown.emergency()).vietnamese());
        executor.shutdownNow();
    }

    private static Emergency flood() {
        Instant now = Instant.now();
        return new Emergency(
                "e-1",
                "Tỉnh Bắc Ninh",
                now,
                Emergency.Status.ACTUAL,
                Emergency.MsgType.ALERT,
                Emergency.Category.MET,
                Emergency.Urgency.IMMEDIATE,
                Emergency.Severity.EXTREME,
                Emergency.Certainty.OBSERVED,
                null,
                now.plusSeconds(3600),
                new Emergency.Info(
                        "Lũ", "Nước lên nhanh", "Nuoc len. ".repeat(95), "Roi nha. ".repeat(95), "Yên Phong"),
                null);
    }

    @Test
    void the_controller_reads_and_writes_and_executes() throws Exception {
        register();
        ReadResponse read =
                controller.read(DEVICE, "/3/0/0").toCompletableFuture().get(10, TimeUnit.SECONDS);
        LwM2mSingleResource resource = assertInstanceOf(LwM2mSingleResource.class, read.getContent());
        assertEquals("Trạm", resource.getValue());

        controller.write(new Effect.Write(
                DEVICE, 12, List.of(new Reading(DESIRED_REVISION, 12L), new Reading(DESIRED_HASH, "ab".repeat(32)))));
        Event.Answered answered = next(Event.Answered.class);
        assertEquals(CHANGED, answered.code());
        assertEquals(12, answered.revision());
        assertEquals(12, revision.get());

        ExecuteResponse executed = controller
                .send(DEVICE, new ExecuteRequest("/3/0/4"))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertEquals(CHANGED, executed.getCode().getCode());
        assertEquals(1, reboots.get());
    }

    @Test
    void the_controller_reads_who_is_behind_a_gateway_and_what_each_has() throws Exception {
        tree.put(Reading.of(25, 0, 0, DEVICE + "~cam-1"));
        tree.put(Reading.of(25, 0, 1, "cam-1"));
        tree.put(Reading.of(25, 0, 3, "</42769/1>,</42770/0>"));
        register();
        ReadResponse read =
                controller.read(DEVICE, "/25/0/3").toCompletableFuture().get(10, TimeUnit.SECONDS);
        LwM2mSingleResource resource = assertInstanceOf(LwM2mSingleResource.class, read.getContent());
        Link[] links = assertInstanceOf(Link[].class, resource.getValue());
        assertEquals("/42769/1", links[0].getUriReference());
        assertEquals(2, links.length);
    }

    @Test
    void an_execute_that_is_delivered_twice_is_carried_out_once() throws Exception {
        controller.close();
        controller = controller(true);
        register();
        ExecuteResponse executed = controller
                .send(DEVICE, new ExecuteRequest("/3/0/4"))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertEquals(CHANGED, executed.getCode().getCode());
        // Requests are handled in order: when this is answered, the second Execute is behind us.
        controller.read(DEVICE, "/3/0/0").toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertEquals(1, reboots.get());
    }

    @Test
    void after_a_restart_the_controller_takes_reports_at_once_and_has_the_device_register_again() throws Exception {
        register();
        controller.close();
        events.clear();
        controller = controller(false);
        outbox.append(report(2));
        Event.Reported reported = next(Event.Reported.class);
        controller.answer(reported.ticket(), CHANGED, "");
        await().until(() -> outbox.stats().entries() == 0);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> controller.counters().getOrDefault("register_reminders", 0L) > 0);
        next(Event.Registered.class);
        controller.read(DEVICE, "/3/0/0").toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_device_that_closes_in_order_is_gone_at_once() throws InterruptedException {
        register();
        device.close();
        Event.Deregistered gone = next(Event.Deregistered.class);
        assertEquals(DEVICE, gone.endpoint());
        Event.Presence presence = next(Event.Presence.class);
        assertEquals("closed", presence.reason());
    }
}
