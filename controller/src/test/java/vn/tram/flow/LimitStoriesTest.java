package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.incident.Incident;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Window;
import vn.tram.state.Evidence;
import vn.tram.state.Evidence.Source;
import vn.tram.state.Health;

class LimitStoriesTest {

    private static final String HOT = "temperature 93 > 90";

    private final Story story = Story.ofAHealthyProvince();

    private void tells(long exceeded, String which) {
        story.reports(
                Story.HOTSPOT,
                new Reading(Conditions.LIMITS_EXCEEDED, exceeded),
                new Reading(Conditions.WHICH_LIMITS, which));
    }

    private Evidence newest() {
        return story.state(Story.HOTSPOT).evidence().get(0);
    }

    private String why() {
        return newest().message() + " " + newest().detail();
    }

    @Test
    void a_node_beyond_a_limit_is_degraded_and_is_up_again_when_it_is_within() {
        tells(0, "");
        assertEquals(Health.UP, story.health(Story.HOTSPOT));

        story.passes(Duration.ofMinutes(1));
        Instant hot = story.now();
        tells(1, HOT);
        assertEquals(Health.DEGRADED, story.health(Story.HOTSPOT));
        assertEquals(hot, story.state(Story.HOTSPOT).since());
        assertEquals(new Evidence(Source.REPORT, hot, hot, "evidence.limits", HOT), newest());

        story.passesWithReports(Duration.ofMinutes(3), Story.HOTSPOT);
        assertEquals(Health.DEGRADED, story.health(Story.HOTSPOT));

        tells(0, "");
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        assertEquals("evidence.limits.none ", why());
    }

    @Test
    void what_is_beyond_a_limit_is_an_incident_until_it_is_within_it_again() {
        tells(1, HOT);
        Incident incident = story.onlyIncident();
        assertEquals(Incident.Kind.LIMITS_EXCEEDED, incident.kind());
        assertEquals(HOT, incident.detail());

        story.passes(Duration.ofMinutes(1));
        tells(2, "battery (Battery): low, " + HOT);
        story.passes(Duration.ofMinutes(1));
        assertEquals("battery (Battery): low, " + HOT, story.onlyIncident().detail());
        assertEquals(List.of(story.onlyIncident()), story.openIncidents());

        tells(0, "");
        assertEquals(List.of(), story.openIncidents());
    }

    @Test
    void an_incident_about_limits_stays_open_while_nobody_can_see_the_node() {
        tells(1, HOT);
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(20));
        assertEquals(2, story.openIncidents().size(), story.openIncidents()::toString);
        story.connects(Story.HOTSPOT);
        story.reports(Story.HOTSPOT, Reading.of(42770, 0, 0, 12.5));
        assertEquals(
                List.of(Incident.Kind.LIMITS_EXCEEDED),
                story.openIncidents().stream().map(Incident::kind).toList());
    }

    @Test
    void work_that_was_announced_hides_what_is_beyond_a_limit_until_it_ends() {
        story.happens(new Event.MaintenancePlanned(
                story.now(),
                new Window(
                        "w-1",
                        Window.Target.NODE,
                        Story.HOTSPOT,
                        new Schedule(story.now(), story.now().plus(Duration.ofMinutes(10)), null),
                        "thay quạt",
                        "an",
                        story.now(),
                        null,
                        null)));
        tells(1, HOT);
        assertEquals(List.of(), story.incidents());
        story.passesWithReports(Duration.ofMinutes(12), Story.HOTSPOT);
        assertEquals(HOT, story.onlyIncident().detail());
    }

    @Test
    void one_limit_more_is_another_reason_for_the_same_verdict() {
        tells(1, HOT);
        Instant since = story.state(Story.HOTSPOT).since();
        story.passes(Duration.ofMinutes(1));
        tells(2, "battery (Battery): low, " + HOT);

        assertEquals(since, story.state(Story.HOTSPOT).since());
        assertEquals("evidence.limits battery (Battery): low, " + HOT, why());
    }

    @Test
    void an_interface_that_is_down_remains_a_reason_when_the_limit_is_none_any_more_and_the_other_way_round() {
        story.reportsInterface(Story.HOTSPOT, 1, true, 1);
        story.reportsInterface(Story.HOTSPOT, 1, true, 2);
        tells(1, HOT);
        assertEquals("evidence.limits " + HOT, why());
        tells(0, "");
        assertEquals(Health.DEGRADED, story.health(Story.HOTSPOT));
        assertEquals("evidence.link.down eth1", why());

        tells(1, HOT);
        story.reportsInterface(Story.HOTSPOT, 1, true, 1);
        assertEquals(Health.DEGRADED, story.health(Story.HOTSPOT));
        assertEquals("evidence.limits " + HOT, why());
    }

    @Test
    void what_was_beyond_a_limit_before_an_outage_counts_when_the_node_has_caught_up() {
        tells(1, HOT);
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(20));
        assertEquals(Health.DOWN, story.health(Story.HOTSPOT));

        story.connects(Story.HOTSPOT);
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        story.reports(Story.HOTSPOT, Reading.of(42770, 0, 0, 12.5));
        assertEquals(Health.DEGRADED, story.health(Story.HOTSPOT));
        assertEquals("evidence.limits " + HOT, why());
    }

    @Test
    void a_restart_of_the_controller_forgets_no_limit() {
        tells(1, HOT);
        story.controllerRestarts(Duration.ofMinutes(1));
        assertEquals(Health.UNKNOWN, story.health(Story.HOTSPOT));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.reports(Story.HOTSPOT, Reading.of(42770, 0, 0, 12.5));
        assertEquals(Health.DEGRADED, story.health(Story.HOTSPOT));
    }

    @Test
    void a_count_without_names_and_a_count_that_is_none_do_no_harm() {
        story.reports(Story.HOTSPOT, new Reading(Conditions.LIMITS_EXCEEDED, 3L));
        assertEquals("evidence.limits 3", why());
        story.reports(Story.HOTSPOT, new Reading(new ResourcePath(42780, 0, 0), "three"));
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
    }
}
