package vn.tram.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1));

    @Test
    void pauses_between_attempts_double_up_to_the_longest() {
        assertEquals(500, backoff.millis(0, 1));
        assertEquals(1000, backoff.millis(1, 1));
        assertEquals(32_000, backoff.millis(6, 1));
        assertEquals(60_000, backoff.millis(7, 1));
        assertEquals(60_000, backoff.millis(1_000_000, 1));
    }

    @Test
    void half_of_a_pause_is_random() {
        assertEquals(30_000, backoff.millis(20, 0));
        assertEquals(45_000, backoff.millis(20, 0.5));
    }

    @Test
    void a_longest_pause_that_is_shorter_than_the_shortest_is_our_mistake() {
        assertThrows(IllegalArgumentException.class, () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
