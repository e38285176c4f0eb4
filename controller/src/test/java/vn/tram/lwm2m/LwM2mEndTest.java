package vn.tram.lwm2m;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.response.ExecuteResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ReportCodec;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;
import vn.tram.wire.Topics;
import vn.tram.wire.Wire;

class LwM2mEndTest {

    private static final String DEVICE = "hs-001";
    private static final Topics TOPICS = new Topics("");
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final byte[] OBJECTS = "</1/0>,</3/0>,</42769/2>".getBytes(StandardCharsets.UTF_8);

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final FakeSession session = new FakeSession();
    private boolean loopIsFull;
    private LwM2mEnd end;

    @BeforeEach
    void start() throws InterruptedException {
        end = end(Duration.ofMinutes(10), Duration.ofSeconds(5));
        end.start();
        assertEquals(new Event.BrokerSession(NOW, true, ""), next());
    }

    private LwM2mEnd end(Duration registerPatience, Duration requestTimeout) {
        return new LwM2mEnd(
                new LwM2mEnd.Settings(TOPICS, 100, Duration.ofMinutes(1), requestTimeout, registerPatience),
                ObjectDefinitions.bundled(),
                session,
                event -> !loopIsFull && events.add(event),
                () -> NOW);
    }

    @AfterEach
    void stop() {
        end.close();
    }

    private Event next() throws InterruptedException {
        Event event = events.poll(5, TimeUnit.SECONDS);
        assertNotNull(event, "an event");
        return event;
    }

    private void deviceSays(Message message) {
        session.deliver(TOPICS.device(DEVICE), message.encode());
    }

    private Message answer() {
        FakeSession.Published published = session.next();
        assertEquals(TOPICS.device(DEVICE), published.topic());
        return published.message();
    }

    private static Message register() {
        return Message.request(Operation.REGISTER, 1)
                .endpoint(DEVICE)
                .lifetime(300)
                .version("1.2")
                .binding("M")
                .payload(OBJECTS);
    }

    private void registered() throws InterruptedException {
        deviceSays(register());
        assertEquals(201, answer().result());
        assertInstanceOf(Event.Registered.class, next());
    }

    private static Report report(long sequence) {
        return new Report(
                BootId.of(3, 5),
                sequence,
                Report.Kind.SAMPLE,
                60_000,
                NOW.toEpochMilli(),
                List.of(Reading.of(42770, 0, 0, 12.5), Reading.of(3, 0, 3, "1.0")));
    }

    private static Message send(long token, long sequence) {
        return Message.request(Operation.SEND, token).payload(Wire.SENML_CBOR, ReportCodec.encode(report(sequence)));
    }

    private long count(String name) {
        return end.counters().getOrDefault(name, -1L);
    }

    @Test
    void a_device_registers_updates_and_deregisters() throws InterruptedException {
        deviceSays(register());
        Message answer = answer();
        assertEquals(201, answer.result());
        assertEquals(1, answer.token());
        assertEquals(
                new Event.Registered(NOW, DEVICE, Duration.ofMinutes(5), List.of("/1/0", "/3/0", "/42769/2")), next());

        deviceSays(Message.request(Operation.UPDATE, 3).lifetime(600));
        assertEquals(204, answer().result());
        assertEquals(new Event.RegistrationUpdated(NOW, DEVICE), next());

        deviceSays(Message.request(Operation.DEREGISTER, 5));
        assertEquals(202, answer().result());
        assertEquals(new Event.Deregistered(NOW, DEVICE, false), next());
    }

    @Test
    void a_device_that_registers_again_is_not_reported_gone() throws InterruptedException {
        registered();
        registered();
        assertTrue(events.isEmpty());
    }

    @Test
    void an_update_without_a_registration_gets_not_found_so_that_the_device_registers() {
        deviceSays(Message.request(Operation.UPDATE, 3));
        assertEquals(404, answer().result());
        deviceSays(Message.request(Operation.DEREGISTER, 5));
        assertEquals(404, answer().result());
    }

    @Test
    void a_registration_ends_with_its_lifetime() throws InterruptedException {
        deviceSays(register().lifetime(1));
        assertInstanceOf(Event.Registered.class, next());
        Event event = events.poll(10, TimeUnit.SECONDS);
        assertEquals(new Event.Deregistered(NOW, DEVICE, true), event);
    }

    @Test
    void a_send_is_answered_when_its_ticket_is_and_not_before() throws InterruptedException {
        deviceSays(send(7, 1));
        Event.Reported reported = assertInstanceOf(Event.Reported.class, next());
        assertEquals(DEVICE, reported.endpoint());
        assertEquals(report(1), reported.report());
        assertTrue(session.isQuiet(), "not before it is kept");

        end.answer(reported.ticket(), 204, "");
        Message answer = answer();
        assertEquals(204, answer.result());
        assertEquals(7, answer.token());

        end.answer(reported.ticket(), 204, "");
        assertTrue(session.isQuiet(), "once only");
        assertEquals(0, count("tickets_open"));
    }

