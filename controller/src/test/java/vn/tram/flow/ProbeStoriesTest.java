package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.state.Evidence.Source;
import vn.tram.state.Health;
import vn.tram.state.ProbeLevel;

/** What probes tell of a line, and how it goes together with what the agent at its end says. */
class ProbeStoriesTest {

    private static final List<String> ALL =
            List.of(Story.CENTRE, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT);

    private static Story probed() {
        Story story = Story.ofAHealthyProvince();
        ALL.forEach(endpoint -> probes(story, endpoint, ProbeLevel.FLOWING));
        return story;
    }

    private static void probes(Story story, String endpoint, ProbeLevel level) {
        story.happens(new Event.Probed(story.now(), endpoint, level, story.now()));
    }

    @Test
    void a_line_is_down_when_no_probe_arrives_long_before_the_broker_notices() {
        Story story = probed();
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        assertEquals(Health.DOWN, story.health(Story.COMMUNE_B));
        assertEquals(
                Source.PROBE, story.state(Story.COMMUNE_B).evidence().get(0).source());
        story.passes(Duration.ofSeconds(5));
        assertEquals(Story.COMMUNE_B, story.onlyIncident().endpoint());
    }

    private static void arrives(Story story, String endpoint) {
        story.happens(new Event.ProbesArrived(story.now(), Map.of(endpoint, story.now())));
    }

    /** A second ago the last probe of the node arrived, and 1.8 s later nothing more had. */
    private static void fallsSilent(Story story, String endpoint) {
        story.happens(new Event.Probed(
                story.now(), endpoint, ProbeLevel.SILENT, story.now().minusMillis(1800)));
    }

    @Test
    void an_incident_opens_at_once_when_the_node_above_was_heard_after_the_cut() {
        Story story = probed();
        fallsSilent(story, Story.COMMUNE_B);
        assertEquals(List.of(), story.incidents(), "the district may have been cut as well");
        story.happens(new Event.ProbesArrived(
                story.now(), Map.of(Story.DISTRICT, story.now().minusMillis(900))));
        assertEquals(List.of(), story.incidents(), "that was before the commune's next probe was due");
        arrives(story, Story.CENTRE);
        assertEquals(List.of(), story.incidents(), "that says nothing of the district");
        arrives(story, Story.DISTRICT);
        assertEquals(Story.COMMUNE_B, story.onlyIncident().endpoint());
    }

    @Test
    void a_node_that_had_lost_probes_before_waits_for_the_one_above_all_the_same() {
        Story story = probed();
        probes(story, Story.COMMUNE_B, ProbeLevel.LOSSY);
        fallsSilent(story, Story.COMMUNE_B);
        arrives(story, Story.DISTRICT);
        assertEquals(List.of(), story.incidents());
        story.passes(Duration.ofSeconds(4));
        assertEquals(Story.COMMUNE_B, story.onlyIncident().endpoint());
    }

    @Test
    void a_district_that_is_cut_is_one_incident_whoever_falls_silent_first() {
        Story story = probed();
        fallsSilent(story, Story.COMMUNE_A);
        fallsSilent(story, Story.HOTSPOT);
        arrives(story, Story.CENTRE);
        fallsSilent(story, Story.DISTRICT);
        arrives(story, Story.CENTRE);
        fallsSilent(story, Story.COMMUNE_B);
        assertEquals(Story.DISTRICT, story.onlyIncident().endpoint());
        story.passes(Duration.ofSeconds(5));
        assertEquals(Story.DISTRICT, story.onlyIncident().endpoint());
    }

    @Test
    void a_line_is_up_when_probes_arrive_again_before_its_agent_has_a_session() {
        Story story = probed();
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        story.passes(Duration.ofSeconds(30)).losesSession(Story.COMMUNE_B).passes(Duration.ofSeconds(30));
        probes(story, Story.COMMUNE_B, ProbeLevel.FLOWING);
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
        assertEquals(List.of(), story.openIncidents());
        story.passes(Duration.ofSeconds(20)).connects(Story.COMMUNE_B);
        story.passes(Duration.ofSeconds(70));
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
    }

    @Test
    void an_agent_that_does_not_come_back_over_a_line_that_works_is_not_called_an_outage() {
        Story story = probed();
        story.losesSession(Story.COMMUNE_B).passes(Duration.ofSeconds(30));
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
        story.passes(Duration.ofSeconds(31));
        assertEquals(Health.DEGRADED, story.health(Story.COMMUNE_B));
        assertEquals(
                "evidence.agent.silent",
                story.state(Story.COMMUNE_B).evidence().get(0).message());
        assertEquals(List.of(), story.incidents());
        story.connects(Story.COMMUNE_B);
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
    }

