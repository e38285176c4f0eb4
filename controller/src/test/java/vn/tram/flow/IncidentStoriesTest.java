package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.incident.Incident;
import vn.tram.incident.Incident.Kind;
import vn.tram.incident.Incident.Step;
import vn.tram.inventory.Node;
import vn.tram.state.Health;
import vn.tram.state.NodeState.LinkState;

class IncidentStoriesTest {

    private static final String[] BELOW_THE_DISTRICT = {Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT};

    private static List<String> steps(Incident incident) {
        return incident.timeline().stream().map(Step::message).toList();
    }

    @Test
    void one_hotspot_down_is_one_incident_about_it() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(10));
        Incident incident = story.onlyIncident();
        assertEquals(Kind.NODE_DOWN, incident.kind());
        assertEquals(Story.HOTSPOT, incident.endpoint());
        assertEquals(List.of(), incident.suppressed());
        assertEquals("evidence.session.lost", incident.evidence().message());
        assertTrue(incident.isOpen());
    }

    /** Cacti 7878: a list of failures that describes the topology rather than the fault. */
    @Test
    void cacti_7878_a_district_fibre_cut_is_one_incident_that_names_the_district_and_lists_all_below() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.DISTRICT).losesSession(BELOW_THE_DISTRICT).passes(Duration.ofSeconds(30));
        Incident incident = story.onlyIncident();
        assertEquals(Story.DISTRICT, incident.endpoint());
        assertEquals(List.of(Story.HOTSPOT, Story.COMMUNE_A, Story.COMMUNE_B), incident.suppressed());
        assertEquals(Health.UP, story.health(Story.CENTRE));
    }

    /** LibreNMS 8353: the parent was polled up, dies, and all children alert. */
    @Test
    void librenms_8353_children_never_alert_when_the_parent_is_down_even_if_they_are_noticed_first() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(1));
        story.losesSession(Story.COMMUNE_B).passes(Duration.ofSeconds(1));
        story.losesSession(Story.COMMUNE_A).passes(Duration.ofSeconds(1));
        story.losesSession(Story.DISTRICT).passes(Duration.ofSeconds(30));
        Incident incident = story.onlyIncident();
        assertEquals(Story.DISTRICT, incident.endpoint());
        assertEquals(List.of(Story.HOTSPOT, Story.COMMUNE_A, Story.COMMUNE_B), incident.suppressed());
    }

    @Test
    void an_incident_of_a_child_goes_into_that_of_the_parent_that_follows_it() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.COMMUNE_A, Story.HOTSPOT).passes(Duration.ofSeconds(20));
        assertEquals(Story.COMMUNE_A, story.onlyIncident().endpoint());
        story.losesSession(Story.DISTRICT, Story.COMMUNE_B).passes(Duration.ofSeconds(20));
        Incident open = story.openIncidents().get(0);
        assertEquals(1, story.openIncidents().size());
        assertEquals(Story.DISTRICT, open.endpoint());
        assertEquals(List.of(Story.HOTSPOT, Story.COMMUNE_A, Story.COMMUNE_B), open.suppressed());
        Incident merged = story.incidents().get(0);
        assertEquals(List.of("incident.opened", "incident.merged"), steps(merged));
        assertEquals(
                Long.toString(open.id()),
                merged.timeline().get(merged.timeline().size() - 1).detail());
    }

    @Test
    void an_old_incident_of_a_child_is_not_blamed_on_the_parent_of_today() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.COMMUNE_A).passes(Duration.ofSeconds(10));
        story.passesWithReports(Duration.ofMinutes(30), Story.CENTRE, Story.DISTRICT, Story.COMMUNE_B, Story.HOTSPOT);
        story.losesSession(Story.DISTRICT, Story.COMMUNE_B).passes(Duration.ofSeconds(30));
        assertEquals(
                List.of(Story.COMMUNE_A, Story.DISTRICT),
                story.openIncidents().stream().map(Incident::endpoint).toList());
        assertEquals(List.of(Story.COMMUNE_B), story.openIncidents().get(1).suppressed());
    }

    @Test
    void a_child_that_stays_down_when_the_parent_recovers_gets_its_own_incident() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.DISTRICT).losesSession(BELOW_THE_DISTRICT).passes(Duration.ofMinutes(5));
        story.connects(Story.DISTRICT).connects(Story.COMMUNE_A).connects(Story.HOTSPOT);
        assertFalse(story.onlyIncident().isOpen());
        story.passes(Duration.ofSeconds(60));
        assertEquals(1, story.incidents().size(), "it still has time to come back");
        story.passes(Duration.ofSeconds(60));
        Incident own = story.openIncidents().get(0);
        assertEquals(Story.COMMUNE_B, own.endpoint());
        assertEquals(List.of("incident.opened", "incident.left_behind"), steps(own));
        assertEquals(2, own.id());
    }

    @Test
    void children_that_come_back_a_minute_after_the_parent_open_nothing() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.DISTRICT).losesSession(BELOW_THE_DISTRICT).passes(Duration.ofMinutes(5));
        story.connects(Story.DISTRICT).passes(Duration.ofSeconds(60));
        story.connects(Story.COMMUNE_B).connects(Story.HOTSPOT).connects(Story.COMMUNE_A);
        story.passes(Duration.ofMinutes(2));
        assertEquals(1, story.incidents().size());
        assertEquals(List.of(), story.openIncidents());
    }

    @Test
    void a_node_behind_one_that_is_seen_alive_has_its_own_trouble() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.DISTRICT).passes(Duration.ofSeconds(30));
        story.reports(Story.COMMUNE_A, Reading.of(42770, 0, 0, 1.5));
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(30));
        assertEquals(
                List.of(Story.DISTRICT, Story.HOTSPOT),
                story.openIncidents().stream().map(Incident::endpoint).toList());
    }

    /** LibreNMS 20251: outages never end. */
    @Test
    void librenms_20251_recovery_closes_the_outage_and_the_timeline_says_when() {
        Story story = Story.ofAHealthyProvince();
        Instant cut = story.now();
        story.losesSession(Story.CENTRE).passes(Duration.ofMinutes(3));
        story.connects(Story.CENTRE);
        Incident incident = story.onlyIncident();
        assertEquals(cut.plusSeconds(2), incident.openedAt());
        assertEquals(cut.plusSeconds(180), incident.closedAt());
        assertEquals(List.of("incident.opened", "incident.recovered"), steps(incident));
    }

    /** LibreNMS 18138: several outages open at once for one device. */
    @Test
    void librenms_18138_there_is_never_more_than_one_open_incident_about_a_node() {
        Story story = Story.ofAHealthyProvince();
        for (int i = 0; i < 5; i++) {
            story.losesSession(Story.HOTSPOT, Story.HOTSPOT).passes(Duration.ofSeconds(30));
        }
        assertEquals(1, story.incidents().size());
    }

    /** LibreNMS 2459: flap detection asked for since 2015. */
    @Test
    void flapping_is_one_incident_that_closes_when_it_is_over() {
        Story story = Story.ofAHealthyProvince();
        for (int i = 0; i < 6; i++) {
            story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(20));
            story.connects(Story.HOTSPOT).passes(Duration.ofSeconds(20));
        }
        assertTrue(story.onlyIncident().isOpen(), "it flaps, so being well for a moment proves nothing");
        story.passes(Duration.ofMinutes(2));
        Incident incident = story.onlyIncident();
        assertFalse(incident.isOpen());
        assertEquals(
                5, steps(incident).stream().filter("incident.reopened"::equals).count());
        assertEquals("incident.recovered", steps(incident).get(steps(incident).size() - 1));
    }

    @Test
    void a_timeline_is_bounded_however_long_it_flaps() {
        Story story = Story.ofAHealthyProvince();
        for (int i = 0; i < 300; i++) {
            story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(6));
            story.connects(Story.HOTSPOT).passes(Duration.ofSeconds(2));
        }
        Incident incident = story.onlyIncident();
        assertEquals(Rules.DEFAULTS.incident().maxSteps(), incident.timeline().size());
        assertEquals("incident.opened", incident.timeline().get(0).message());
    }

    @Test
    void trouble_that_returns_much_later_is_a_new_incident_with_a_new_number() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(30));
        story.connects(Story.HOTSPOT);
        story.passesWithReports(Duration.ofMinutes(10), Story.HOTSPOT, Story.COMMUNE_A);
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(30));
        assertEquals(
                List.of(1L, 2L), story.incidents().stream().map(Incident::id).toList());
    }

    @Test
    void a_person_takes_note_once_and_the_timeline_says_who() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(10));
        story.happens(new Event.IncidentAcknowledged(story.now(), "hoa", 1));
        story.happens(new Event.IncidentAcknowledged(story.now(), "minh", 1));
        story.happens(new Event.IncidentAcknowledged(story.now(), "minh", 99));
        Incident incident = story.onlyIncident();
        assertEquals("hoa", incident.acknowledgedBy());
        assertEquals("hoa", incident.timeline().get(1).actor());
        assertEquals(2, incident.timeline().size());
    }

    @Test
    void an_interface_that_was_up_and_goes_down_degrades_its_node_until_it_is_back() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.COMMUNE_A, 1, true, 1);
        story.reportsInterface(Story.COMMUNE_A, 2, true, 1);
        story.reports(Story.COMMUNE_A, Reading.of(42769, 2, 8, 2L));
        assertEquals(Health.DEGRADED, story.health(Story.COMMUNE_A));
        Incident incident = story.onlyIncident();
        assertEquals(Kind.LINK_DOWN, incident.kind());
        assertEquals(2, incident.link());
        assertEquals("eth2", incident.detail());
        assertEquals(
                "evidence.link.down",
                story.state(Story.COMMUNE_A).evidence().get(0).message());
        story.reports(Story.COMMUNE_A, Reading.of(42769, 2, 8, 1L));
        assertEquals(Health.UP, story.health(Story.COMMUNE_A));
        assertFalse(story.onlyIncident().isOpen());
    }

    /** LibreNMS 2769: one port goes down, and the alert lists all ports. */
    @Test
    void a_port_that_is_down_says_nothing_about_the_others() {
        Story story = Story.ofAHealthyProvince();
        for (int port = 1; port <= 24; port++) {
            story.reportsInterface(Story.COMMUNE_A, port, true, 1);
        }
        story.reports(Story.COMMUNE_A, Reading.of(42769, 7, 8, 7L));
        assertEquals("eth7", story.onlyIncident().detail());
        long up = story.state(Story.COMMUNE_A).links().values().stream()
                .filter(link -> link.health() == Health.UP)
                .count();
        assertEquals(23, up);
    }

    @Test
    void an_unused_port_and_one_that_was_switched_off_are_no_trouble() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.COMMUNE_A, 1, true, 2);
        story.reportsInterface(Story.COMMUNE_A, 2, true, 1);
        story.reports(Story.COMMUNE_A, Reading.of(42769, 2, 7, false), Reading.of(42769, 2, 8, 2L));
        assertEquals(List.of(), story.incidents());
        assertEquals(Health.UP, story.health(Story.COMMUNE_A));
        assertEquals("evidence.link.unused", link(story, 1).evidence().message());
        assertEquals("evidence.link.disabled", link(story, 2).evidence().message());
        assertEquals(Health.UNKNOWN, link(story, 1).health());
    }

    @Test
    void switching_a_dead_port_off_closes_its_incident() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.COMMUNE_A, 2, true, 1);
        story.reports(Story.COMMUNE_A, Reading.of(42769, 2, 8, 2L));
        story.reports(Story.COMMUNE_A, Reading.of(42769, 2, 7, false));
        assertEquals(List.of("incident.opened", "incident.link_disabled"), steps(story.onlyIncident()));
        assertFalse(story.onlyIncident().isOpen());
    }

    @Test
    void the_links_of_a_node_that_cannot_be_seen_are_unknown_and_its_link_incident_waits() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.COMMUNE_A, 1, true, 1);
        story.reportsInterface(Story.COMMUNE_A, 2, true, 1);
        story.reports(Story.COMMUNE_A, Reading.of(42769, 2, 8, 2L));
        story.losesSession(Story.COMMUNE_A).passes(Duration.ofSeconds(3));
        assertEquals(Health.UNKNOWN, link(story, 1).health());
        assertEquals(Health.UNKNOWN, link(story, 2).health());
        assertTrue(story.incidents().get(0).isOpen());
        story.connects(Story.COMMUNE_A);
        story.reports(Story.COMMUNE_A, Reading.of(42769, 2, 8, 1L));
        assertEquals(Health.UP, link(story, 1).health());
        assertEquals(List.of(), story.openIncidents());
    }

    private static LinkState link(Story story, int instance) {
        return Objects.requireNonNull(story.state(Story.COMMUNE_A).links().get(instance));
    }

    @Test
    void a_full_queue_is_an_incident_of_the_controller_and_closes_when_it_is_calm() {
        Story story = Story.ofAHealthyProvince();
        story.happens(new Event.Overflowed(story.now(), 17));
        story.passes(Duration.ofSeconds(30));
        story.happens(new Event.Overflowed(story.now(), 40));
        story.passes(Duration.ofSeconds(50));
        Incident incident = story.onlyIncident();
        assertEquals(Kind.CONTROLLER_OVERLOAD, incident.kind());
        assertEquals("40", incident.detail());
        assertNull(incident.closedAt());
        story.passes(Duration.ofSeconds(10));
        assertNotNull(story.onlyIncident().closedAt());
    }

    @Test
    void nodes_that_name_one_another_as_gateway_do_not_hang_the_core() {
        Story story = Story.ofAHealthyProvince();
        story.happens(new Event.InventoryChanged(
                story.now(),
                "an",
                List.of(),
                List.of(
                        new Node(Story.COMMUNE_A, "A", Node.Kind.CONNECTION_POINT, "xa-a", Story.HOTSPOT),
                        new Node(Story.HOTSPOT, "Chợ", Node.Kind.HOTSPOT, "cho", Story.COMMUNE_A))));
        story.losesSession(Story.COMMUNE_A, Story.HOTSPOT).passes(Duration.ofSeconds(30));
        assertEquals(2, story.openIncidents().size());
    }
}