    @Test
    void a_send_to_a_full_loop_is_answered_busy_and_one_from_an_unregistered_device_is_taken()
            throws InterruptedException {
        loopIsFull = true;
        deviceSays(send(7, 1));
        assertEquals(503, answer().result());
        assertEquals(1, count("sends_busy"));
        loopIsFull = false;
        deviceSays(send(9, 1));
        assertInstanceOf(Event.Reported.class, next());
    }

    @Test
    void what_a_device_does_not_repeat_is_told_when_the_loop_has_room_again() throws InterruptedException {
        loopIsFull = true;
        deviceSays(register());
        session.deliver(TOPICS.status(DEVICE), Topics.OFFLINE.getBytes(StandardCharsets.UTF_8));
        assertEquals(2, count("events_waiting"));
        loopIsFull = false;
        assertInstanceOf(Event.Registered.class, next());
        assertEquals(new Event.Presence(NOW, DEVICE, false, ""), next());
    }

    @Test
    void status_topics_tell_who_is_there() throws InterruptedException {
        session.deliver(TOPICS.status(DEVICE), Topics.ONLINE.getBytes(StandardCharsets.UTF_8));
        assertEquals(new Event.Presence(NOW, DEVICE, true, ""), next());
        session.deliver(TOPICS.status(DEVICE), Topics.CLOSED.getBytes(StandardCharsets.UTF_8));
        assertEquals(new Event.Presence(NOW, DEVICE, false, "closed"), next());
        session.disconnect("line cut");
        assertEquals(new Event.BrokerSession(NOW, false, "line cut"), next());
    }

    @Test
    void a_device_that_is_there_and_not_registered_is_asked_to_register() throws InterruptedException {
        end.close();
        end = end(Duration.ofMillis(20), Duration.ofSeconds(5));
        end.start();
        session.deliver(TOPICS.status(DEVICE), Topics.ONLINE.getBytes(StandardCharsets.UTF_8));
        await().until(() -> !session.isQuiet());
        Message trigger = answer();
        assertEquals(Operation.EXECUTE, trigger.operation());
        assertEquals("/1/0/8", trigger.uri());
        deviceSays(Message.response(204, trigger.token()));
        assertEquals(0, count("refused_unexpected"));
    }

    @Test
    void a_resource_is_read() throws Exception {
        registered();
        CompletableFuture<ReadResponse> reading = end.read(DEVICE, "/3/0/0").toCompletableFuture();
        Message request = answer();
        assertEquals(Operation.READ, request.operation());
        assertEquals("/3/0/0", request.uri());
        deviceSays(Message.response(205, request.token())
                .payload(Wire.TEXT, "Open Mobile Alliance".getBytes(StandardCharsets.UTF_8)));
        LwM2mSingleResource resource = assertInstanceOf(
                LwM2mSingleResource.class, reading.get(5, TimeUnit.SECONDS).getContent());
        assertEquals("Open Mobile Alliance", resource.getValue());
    }

    @Test
    void a_write_is_one_request_and_its_answer_an_event() throws InterruptedException {
        registered();
        end.write(new Effect.Write(
                DEVICE, 9, List.of(Reading.of(42772, 0, 2, 9L), Reading.of(42772, 0, 3, "a".repeat(64)))));
        Message request = answer();
        assertEquals(Operation.WRITE_PARTIAL, request.operation());
        assertEquals("/42772/0", request.uri());
        assertEquals(Wire.SENML_CBOR, request.contentFormat());
        deviceSays(Message.response(204, request.token()));
        assertEquals(new Event.Answered(NOW, DEVICE, 9, 204), next());
    }

    @Test
    void values_that_cannot_be_written_are_answered_with_zero_and_nothing_is_sent() throws InterruptedException {
        registered();
        end.write(new Effect.Write(DEVICE, 9, List.of(Reading.of(42772, 0, 3, 9L))));
        assertEquals(new Event.Answered(NOW, DEVICE, 9, 0), next(), "a hash is a text");
        assertTrue(session.isQuiet());
    }

    @Test
    void a_write_to_a_device_that_is_not_there_is_answered_with_zero() throws InterruptedException {
        end.write(new Effect.Write(DEVICE, 9, List.of(Reading.of(42772, 0, 2, 9L))));
        assertEquals(new Event.Answered(NOW, DEVICE, 9, 0), next());

        end.close();
        end = end(Duration.ofMinutes(10), Duration.ofMillis(50));
        end.start();
        assertInstanceOf(Event.BrokerSession.class, next());
        registered();
        end.write(new Effect.Write(DEVICE, 10, List.of(Reading.of(42772, 0, 2, 9L))));
        assertEquals(new Event.Answered(NOW, DEVICE, 10, 0), next(), "nobody answered in time");
    }