    /**
     * OpenWISP 566: the ping fails and metrics arrive, and checks for a recovery queue without bound; here the one
     * contradicts the other once, and nothing queues.
     */
    @Test
    void a_line_that_carries_reports_and_no_probes_is_not_down() {
        Story story = probed();
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        assertEquals(Health.DOWN, story.health(Story.COMMUNE_B));
        story.passes(Duration.ofSeconds(6));
        story.reports(Story.COMMUNE_B, Reading.of(42770, 0, 0, 13.5));
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
        story.passes(Duration.ofSeconds(60));
        story.reports(Story.COMMUNE_B, Reading.of(42770, 0, 0, 14.5));
        assertEquals(Health.DEGRADED, story.health(Story.COMMUNE_B));
        assertEquals(
                "evidence.probe.missing",
                story.state(Story.COMMUNE_B).evidence().get(0).message());
        probes(story, Story.COMMUNE_B, ProbeLevel.FLOWING);
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
    }

    @Test
    void a_report_that_was_on_its_way_does_not_contradict_the_silence() {
        Story story = probed();
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        story.passes(Duration.ofSeconds(2));
        story.reports(Story.COMMUNE_B, Reading.of(42770, 0, 0, 13.5));
        assertEquals(Health.DOWN, story.health(Story.COMMUNE_B));
    }

    @Test
    void a_line_stays_down_however_long_nothing_is_heard_over_it() {
        Story story = probed();
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        story.passes(Duration.ofHours(2));
        assertEquals(Health.DOWN, story.health(Story.COMMUNE_B));
    }

    @Test
    void a_line_that_loses_some_is_degraded() {
        Story story = probed();
        probes(story, Story.DISTRICT, ProbeLevel.LOSSY);
        assertEquals(Health.DEGRADED, story.health(Story.DISTRICT));
        probes(story, Story.DISTRICT, ProbeLevel.FLOWING);
        assertEquals(Health.UP, story.health(Story.DISTRICT));
    }

    @Test
    void a_broker_that_is_gone_hides_no_line_that_is_probed() {
        Story story = probed();
        story.happens(new Event.BrokerSession(story.now(), false, ""));
        story.passes(Duration.ofSeconds(60));
        ALL.forEach(endpoint -> assertEquals(Health.UP, story.health(endpoint), endpoint));
        probes(story, Story.COMMUNE_A, ProbeLevel.SILENT);
        assertEquals(Health.DOWN, story.health(Story.COMMUNE_A));
    }

    @Test
    void when_nothing_arrives_from_anywhere_it_is_our_own_line() {
        Story story = probed();
        story.happens(new Event.ProbesHeard(story.now(), false));
        story.passes(Duration.ofSeconds(40));
        ALL.forEach(story::losesSession);
        story.passes(Duration.ofMinutes(2));
        ALL.forEach(endpoint -> assertEquals(Health.UNKNOWN, story.health(endpoint), endpoint));
        assertEquals(List.of(), story.incidents());
        story.happens(new Event.ProbesHeard(story.now(), true));
        ALL.forEach(endpoint -> probes(story, endpoint, ProbeLevel.FLOWING));
        ALL.forEach(endpoint -> assertEquals(Health.UP, story.health(endpoint), endpoint));
    }

    @Test
    void a_controller_that_has_restarted_sees_at_once_what_is_cut_and_what_is_not() {
        Story story = probed();
        story.controllerRestarts(Duration.ofMinutes(3));
        story.passes(Duration.ofSeconds(2));
        probes(story, Story.DISTRICT, ProbeLevel.FLOWING);
        probes(story, Story.COMMUNE_A, ProbeLevel.SILENT);
        assertEquals(Health.UP, story.health(Story.DISTRICT));
        assertEquals(Health.DOWN, story.health(Story.COMMUNE_A));
        assertEquals(Health.UNKNOWN, story.health(Story.COMMUNE_B));
    }

    @Test
    void an_agent_that_was_stopped_on_purpose_is_not_down_because_its_probes_stop() {
        Story story = probed();
        story.closes(Story.COMMUNE_B);
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        story.passes(Duration.ofSeconds(10));
        assertEquals(Health.UNKNOWN, story.health(Story.COMMUNE_B));
        assertTrue(story.incidents().isEmpty());
    }

