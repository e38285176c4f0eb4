package vn.tram.profiles.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantityTest {

    @Test
    void durations_are_read_and_written_alike() {
        assertEquals(Duration.ofMillis(200), Quantity.duration("200ms"));
        assertEquals(Duration.ofHours(36), Quantity.duration("36h"));
        assertNull(Quantity.duration("60"));
        assertNull(Quantity.duration("-1s"));
        for (String text : List.of("0s", "200ms", "59s", "90s", "10m", "36h", "7d")) {
            Duration duration = Quantity.duration(text);
            assertEquals(text, duration == null ? "" : Quantity.write(duration));
        }
    }

    @Test
    void sizes_are_powers_of_a_thousand() {
        assertEquals(10_000L, Quantity.bytes("10KB"));
        assertEquals(1_000_000_000L, Quantity.bytes("1 GB"));
        assertEquals(5L, Quantity.bytes("5"));
        assertEquals(Long.MAX_VALUE, Quantity.bytes("999999999999999GB"));
        assertNull(Quantity.bytes("10MiB"));
    }

    @Test
    void a_suggestion_is_given_only_when_something_is_near() {
        assertEquals("no; did you mean \"interval\"?", Suggestion.rule("no", "intervall", List.of("port", "interval")));
        assertEquals("no; did you mean \"interval\"?", Suggestion.rule("no", "itnerval", List.of("interval")));
        assertEquals("no", Suggestion.rule("no", "colour", List.of("port", "interval")));
        assertEquals(1, Suggestion.distance("ab", "ba"));
        assertEquals(3, Suggestion.distance("kitten", "sitting"));
    }
}