    @Test
    void a_resource_is_executed() throws Exception {
        registered();
        CompletableFuture<ExecuteResponse> executing =
                end.send(DEVICE, new ExecuteRequest("/3/0/4")).toCompletableFuture();
        Message request = answer();
        assertEquals(Operation.EXECUTE, request.operation());
        deviceSays(
                Message.response(405, request.token()).payload(Wire.TEXT, "not now".getBytes(StandardCharsets.UTF_8)));
        ExecuteResponse response = executing.get(5, TimeUnit.SECONDS);
        assertEquals(405, response.getCode().getCode());
        assertEquals("not now", response.getErrorMessage());
    }

    @Test
    void an_observation_is_notified_and_one_that_nobody_asked_for_is_cancelled() throws Exception {
        registered();
        CompletableFuture<ObserveResponse> observing = end.send(
                        DEVICE, new ObserveRequest(ContentFormat.SENML_CBOR, "/3/0/9"))
                .toCompletableFuture();
        Message request = answer();
        assertEquals(Operation.OBSERVE, request.operation());
        deviceSays(Message.response(205, request.token()).payload(Wire.TEXT, "15".getBytes(StandardCharsets.UTF_8)));
        assertNotNull(observing.get(5, TimeUnit.SECONDS).getObservation());

        deviceSays(Message.request(Operation.NOTIFY, request.token())
                .payload(Wire.TEXT, "14".getBytes(StandardCharsets.UTF_8)));
        assertTrue(session.isQuiet(), "a notification that was asked for gets no answer");

        deviceSays(Message.request(Operation.NOTIFY, request.token() + 2)
                .payload(Wire.TEXT, "14".getBytes(StandardCharsets.UTF_8)));
        Message cancel = answer();
        assertEquals(Operation.CANCEL_OBSERVE, cancel.operation());
        assertEquals(request.token() + 2, cancel.token());
        assertEquals(1, count("refused_unexpected"));
    }

    @Test
    void bad_input_is_refused_and_counted_by_kind_and_disturbs_nothing() throws InterruptedException {
        session.deliver(TOPICS.device(DEVICE), "hello".getBytes(StandardCharsets.UTF_8));
        session.deliver(TOPICS.device(DEVICE), new byte[0]);
        assertEquals(2, count("refused_not_cbor"));

        session.deliver(TOPICS.device(DEVICE), new byte[] {(byte) 0xa1, 0x18, 0x63, 0x01}); // {99: 1}
        session.deliver(TOPICS.device(DEVICE), new byte[] {(byte) 0xa1, 0x02, 0x01}); // {2: 1}
        assertEquals(2, count("refused_wrong_keys"));

        session.deliver(TOPICS.device(DEVICE), new byte[] {(byte) 0xa2, 0x01, 0x13, 0x02, 0x01}); // {1: 19, 2: 1}
        deviceSays(Message.request(Operation.BOOTSTRAP_REQUEST, 1));
        assertEquals(405, answer().result());
        assertEquals(2, count("refused_wrong_operation"));

        session.deliver(TOPICS.device(DEVICE), new byte[10 << 20]);
        assertEquals(1, count("refused_oversize"));

        deviceSays(register().endpoint("somebody-else"));
        assertEquals(403, answer().result());
        assertEquals(1, count("refused_wrong_endpoint"));

        session.deliver("lwm2m/rd/", new byte[] {1});
        session.deliver("lwm2m/rd/a b", new byte[] {1});
        session.deliver("lwm2m/bs/" + DEVICE, new byte[] {1});
        assertEquals(3, count("refused_wrong_topic"));

        deviceSays(Message.request(Operation.SEND, 3).payload(Wire.SENML_CBOR, new byte[] {1, 2, 3}));
        assertEquals(400, answer().result());
        deviceSays(Message.request(Operation.SEND, 5).payload(Wire.TEXT, new byte[] {1, 2, 3}));
        assertEquals(415, answer().result());
        assertEquals(2, count("refused_wrong_payload"));

        deviceSays(register().payload("not links".getBytes(StandardCharsets.UTF_8)));
        assertEquals(400, answer().result());
        deviceSays(register().version("2.0"));
        assertEquals(412, answer().result());
        assertEquals(2, count("refused_wrong_registration"));

        deviceSays(Message.response(204, 4711));
        assertEquals(1, count("refused_unexpected"));

        assertTrue(events.isEmpty());
        assertTrue(session.isQuiet());
        registered();
    }

    @Test
    void its_own_echo_is_not_heard() throws InterruptedException {
        registered();
        end.read(DEVICE, "/3/0/0");
        Message request = answer();
        deviceSays(request);
        assertTrue(session.isQuiet());
        assertFalse(end.counters().entrySet().stream()
                .anyMatch(counter -> counter.getKey().startsWith("refused") && counter.getValue() > 0));
    }
}
