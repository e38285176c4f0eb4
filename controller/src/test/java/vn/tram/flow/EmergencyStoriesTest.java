package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;

class EmergencyStoriesTest {

    private static final String HASH = "0f".repeat(32);
    private static final String TEXT = "Lũ. ".repeat(500) + "\n";

    private static void send(Story story, Duration life) {
        story.happens(new Event.EmergencySent(
                story.now(), "lan", "e-1", TEXT, HASH, story.now().plus(life)));
    }

    private static void heard(Story story, String hash) {
        story.reports(Story.HOTSPOT, Reading.of(42772, 0, 0, 0L), Reading.of(42772, 0, 12, hash));
    }

    private static List<Effect.Write> writes(Story story) {
        return story.effects(Effect.Write.class);
    }

    @Test
    void it_is_written_at_once_to_every_portal_that_can_show_it_in_pieces_that_a_resource_can_hold() {
        Story story = Story.ofAHealthyProvince();
        heard(story, "");
        send(story, Duration.ofHours(1));
        assertEquals(1, writes(story).size());
        Effect.Write write = writes(story).get(0);
        assertEquals(Story.HOTSPOT, write.endpoint());
        assertEquals(4, write.values().size());
        assertEquals(
                TEXT, write.values().stream().map(one -> (String) one.value()).collect(Collectors.joining()));
    }

    @Test
    void it_is_written_again_until_the_portal_says_that_it_has_it() {
        Story story = Story.ofAHealthyProvince();
        heard(story, "");
        send(story, Duration.ofHours(1));
        story.passes(Duration.ofSeconds(10));
        int tries = writes(story).size();
        assertTrue(tries >= 2, "written " + tries + " times");
        heard(story, HASH);
        story.passes(Duration.ofMinutes(10));
        assertEquals(tries, writes(story).size());
    }

    @Test
    void a_portal_that_comes_back_later_gets_it_and_one_that_comes_after_its_end_does_not() {
        Story story = Story.ofAHealthyProvince();
        send(story, Duration.ofHours(1));
        assertEquals(0, writes(story).size());
        heard(story, "");
        assertEquals(1, writes(story).size());
        heard(story, HASH);
        story.passes(Duration.ofHours(2));
        heard(story, "");
        story.passes(Duration.ofMinutes(5));
        assertEquals(1, writes(story).size());
    }
}
