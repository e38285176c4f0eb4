package vn.tram.state;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final Instant START = Instant.parse("2026-11-24T01:00:00Z");

    private final Deadlines deadlines = new Deadlines();
    private final Device device = new Device("cp-1", StateRules.DEFAULTS, START);

    @Test
    void a_device_is_not_looked_at_before_its_deadline_even_within_the_same_millisecond() {
        deadlines.put(device, START.plusNanos(5_700_000));

        assertNull(deadlines.poll(START.plusNanos(5_200_000)));
        assertSame(device, deadlines.poll(START.plusNanos(6_000_000)));
        assertNull(deadlines.poll(START.plusSeconds(60)), "it was taken out");
    }
}
