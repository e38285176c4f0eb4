package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.desired.Conformity;
import vn.tram.document.Reading;

class DesiredStoriesTest {

    private static final String HASH = "0f".repeat(32);

    private static void publish(Story story, long revision, String... endpoints) {
        story.happens(new Event.BundlePublished(story.now(), "lan", revision, HASH, List.of(endpoints)));
    }

    private static List<Effect.Write> writes(Story story) {
        return story.effects(Effect.Write.class);
    }

    private static void portalReports(Story story, long shown, long desired, long state) {
        story.reports(
                Story.HOTSPOT,
                Reading.of(42772, 0, 0, shown),
                Reading.of(42772, 0, 2, desired),
                Reading.of(42772, 0, 3, HASH),
                Reading.of(42772, 0, 4, state));
    }

    @Test
    void what_is_published_is_written_to_those_named() {
        Story story = Story.ofAHealthyProvince();
        publish(story, 4, Story.HOTSPOT);
        Effect.Write write = writes(story).get(0);
        assertEquals(1, writes(story).size());
        assertEquals(Story.HOTSPOT, write.endpoint());
        assertEquals(4, write.revision());
        assertEquals(List.of(Reading.of(42772, 0, 2, 4L), Reading.of(42772, 0, 3, HASH)), write.values());
        assertEquals(4, story.state(Story.HOTSPOT).desired());
        assertEquals(Conformity.MODIFIED, Conformity.of(story.state(Story.HOTSPOT)));
        assertEquals(Conformity.NONE, Conformity.of(story.state(Story.CENTRE)));
    }

    @Test
    void what_is_published_for_all_goes_to_every_node_with_a_portal() {
        Story story = Story.ofAHealthyProvince();
        publish(story, 4);
        assertEquals(5, writes(story).size());
    }

    @Test
    void a_node_that_reports_the_revision_is_asked_no_more() {
        Story story = Story.ofAHealthyProvince();
        publish(story, 4, Story.HOTSPOT);
        story.happens(new Event.Answered(story.now(), Story.HOTSPOT, 4, 204));
        portalReports(story, 4, 4, 2);
        story.passes(Duration.ofMinutes(2));
        assertEquals(1, writes(story).size());
        assertEquals(4, story.state(Story.HOTSPOT).reported());
        assertEquals(Conformity.APPLIED, Conformity.of(story.state(Story.HOTSPOT)));
    }

    @Test
    void a_node_that_cannot_show_it_is_in_error_and_not_asked_again() {
        Story story = Story.ofAHealthyProvince();
        publish(story, 4, Story.HOTSPOT);
        portalReports(story, 3, 4, 3);
        story.passes(Duration.ofMinutes(2));
        assertEquals(Conformity.ERROR, Conformity.of(story.state(Story.HOTSPOT)));
        assertEquals(1, writes(story).size());
    }

    @Test
    void a_refused_write_is_tried_again_ever_more_slowly() {
        Story story = Story.ofAHealthyProvince();
        publish(story, 4, Story.HOTSPOT);
        for (int second = 0; second < 120; second++) {
            int before = writes(story).size();
            story.passes(Duration.ofSeconds(1));
            if (writes(story).size() > before || second == 0) {
                story.happens(new Event.Answered(story.now(), Story.HOTSPOT, 4, 500));
            }
        }
        assertTrue(
                writes(story).size() >= 4 && writes(story).size() <= 6,
                "were " + writes(story).size());
    }

    @Test
    void a_write_that_is_never_answered_is_tried_again() {
        Story story = Story.ofAHealthyProvince();
        publish(story, 4, Story.HOTSPOT);
        story.passes(Duration.ofSeconds(70));
        assertEquals(2, writes(story).size());
    }

    @Test
    void a_write_that_was_accepted_and_had_no_effect_is_tried_again() {
        Story story = Story.ofAHealthyProvince();
        publish(story, 4, Story.HOTSPOT);
        story.happens(new Event.Answered(story.now(), Story.HOTSPOT, 4, 204));
        story.passesWithReports(Duration.ofMinutes(3), Story.HOTSPOT);
        assertEquals(2, writes(story).size());
    }

    @Test
    void a_node_that_is_off_is_told_when_it_registers() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(5));
        publish(story, 4, Story.HOTSPOT);
        story.passes(Duration.ofMinutes(5));
        assertEquals(List.of(), writes(story));
        assertEquals(4, story.state(Story.HOTSPOT).desired());
        story.connects(Story.HOTSPOT);
        assertEquals(1, writes(story).size());
    }

    @Test
    void publishing_the_same_again_and_an_older_one_changes_nothing() {
        Story story = Story.ofAHealthyProvince();
        publish(story, 4, Story.HOTSPOT);
        story.forget();
        publish(story, 4, Story.HOTSPOT);
        publish(story, 3, Story.HOTSPOT);
        assertEquals(List.of(), story.effects());
    }

    @Test
    void after_a_restart_those_that_lag_are_told_again() {
        Story story = Story.ofAHealthyProvince();
        publish(story, 4, Story.HOTSPOT);
        story.controllerRestarts(Duration.ofMinutes(1));
        story.forget();
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        publish(story, 4, Story.HOTSPOT);
        story.connects(Story.HOTSPOT);
        assertEquals(1, writes(story).size());
        assertEquals(4, story.state(Story.HOTSPOT).desired());
    }

    @Test
    void no_more_than_a_bounded_number_of_writes_is_under_way() {
        Story story = Story.empty();
        for (int i = 0; i < 300; i++) {
            story.connects("ap-" + i);
        }
        publish(story, 1);
        int most = Rules.DEFAULTS.desired().maxInFlight();
        assertEquals(most, writes(story).size());
        for (Effect.Write write : writes(story)) {
            story.happens(new Event.Answered(story.now(), write.endpoint(), 1, 204));
        }
        story.passes(Duration.ofSeconds(2));
        assertEquals(2 * most, writes(story).size());
    }
}
