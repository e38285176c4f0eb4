package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static vn.tram.uplink.Reports.event;
import static vn.tram.uplink.Reports.sample;
import static vn.tram.uplink.Reports.sequences;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import vn.tram.document.Report;

/** What every outbox must do. */
abstract class OutboxContract {

    /** An empty outbox with room for at least ten reports. */
    abstract Outbox outbox() throws Exception;

    @Test
    void reports_wait_in_the_order_in_which_they_were_made() throws Exception {
        Outbox outbox = outbox();
        outbox.append(sample(1));
        outbox.append(event(2));
        outbox.append(sample(4));
        outbox.append(sample(2, 1));

        assertEquals(List.of(sample(1), event(2)), outbox.oldest(2));
        assertEquals(List.of(sample(1), event(2), sample(4), sample(2, 1)), outbox.oldest(10));
        assertEquals(4, outbox.stats().entries());
        assertEquals(sample(1).deviceTimeMillis(), outbox.stats().oldestMillis());
    }

    @Test
    void a_report_leaves_when_it_was_delivered_and_not_before() throws Exception {
        Outbox outbox = outbox();
        for (int i = 1; i <= 5; i++) {
            outbox.append(sample(i));
        }

        outbox.failed(outbox.oldest(1).get(0));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), sequences(outbox.oldest(10)));

        outbox.delivered(sample(2));
        assertEquals(List.of(1L, 3L, 4L, 5L), sequences(outbox.oldest(10)), "delivered out of order");

        outbox.delivered(sample(1));
        outbox.delivered(sample(1));
        outbox.delivered(sample(77));
        assertEquals(List.of(3L, 4L, 5L), sequences(outbox.oldest(10)), "what does not wait is ignored");
        assertEquals(3, outbox.stats().entries());
        assertEquals(1, outbox.stats().sendErrors());
    }

    @Test
    void an_outbox_can_be_emptied_and_filled_again() throws Exception {
        Outbox outbox = outbox();
        for (int i = 1; i <= 20; i++) {
            outbox.append(sample(i));
            assertEquals(List.of(sample(i)), outbox.oldest(3));
            outbox.delivered(sample(i));
            assertEquals(List.of(), outbox.oldest(3));
        }
        assertEquals(0, outbox.stats().entries());
        assertEquals(0, outbox.stats().oldestMillis());
    }

    @Test
    void a_refused_report_is_put_aside_and_counted() throws Exception {
        Outbox outbox = outbox();
        outbox.append(sample(1));
        outbox.append(sample(2));

        outbox.oldest(1);
        outbox.quarantine(sample(1), "4.00 value of /42770/0/4: must not be negative");

        assertEquals(List.of(2L), sequences(outbox.oldest(10)));
        assertEquals(1, outbox.stats().quarantined());
        assertEquals(1, outbox.stats().entries());
    }

    @Test
    void a_report_that_does_not_come_after_the_last_one_is_our_mistake() throws Exception {
        Outbox outbox = outbox();
        outbox.append(sample(2, 5));

        assertThrows(IllegalArgumentException.class, () -> outbox.append(sample(2, 5)));
        assertThrows(IllegalArgumentException.class, () -> outbox.append(sample(1, 9)));
    }

    @Test
    void reports_of_devices_behind_the_agent_have_numbers_of_their_own_and_wait_in_the_order_in_which_they_came()
            throws Exception {
        Outbox outbox = outbox();
        List<Report> came = List.of(
                sample(1),
                sample(1).of("cam-1"),
                sample(2),
                sample(1).of("cam-2"),
                sample(2).of("cam-1"),
                sample(3));
        came.forEach(outbox::append);

        List<Report> waiting = outbox.oldest(10);

        assertEquals(
                List.of("1", "1cam-1", "2", "1cam-2", "2cam-1", "3"),
                waiting.stream()
                        .map(report -> report.sequence() + report.device())
                        .toList());
        outbox.delivered(waiting.get(4));
        outbox.quarantine(waiting.get(1), "4.00");
        assertEquals(List.of(1L, 2L, 1L, 3L), sequences(outbox.oldest(10)));
        assertThrows(
                IllegalArgumentException.class, () -> outbox.append(sample(2).of("cam-1")));
    }

    @Test
    void whoever_sends_is_woken_after_the_report_can_be_seen() throws Exception {
        Outbox outbox = outbox();
        AtomicInteger seen = new AtomicInteger();
        outbox.onAppend(() -> seen.addAndGet(outbox.oldest(10).size()));

        outbox.append(sample(1));
        outbox.append(sample(2));

        assertEquals(1 + 2, seen.get());
    }
}