    /** Of what a node says when it is back, the newest is the present, in whatever order it arrives. */
    @Test
    void an_interface_that_was_down_is_not_down_because_the_newest_report_overtook_the_one_that_says_so() {
        Story story = probed();
        story.reportsInterface(Story.COMMUNE_B, 1, true, 1);
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        story.passes(Duration.ofMinutes(20));
        var down = story.report(Story.COMMUNE_B, story.now().minusSeconds(1100), Reading.of(42769, 1, 8, 2L));
        probes(story, Story.COMMUNE_B, ProbeLevel.FLOWING);
        var up = story.report(Story.COMMUNE_B, story.now(), Reading.of(42769, 1, 8, 1L));
        var newest = story.report(Story.COMMUNE_B, story.now(), Reading.of(42770, 0, 0, 14.5));
        story.connects(Story.COMMUNE_B);
        story.arrives(Story.COMMUNE_B, down);
        story.arrives(Story.COMMUNE_B, newest);
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
        story.arrives(Story.COMMUNE_B, up);
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
        assertEquals(1, story.incidents().size(), story.incidents()::toString);
        assertEquals(
                Health.UP,
                Objects.requireNonNull(story.state(Story.COMMUNE_B).links().get(1))
                        .health());
    }

    /** Seed 3 of the simulated month: what is read just before the return and comes just after it looks like news. */
    @Test
    void an_interface_is_not_down_because_of_what_was_read_a_moment_before_the_line_was_back() {
        Story story = probed();
        story.reportsInterface(Story.COMMUNE_B, 1, true, 1);
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        story.passes(Duration.ofSeconds(40));
        var before = story.report(Story.COMMUNE_B, story.now().minusMillis(29), Reading.of(42769, 1, 8, 2L));
        probes(story, Story.COMMUNE_B, ProbeLevel.FLOWING);
        story.passes(Duration.ofMillis(20)).arrives(Story.COMMUNE_B, before);
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
        story.passes(Duration.ofSeconds(1));
        var after = story.report(Story.COMMUNE_B, story.now(), Reading.of(42769, 1, 8, 1L));
        story.arrives(Story.COMMUNE_B, after);
        assertEquals(1, story.incidents().size(), story.incidents()::toString);
        assertTrue(story.state(Story.COMMUNE_B).evidence().stream()
                .noneMatch(why -> why.source() == Source.REPORT && why.message().startsWith("evidence.link")));
    }

    @Test
    void an_agent_that_is_told_to_probe_no_more_is_judged_by_its_session_alone() {
        Story story = probed();
        story.closes(Story.COMMUNE_B);
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        story.passes(Duration.ofSeconds(20)).boots(Story.COMMUNE_B).connects(Story.COMMUNE_B);
        story.reports(Story.COMMUNE_B, new Reading(Conditions.PROBED_LINE, Conditions.PROBES_OFF));
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
        story.passesWithReports(Duration.ofMinutes(10), Story.COMMUNE_B);
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
        story.controllerRestarts(Duration.ofMinutes(1));
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        assertEquals(Health.UNKNOWN, story.health(Story.COMMUNE_B));
        story.connects(Story.COMMUNE_B);
        story.losesSession(Story.COMMUNE_B).passes(Duration.ofMinutes(2));
        assertEquals(Health.DOWN, story.health(Story.COMMUNE_B));
        story.connects(Story.COMMUNE_B);
        story.reports(Story.COMMUNE_B, new Reading(Conditions.PROBED_LINE, 1L));
        probes(story, Story.COMMUNE_B, ProbeLevel.FLOWING);
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        assertEquals(Health.DOWN, story.health(Story.COMMUNE_B));
    }

    /** Seed 8 of the simulated month: the report that brings a node back was read before it was back. */
    @Test
    void an_interface_is_not_down_because_of_what_came_after_the_stored_report_that_ended_the_silence() {
        Story story = probed();
        story.reportsInterface(Story.COMMUNE_B, 1, true, 1);
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        Instant cut = story.now();
        story.passes(Duration.ofSeconds(65));
        var down = story.report(Story.COMMUNE_B, cut.plusMillis(200), Reading.of(42769, 1, 8, 2L));
        var last = story.report(Story.COMMUNE_B, story.now().minusSeconds(4), Reading.of(42770, 0, 0, 14.5));
        story.arrives(Story.COMMUNE_B, last);
        story.arrives(Story.COMMUNE_B, down);
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
        story.passes(Duration.ofMillis(30));
        story.reports(Story.COMMUNE_B, Reading.of(42769, 1, 8, 1L));
        assertEquals(1, story.incidents().size(), story.incidents()::toString);
    }
}
