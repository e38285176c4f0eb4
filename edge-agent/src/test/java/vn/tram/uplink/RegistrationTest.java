package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;
import vn.tram.wire.Topics;

/** A device gets registered and stays so, whatever becomes of the messages about it; in time that moves by hand. */
class RegistrationTest {

    private static final Topics TOPICS = new Topics("");
    private static final String DEVICE = "cp-0001";
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int NOT_FOUND = 404;
    private static final int CREATED = 201;

    private final HandTime time = new HandTime();
    private final FakeLine line = new FakeLine(TOPICS, DEVICE);
    private final ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
    private final AtomicInteger registrations = new AtomicInteger();
    private final Uplink uplink = new Uplink(
            new Uplink.Settings(
                    DEVICE, URI.create("mqtt://controller:1883"), null, TOPICS, LIFETIME, Duration.ofSeconds(30)),
            options -> line,
            tree,
            new MemoryOutbox(100),
            registrations::incrementAndGet,
            new Random(1),
            Uplink.Shared.of(time, tree));

    @BeforeEach
    void start() {
        tree.put(Reading.of(3, 0, 0, "Trạm"));
        uplink.start();
        time.settle();
    }

    private void connect() {
        line.connect();
        time.settle();
    }

    private int sent(Operation operation) {
        return line.sent(operation).size();
    }

    @Test
    void it_registers_as_soon_as_there_is_a_line() {
        assertEquals(0, sent(Operation.REGISTER));
        line.answerRegistrations();
        connect();

        Message register = line.last(Operation.REGISTER);
        assertEquals(LIFETIME.toSeconds(), register.lifetime());
        assertEquals("1.2", register.version());
        assertEquals("M", register.binding());
        assertTrue(uplink.isRegistered());
        assertEquals(1, registrations.get());
        assertEquals(List.of("online"), line.statuses());
    }

    @Test
    void a_register_that_nobody_heard_is_sent_again_well_within_a_second() {
        connect();
        assertEquals(1, sent(Operation.REGISTER));
        line.answerRegistrations();
        time.advance(Duration.ofMillis(250));

        assertTrue(uplink.isRegistered());
        assertEquals(2, sent(Operation.REGISTER));
    }

    @Test
    void a_controller_that_stays_away_is_asked_less_and_less_often() {
        connect();
        time.advance(Duration.ofHours(1));

        int inTheHour = sent(Operation.REGISTER);
        assertTrue(inTheHour >= 60 && inTheHour <= 130, "Registers in an hour: " + inTheHour);
        assertFalse(uplink.isRegistered());
    }

    @Test
    void on_a_slow_line_the_answer_to_the_first_register_counts_and_later_ones_change_nothing() {
        connect();
        time.advance(Duration.ofSeconds(1));
        List<Message> asked = line.sent(Operation.REGISTER);
        assertTrue(asked.size() > 2, "Registers: " + asked.size());

        asked.forEach(register -> line.answer(register, CREATED));

        assertTrue(uplink.isRegistered());
        assertEquals(1, registrations.get());
        time.advance(Duration.ofMinutes(1));
        assertEquals(asked.size(), sent(Operation.REGISTER));
    }

    @Test
    void the_registration_is_renewed_twice_in_its_lifetime() {
        line.answerRegistrations();
        connect();
        time.advance(LIFETIME);

        assertEquals(2, sent(Operation.UPDATE));
        assertEquals(1, sent(Operation.REGISTER));
        assertNull(line.last(Operation.UPDATE).payload(), "nothing but a sign of life");
    }

    @Test
    void a_controller_that_forgot_the_device_gets_a_register_at_once() {
        line.answerRegistrations();
        connect();
        line.fallSilent();
        time.advance(LIFETIME.dividedBy(2));
        assertTrue(sent(Operation.UPDATE) > 0);

        line.answerRegistrations();
        line.answer(line.last(Operation.UPDATE), NOT_FOUND);
        assertFalse(uplink.isRegistered());
        time.settle();

        assertTrue(uplink.isRegistered());
        assertEquals(2, registrations.get());
    }

    @Test
    void an_update_that_nobody_answers_is_sent_again() {
        line.answerRegistrations();
        connect();
        line.fallSilent();
        time.advance(LIFETIME.dividedBy(2).plusSeconds(2));

        assertTrue(sent(Operation.UPDATE) >= 2, "Updates: " + sent(Operation.UPDATE));
        assertTrue(uplink.isRegistered(), "until the controller says otherwise");
    }

    @Test
    void when_the_line_is_back_the_controller_is_asked_whether_it_still_knows_the_device() {
        line.answerRegistrations();
        connect();
        line.cut();
        time.advance(Duration.ofMinutes(10));
        assertEquals(0, sent(Operation.UPDATE));
        connect();

        assertEquals(1, sent(Operation.UPDATE));
        assertEquals(1, sent(Operation.REGISTER));
        assertEquals(List.of("online", "online"), line.statuses());
    }

    @Test
    void a_line_that_is_lost_while_registering_costs_no_more_than_its_absence() {
        connect();
        time.advance(Duration.ofMinutes(1));
        line.cut();
        time.advance(Duration.ofMinutes(10));
        line.answerRegistrations();
        connect();

        assertTrue(uplink.isRegistered());
    }

    @Test
    void the_controller_can_ask_for_a_registration() {
        line.answerRegistrations();
        connect();
        line.fallSilent();

        Message answer = line.ask(Message.request(Operation.EXECUTE, 8).uri("/1/0/8"));
        time.settle();
        assertEquals(204, answer == null ? 0 : answer.result());
        assertEquals(1, sent(Operation.UPDATE));
        line.answerRegistrations();
        line.answer(line.last(Operation.UPDATE), NOT_FOUND);
        time.settle();

        assertEquals(2, registrations.get());
    }

    @Test
    void a_device_that_waits_long_registers_at_once_when_the_controller_asks() {
        connect();
        time.advance(Duration.ofMinutes(30));
        line.answerRegistrations();
        line.say(Message.request(Operation.EXECUTE, 8).uri("/1/0/8"));
        time.settle();

        assertTrue(uplink.isRegistered());
    }

    @Test
    void new_instances_are_told_together_in_one_update() {
        line.answerRegistrations();
        connect();
        for (int i = 1; i <= 5; i++) {
            tree.put(Reading.of(42769, i, 8, 1L));
        }
        time.advance(Duration.ofSeconds(1));

        assertEquals(1, sent(Operation.UPDATE));
        String told = line.last(Operation.UPDATE).payloadText();
        assertTrue(told.contains("</42769/1>") && told.contains("</42769/5>"), told);
    }

    @Test
    void instances_that_appear_while_a_register_is_on_its_way_are_told_after_it() {
        connect();
        tree.put(Reading.of(42769, 3, 8, 1L));
        Message first = line.last(Operation.REGISTER);
        line.answerRegistrations();
        line.answer(first, CREATED);
        time.advance(Duration.ofSeconds(1));

        assertTrue(line.last(Operation.UPDATE).payloadText().contains("</42769/3>"));
    }

    @Test
    void it_takes_its_leave_when_it_is_closed_and_is_silent_after_that() {
        line.answerRegistrations();
        connect();
        uplink.close();
        time.advance(LIFETIME);

        assertEquals(1, sent(Operation.DEREGISTER));
        assertEquals(0, sent(Operation.UPDATE));
        assertEquals(List.of("online", "offline closed"), line.statuses());
        assertFalse(uplink.isRegistered());
    }
}
