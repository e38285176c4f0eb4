package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.incident.Incident;
import vn.tram.state.Evidence.Source;
import vn.tram.state.Health;
import vn.tram.state.NodeState;

/** The controller's own trouble is never a site's. */
class OurselvesStoriesTest {

    private static final List<String> ALL =
            List.of(Story.CENTRE, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT);

    private static void assertAll(Story story, Health health, Source source) {
        for (String endpoint : ALL) {
            assertEquals(health, story.health(endpoint), endpoint);
            assertEquals(source, story.state(endpoint).evidence().get(0).source(), endpoint);
        }
    }

    /** ThingsBoard 13715: a restart of the server fires a disconnect for every device. */
    @Test
    void a_restart_fires_nothing() {
        Story story = Story.ofAHealthyProvince();
        story.forget();
        story.controllerRestarts(Duration.ofMinutes(7));
        assertAll(story, Health.UNKNOWN, Source.OURSELVES);
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        for (String endpoint : ALL) {
            story.passes(Duration.ofSeconds(1));
            story.connects(endpoint);
        }
        story.passes(Duration.ofMinutes(1));
        assertAll(story, Health.UP, Source.SESSION);
        assertEquals(List.of(), story.incidents());
        assertEquals(
                List.of(),
                story.effects(Effect.NodeChanged.class).stream()
                        .filter(changed -> changed.state().health() == Health.DOWN)
                        .toList());
    }

    @Test
    void agents_that_lost_their_session_with_our_broker_are_not_down_when_it_returns() {
        Story story = Story.ofAHealthyProvince();
        story.controllerRestarts(Duration.ofSeconds(5));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        ALL.forEach(story::losesSession);
        story.passes(Duration.ofSeconds(14));
        assertAll(story, Health.UNKNOWN, Source.OURSELVES);
        ALL.forEach(story::connects);
        story.passes(Duration.ofMinutes(1));
        assertAll(story, Health.UP, Source.SESSION);
        assertEquals(List.of(), story.incidents());
    }

    @Test
    void a_node_that_died_while_we_were_away_is_down_after_the_grace_period() {
        Story story = Story.ofAHealthyProvince();
        story.controllerRestarts(Duration.ofMinutes(30));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        for (String endpoint : ALL) {
            if (endpoint.equals(Story.HOTSPOT)) {
                story.losesSession(endpoint);
            } else {
                story.connects(endpoint);
            }
        }
        story.passes(Duration.ofSeconds(14));
        assertEquals(Health.UNKNOWN, story.health(Story.HOTSPOT));
        story.passes(Duration.ofSeconds(10));
        assertEquals(Health.DOWN, story.health(Story.HOTSPOT));
        assertEquals(Story.HOTSPOT, story.onlyIncident().endpoint());
    }

    @Test
    void what_is_not_heard_after_a_restart_is_unknown_by_silence_in_the_end() {
        Story story = Story.ofAHealthyProvince();
        story.controllerRestarts(Duration.ofMinutes(1));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.passes(Duration.ofSeconds(160));
        assertAll(story, Health.UNKNOWN, Source.SILENCE);
        assertEquals(List.of(), story.incidents());
    }

