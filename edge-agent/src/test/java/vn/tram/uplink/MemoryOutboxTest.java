package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.uplink.Reports.event;
import static vn.tram.uplink.Reports.sample;
import static vn.tram.uplink.Reports.sequences;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryOutboxTest extends OutboxContract {

    @Override
    Outbox outbox() {
        return new MemoryOutbox(10);
    }

    @Test
    void when_it_is_full_every_second_sample_goes_and_no_event() {
        Outbox outbox = new MemoryOutbox(5);
        outbox.append(sample(1));
        outbox.append(event(2));
        outbox.append(sample(3));
        outbox.append(event(4));
        outbox.append(sample(5));
        outbox.append(sample(6));

        assertEquals(List.of(2L, 3L, 4L, 6L), sequences(outbox.oldest(10)));
        assertEquals(2, outbox.stats().droppedSamples());
    }

    @Test
    void devices_that_report_in_turn_lose_as_much_of_each() {
        Outbox outbox = new MemoryOutbox(10);
        for (int i = 1; i <= 6; i++) {
            outbox.append(sample(i));
            outbox.append(sample(i).of("cam-1"));
        }

        long ofCamera = outbox.oldest(20).stream()
                .filter(report -> report.device().equals("cam-1"))
                .count();
        long all = outbox.stats().entries();
        assertTrue(ofCamera * 3 >= all && ofCamera * 3 <= 2 * all, ofCamera + " of " + all);
    }
}
