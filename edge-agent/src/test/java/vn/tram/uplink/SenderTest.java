package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.uplink.Reports.report;
import static vn.tram.uplink.Reports.sample;
import static vn.tram.uplink.Reports.sequences;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ReportCodec;
import vn.tram.uplink.mqtt.Exchange;
import vn.tram.wire.Message;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Operation;
import vn.tram.wire.Topics;

class SenderTest {

    private static final String ENDPOINT = "cp-0001";
    private static final Topics TOPICS = new Topics("");
    private static final int KEPT = 204;
    private static final int WINDOW = 8;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration RETRY_WITHIN = Duration.ofSeconds(1);

    private final HandTime time = new HandTime();
    private final FakeLine line = new FakeLine(TOPICS, ENDPOINT);
    private final MemoryOutbox outbox = new MemoryOutbox(1000);
    private final Exchange exchange = new Exchange(line, TOPICS.device(ENDPOINT), time);
    private final Sender sender = new Sender(exchange, outbox, time, new Random(1));

    @BeforeEach
    void start() {
        line.start(new MqttSession.Listener() {
            @Override
            public void connected(boolean sessionPresent) {
                sender.connected(true);
            }

            @Override
            public void disconnected(String reason) {
                sender.connected(false);
                exchange.fail(reason);
            }

            @Override
            public void arrived(String topic, byte[] payload) {
                exchange.arrived(payload);
            }
        });
        sender.start();
        line.connect();
        time.settle();
    }

    private void append(Report report) {
        outbox.append(report);
        time.settle();
    }

    private List<Message> sends() {
        return line.sent(Operation.SEND);
    }

    private Message lastSend() {
        return line.last(Operation.SEND);
    }

    private void answer(Message send, int code) {
        line.answer(send, code);
        time.settle();
    }

    private static long sequence(Message send) {
        byte[] payload = send.payload();
        Report report = payload == null ? null : ReportCodec.decode(payload).report();
        return report == null ? -1 : report.sequence();
    }

    private List<Long> sent() {
        return sends().stream().map(SenderTest::sequence).toList();
    }

    private List<Long> waiting() {
        return sequences(outbox.oldest(1000));
    }

    @Test
    void reports_go_a_few_at_a_time_and_each_that_is_kept_lets_the_next_one_go() {
        for (int i = 1; i <= 10; i++) {
            append(sample(i));
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), sent());

        answer(sends().get(2), KEPT);

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), sent());
        assertEquals(List.of(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), waiting());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 405, 406, 413, 415, 422})
    void a_report_that_is_refused_for_good_is_put_aside_and_counted_and_the_next_one_goes(int refusal) {
        append(sample(1));
        answer(lastSend(), refusal);
        append(sample(2));
        answer(lastSend(), KEPT);

        assertEquals(List.of(1L, 2L), sent());
        assertEquals(List.of(), waiting());
        assertEquals(1, outbox.stats().quarantined());
        assertEquals(0, outbox.stats().sendErrors());
        time.advance(Duration.ofHours(1));
        assertEquals(2, sends().size(), "never again");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void a_refusal_that_passes_has_the_report_sent_again_until_it_is_kept(int refusal) {
        append(sample(1));
        answer(lastSend(), refusal);
        assertEquals(1, sends().size(), "not at once");
        time.advance(RETRY_WITHIN);

        assertEquals(List.of(1L, 1L), sent());
        assertEquals(1, outbox.stats().sendErrors());
        assertEquals(0, outbox.stats().quarantined());
        answer(lastSend(), KEPT);
        assertEquals(List.of(), waiting());
    }

    @Test
    void a_controller_that_cannot_keep_anything_is_asked_less_and_less_often_and_then_gets_everything() {
        IntStream.rangeClosed(1, 20).forEach(i -> append(sample(i)));
        Duration hour = Duration.ofHours(1);
        int answered = 0;
        for (Duration now = Duration.ZERO; now.compareTo(hour) < 0; now = now.plusSeconds(1)) {
            for (; answered < sends().size(); answered++) {
                answer(sends().get(answered), 503);
            }
            time.advance(Duration.ofSeconds(1));
        }
        int attempts = sends().size();
        assertTrue(attempts >= 60 && attempts <= 150 * WINDOW, "attempts in an hour: " + attempts);
        assertEquals(20, waiting().size());

        while (!waiting().isEmpty()) {
            time.advance(Duration.ofMinutes(1));
            for (; answered < sends().size(); answered++) {
                answer(sends().get(answered), KEPT);
            }
        }
        assertEquals(0, outbox.stats().quarantined());
        assertEquals(20, sends().size() - attempts, "each once");
    }

    @Test
    void an_answer_to_a_request_that_was_given_up_changes_nothing() {
        append(sample(1));
        Message forgotten = lastSend();
        time.advance(ANSWER_WITHIN.plus(RETRY_WITHIN));
        assertEquals(List.of(1L, 1L), sent(), "sent again");

        answer(forgotten, KEPT);
        answer(forgotten, 400);
        assertEquals(List.of(1L), waiting(), "the new request is still open");
        assertEquals(0, outbox.stats().quarantined());

        answer(lastSend(), KEPT);
        assertEquals(List.of(), waiting());
        answer(lastSend(), KEPT);
        answer(lastSend(), 400);
        assertEquals(0, outbox.stats().quarantined(), "an answer that comes again says nothing new");
        assertEquals(0, exchange.refused());
    }

    @Test
    void what_was_in_flight_when_the_line_broke_is_sent_again_as_soon_as_there_is_a_line() {
        append(sample(1));
        append(sample(2));
        Message before = lastSend();
        line.cut();
        append(sample(3));
        time.advance(Duration.ofHours(1));
        assertEquals(List.of(1L, 2L), sent());

        line.connect();
        time.settle();
        answer(before, KEPT);

        assertEquals(List.of(1L, 2L, 1L, 2L, 3L), sent());
        assertEquals(List.of(1L, 2L, 3L), waiting(), "an answer from before the cut is to nobody");
        sends().forEach(send -> answer(send, KEPT));
        assertEquals(List.of(), waiting());
    }

    @Test
    void a_report_that_no_message_can_hold_is_put_aside_and_counted_and_stands_in_nobodys_way() {
        Reading[] long1000 = IntStream.range(0, Report.MAX_READINGS)
                .mapToObj(i -> Reading.of(42769, i, 1, "ạ".repeat(Reading.MAX_TEXT)))
                .toArray(Reading[]::new);
        line.cut();
        for (int i = 1; i <= WINDOW; i++) {
            append(report(1, i, Report.Kind.EVENT, long1000));
        }
        append(sample(WINDOW + 1));
        line.connect();
        time.settle();

        assertEquals(List.of(WINDOW + 1L), sent());
        assertEquals(WINDOW, outbox.stats().quarantined());
        answer(lastSend(), KEPT);
        assertEquals(List.of(), waiting());
    }

    @Test
    void a_report_that_has_no_form_on_the_wire_is_put_aside_and_counted() {
        append(report(1, 1, Report.Kind.SAMPLE, Reading.of(42773, 0, 0, 1L)));
        append(sample(2));

        assertEquals(List.of(2L), sent());
        assertEquals(1, outbox.stats().quarantined());
    }
}