    @Test
    void an_incident_lives_through_a_restart_under_its_number() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT)
                .passes(Duration.ofSeconds(30));
        story.controllerRestarts(Duration.ofMinutes(5));
        assertTrue(story.onlyIncident().isOpen());
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.losesSession(Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT);
        story.connects(Story.CENTRE).passes(Duration.ofMinutes(1));
        Incident incident = story.onlyIncident();
        assertTrue(incident.isOpen());
        assertEquals(1, incident.timeline().size());
        story.connects(Story.DISTRICT).connects(Story.COMMUNE_A).connects(Story.COMMUNE_B);
        story.connects(Story.HOTSPOT).passes(Duration.ofMinutes(3));
        assertFalse(story.onlyIncident().isOpen());
    }

    @Test
    void numbers_are_never_used_again_after_a_restart() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(10));
        story.connects(Story.HOTSPOT);
        story.controllerRestarts(Duration.ofMinutes(20));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        ALL.forEach(story::connects);
        story.passes(Duration.ofSeconds(20));
        story.losesSession(Story.COMMUNE_B).passes(Duration.ofSeconds(10));
        assertEquals(
                List.of(1L, 2L), story.incidents().stream().map(Incident::id).toList());
    }

    @Test
    void losing_our_own_broker_makes_everything_unknown_and_nothing_down() {
        Story story = Story.ofAHealthyProvince();
        story.happens(new Event.BrokerSession(story.now(), false, "connection reset"));
        story.passes(Duration.ofSeconds(1));
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        story.passes(Duration.ofSeconds(1));
        assertAll(story, Health.UNKNOWN, Source.OURSELVES);
        story.passes(Duration.ofHours(3));
        assertAll(story, Health.UNKNOWN, Source.OURSELVES);
        assertEquals(List.of(), story.incidents());
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        for (String endpoint : ALL) {
            story.happens(new Event.Presence(story.now(), endpoint, true, ""));
        }
        assertAll(story, Health.UP, Source.SESSION);
    }

    @Test
    void a_short_break_of_our_own_session_is_not_shown() {
        Story story = Story.ofAHealthyProvince();
        story.forget();
        story.happens(new Event.BrokerSession(story.now(), false, "connection reset"));
        story.passes(Duration.ofSeconds(1));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.passes(Duration.ofSeconds(20));
        assertEquals(List.of(), story.effects());
    }

    @Test
    void what_the_broker_kept_for_us_does_not_prove_that_its_sender_lives() {
        Story story = Story.ofAHealthyProvince();
        Report early = story.report(Story.HOTSPOT, story.now(), Reading.of(42770, 0, 0, 5.5));
        story.happens(new Event.BrokerSession(story.now(), false, "connection reset"));
        story.passes(Duration.ofMinutes(30));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.arrives(Story.HOTSPOT, early);
        assertEquals(Health.UNKNOWN, story.health(Story.HOTSPOT));
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(20));
        assertEquals(Health.DOWN, story.health(Story.HOTSPOT));
    }

    /** Uptime Kuma 2470: the program is busy with itself and produces false downtime. */
    @Test
    void a_controller_that_stood_still_blames_itself() {
        Story story = Story.ofAHealthyProvince();
        story.sleeps(Duration.ofHours(1));
        story.happens(new Event.Tick(story.now()));
        assertAll(story, Health.UNKNOWN, Source.OURSELVES);
        ALL.forEach(endpoint -> story.reports(endpoint, Reading.of(42770, 0, 0, 5.5)));
        assertAll(story, Health.UP, Source.REPORT);
        assertEquals(List.of(), story.incidents());
    }

    @Test
    void a_clock_that_is_set_back_stops_nothing() {
        Story story = Story.ofAHealthyProvince();
        story.sleeps(Duration.ofHours(-5));
        story.happens(new Event.Tick(story.now()));
        assertAll(story, Health.UNKNOWN, Source.OURSELVES);
        ALL.forEach(endpoint -> story.reports(endpoint, Reading.of(42770, 0, 0, 5.5)));
        story.passes(Duration.ofSeconds(20));
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(10));
        assertEquals(Health.DOWN, story.health(Story.HOTSPOT));
        story.passes(Duration.ofSeconds(150));
        assertEquals(Source.SILENCE, story.state(Story.CENTRE).evidence().get(0).source());
    }

    @Test
    void a_restart_says_nothing_about_nodes_that_were_unknown_already() {
        Story story = Story.ofAProvince();
        story.controllerRestarts(Duration.ofMinutes(1));
        story.forget();
        story.happens(new Event.Tick(story.now()));
        assertEquals(List.of(), story.effects());
        NodeState never = story.state(Story.HOTSPOT);
        assertEquals(Health.UNKNOWN, never.health());
    }
}
