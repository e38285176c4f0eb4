package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.store.StoreFixture.octets;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.flow.Effect;

class InboxTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void a_report_too_many_is_refused_until_a_batch_was_taken() throws Exception {
        Inbox inbox = new Inbox(new Limits(2, 100, 2, Duration.ZERO, 0));

        assertTrue(inbox.add(report(1, octets(1))));
        assertTrue(inbox.add(report(2, octets(1))));
        assertFalse(inbox.add(report(3, octets(1))));
        assertEquals(2, inbox.take(LONG).reports().size());
        assertTrue(inbox.add(report(3, octets(1))));
    }

    @Test
    void a_reading_too_many_is_refused() {
        Inbox inbox = new Inbox(new Limits(100, 3, 100, Duration.ZERO, 0));

        assertTrue(inbox.add(report(1, octets(1), Reading.of(3, 0, 9, 1L))));
        assertFalse(inbox.add(report(2, octets(1), Reading.of(3, 0, 9, 1L))));
        assertTrue(inbox.add(report(3, octets(1))));
    }

    @Test
    void a_full_batch_does_not_wait_and_the_rest_stays_for_the_next() throws Exception {
        Inbox inbox = new Inbox(new Limits(100, 100, 2, LONG, 0));
        inbox.add(report(1, octets(1)));
        inbox.add(report(2, octets(1)));
        inbox.add(report(3, octets(1)));

        assertEquals(List.of(1L, 2L), sequences(inbox.take(LONG)));
        inbox.close();
        assertEquals(List.of(3L), sequences(inbox.take(LONG)));
        assertTrue(inbox.isDone());
    }

    @Test
    void after_closing_nothing_is_accepted() {
        Inbox inbox = new Inbox(Limits.DEFAULT);
        inbox.close();

        assertFalse(inbox.add(report(1, octets(1))));
        assertFalse(inbox.run(() -> {}));
    }

    private static List<Long> sequences(Batch batch) {
        return batch.reports().stream().map(store -> store.report().sequence()).toList();
    }

    private static Effect.Store report(long sequence, Reading... readings) {
        Report report = new Report(BootId.of(1, 1), sequence, Report.Kind.SAMPLE, 0, 0, List.of(readings));
        return new Effect.Store(sequence, "node-1", Instant.EPOCH, true, report);
    }
}
