package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
}
