package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.incident.Affected;
import vn.tram.incident.Incident;
import vn.tram.incident.Incident.Step;
import vn.tram.inventory.Node;
import vn.tram.inventory.Node.Kind;

/** What people do with incidents, how far they reach, and what the rules do when nobody does anything. */
class DeskStoriesTest {

    private static final String ROOM = "phong-hop";

    private static List<String> steps(Incident incident) {
        return incident.timeline().stream().map(Step::message).toList();
    }

    private static Story withAHotspotDown() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(10));
        return story;
    }

    @Test
    void an_incident_is_given_to_somebody_commented_and_escalated_and_every_step_says_who() {
        Story story = withAHotspotDown();
        story.happens(new Event.IncidentAcknowledged(story.now(), "hoa", 1));
        story.happens(new Event.IncidentAssigned(story.now(), "hoa", 1, "minh"));
        story.happens(new Event.IncidentAssigned(story.now(), "hoa", 1, "minh"));
        story.happens(new Event.IncidentCommented(story.now(), "minh", 1, "Nguồn của bộ phát bị hỏng"));
        story.happens(new Event.IncidentEscalated(story.now(), "minh", 1, "Cần nhà thầu"));
        story.happens(new Event.IncidentAssigned(story.now(), "hoa", 1, ""));
        Incident incident = story.onlyIncident();
        assertEquals(
                List.of(
                        "incident.opened",
                        "incident.acknowledged",
                        "incident.assigned",
                        "incident.commented",
                        "incident.escalated",
                        "incident.unassigned"),
                steps(incident));
        assertEquals("Nguồn của bộ phát bị hỏng", incident.timeline().get(3).detail());
        assertEquals("minh", incident.timeline().get(3).actor());
        assertEquals(1, incident.level());
        assertNull(incident.assignedTo());
    }

    @Test
    void one_that_nobody_takes_note_of_is_escalated_once() {
        Story story = withAHotspotDown();
        story.passesWithReports(Duration.ofMinutes(60), Story.CENTRE, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B);
        Incident incident = story.onlyIncident();
        assertEquals(List.of("incident.opened", "incident.escalated.unacknowledged"), steps(incident));
        assertEquals(1, incident.level());
        assertEquals(
                incident.openedAt().plus(Duration.ofMinutes(15)),
                incident.timeline().get(1).at());
    }

    @Test
    void one_that_somebody_has_is_not_escalated_by_the_rules_and_neither_over_a_restart() {
        Story story = withAHotspotDown();
        story.happens(new Event.IncidentAcknowledged(story.now(), "hoa", 1));
        story.controllerRestarts(Duration.ofSeconds(20));
        story.passes(Duration.ofMinutes(30));
        assertEquals(0, story.onlyIncident().level());
    }

    @Test
    void the_wait_for_somebody_goes_on_over_a_restart() {
        Story story = withAHotspotDown();
        story.passes(Duration.ofMinutes(10));
        story.controllerRestarts(Duration.ofSeconds(20));
        story.passes(Duration.ofMinutes(5));
        assertEquals(1, story.onlyIncident().level());
    }

    @Test
    void no_incident_goes_above_the_highest_level() {
        Story story = withAHotspotDown();
        for (int i = 0; i < 9; i++) {
            story.happens(new Event.IncidentEscalated(story.now(), "hoa", 1, ""));
        }
        assertEquals(Incident.MAX_LEVEL, story.onlyIncident().level());
        assertEquals(1 + Incident.MAX_LEVEL, story.onlyIncident().timeline().size());
    }

    @Test
    void what_was_found_out_can_be_written_down_after_it_was_closed_but_not_much_later() {
        Story story = withAHotspotDown();
        story.connects(Story.HOTSPOT).passesWithReports(Duration.ofHours(2), Story.HOTSPOT);
        story.happens(new Event.IncidentCommented(story.now(), "minh", 1, "Đã thay bộ nguồn"));
        assertEquals(
                List.of("incident.opened", "incident.recovered", "incident.commented"), steps(story.onlyIncident()));
        assertFalse(story.onlyIncident().isOpen());
        story.happens(new Event.IncidentAssigned(story.now(), "hoa", 1, "minh"));
        assertEquals(3, story.onlyIncident().timeline().size(), "it is closed");
        story.passesWithReports(Duration.ofHours(26), Story.HOTSPOT);
        story.happens(new Event.IncidentCommented(story.now(), "minh", 1, "Quá muộn"));
        assertEquals(3, story.onlyIncident().timeline().size());
    }

    @Test
    void however_long_it_flaps_no_word_of_a_person_is_dropped_from_the_timeline() {
        Story story = withAHotspotDown();
        for (int i = 0; i < Incident.MAX_BY_PEOPLE + 20; i++) {
            story.happens(new Event.IncidentCommented(story.now(), "minh", 1, "Ghi chú " + i));
        }
        story.connects(Story.HOTSPOT);
        for (int i = 0; i < 120; i++) {
            story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(6));
            story.connects(Story.HOTSPOT).passes(Duration.ofSeconds(2));
        }
        Incident incident = story.onlyIncident();
        assertEquals(Incident.MAX_BY_PEOPLE, incident.byPeople());
        assertEquals(Rules.DEFAULTS.incident().maxSteps(), incident.timeline().size());
        assertEquals("incident.opened", incident.timeline().get(0).message());
    }

    @Test
    void the_impact_counts_points_hotspots_and_rooms_when_it_opens_and_at_its_worst() {
        Story story = Story.ofAHealthyProvince();
        story.happens(new Event.InventoryChanged(
                story.now(),
                "an",
                List.of(),
                List.of(new Node(ROOM, "Phòng họp xã B", Kind.CONFERENCE_ROOM, "xa-b", null))));
        story.connects(ROOM).passes(Duration.ofSeconds(20));
        story.losesSession(Story.DISTRICT, Story.COMMUNE_A).passes(Duration.ofSeconds(10));
        assertEquals(new Affected(2, 0, 0, 0), story.onlyIncident().impact().opening());
        story.losesSession(Story.HOTSPOT, Story.COMMUNE_B, ROOM).passes(Duration.ofSeconds(10));
        story.connects(Story.HOTSPOT).passes(Duration.ofSeconds(10));
        Incident incident = story.onlyIncident();
        assertEquals(new Affected(2, 0, 0, 0), incident.impact().opening());
        assertEquals(new Affected(3, 1, 1, 0), incident.impact().peak());
        assertEquals(5, incident.impact().peak().total());
    }

    @Test
    void rooms_that_nobody_watches_count_with_the_point_through_which_they_are_reached() {
        Story story = Story.ofAHealthyProvince();
        Node point = story.nodes().stream()
                .filter(node -> node.endpoint().equals(Story.COMMUNE_A))
                .findFirst()
                .orElseThrow();
        story.happens(new Event.InventoryChanged(story.now(), "an", List.of(), List.of(point.withRooms(2))));

        story.losesSession(Story.COMMUNE_A, Story.HOTSPOT).passes(Duration.ofSeconds(20));
        story.happens(new Event.InventoryChanged(story.now(), "an", List.of(), List.of(point.withRooms(0))));
        assertEquals(new Affected(1, 1, 2, 0), story.onlyIncident().impact().peak());

        story.connects(Story.COMMUNE_A).connects(Story.HOTSPOT).passes(Duration.ofSeconds(20));
        story.losesSession(Story.COMMUNE_A).passes(Duration.ofSeconds(20));
        assertEquals(new Affected(1, 1, 2, 0), story.onlyIncident().impact().peak(), "what it was at its worst");
    }

    @Test
    void an_incident_that_returns_counts_its_nodes_once() {
        Story story = Story.ofAHealthyProvince();
        for (int i = 0; i < 4; i++) {
            story.losesSession(Story.COMMUNE_A, Story.HOTSPOT).passes(Duration.ofSeconds(20));
            story.connects(Story.HOTSPOT).connects(Story.COMMUNE_A).passes(Duration.ofSeconds(20));
        }
        assertEquals(new Affected(1, 1, 0, 0), story.onlyIncident().impact().peak());
        story.controllerRestarts(Duration.ofSeconds(10));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.losesSession(Story.COMMUNE_A, Story.HOTSPOT).passes(Duration.ofSeconds(40));
        assertEquals(new Affected(1, 1, 0, 0), story.onlyIncident().impact().peak());
    }

    /** LibreNMS 2459, UNMS 26: flap detection asked for since 2015. */
    @Test
    void librenms_2459_twenty_times_up_and_down_in_ten_minutes_is_one_incident_that_closes_once() {
        Story story = Story.ofAHealthyProvince();
        for (int i = 0; i < 20; i++) {
            story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(15));
            story.connects(Story.HOTSPOT).passes(Duration.ofSeconds(15));
        }
        assertTrue(story.onlyIncident().isOpen());
        assertTrue(steps(story.onlyIncident()).contains("incident.settling"), "it says that it flaps");
        story.passesWithReports(Duration.ofMinutes(10), Story.HOTSPOT, Story.COMMUNE_A);
        Incident incident = story.onlyIncident();
        assertFalse(incident.isOpen());
        // Three times it recovered before it was known to flap; then it closed once, for good.
        assertEquals(
                4, steps(incident).stream().filter("incident.recovered"::equals).count());
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(15));
        assertEquals(
                List.of(2L), story.openIncidents().stream().map(Incident::id).toList());
    }

    @Test
    void without_hysteresis_every_return_would_be_an_incident_and_without_suppression_every_node() {
        Rules hasty = new Rules(
                Rules.DEFAULTS.state(), Rules.DEFAULTS.incident().withoutHysteresis(), Rules.DEFAULTS.desired());
        Story flapping = Story.ofAHealthyProvince(hasty);
        for (int i = 0; i < 5; i++) {
            flapping.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(15));
            flapping.connects(Story.HOTSPOT).passes(Duration.ofSeconds(15));
        }
        assertEquals(5, flapping.incidents().size());
        Rules flat = new Rules(
                Rules.DEFAULTS.state(), Rules.DEFAULTS.incident().withoutSuppression(), Rules.DEFAULTS.desired());
        Story cut = Story.ofAHealthyProvince(flat);
        cut.losesSession(Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT);
        cut.passes(Duration.ofSeconds(30));
        assertEquals(4, cut.openIncidents().size());
    }

    /** LibreNMS 2769: one port goes down, and the alert lists all ports. */
    @Test
    void librenms_2769_one_port_down_lists_that_port_only_and_takes_no_node_down() {
        Story story = Story.ofAHealthyProvince();
        for (int port = 1; port <= 24; port++) {
            story.reportsInterface(Story.COMMUNE_A, port, true, 1);
        }
        story.reports(Story.COMMUNE_A, Reading.of(42769, 7, 8, 2L));
        Incident incident = story.onlyIncident();
        assertEquals("eth7", incident.detail());
        assertEquals(List.of(), incident.suppressed());
        assertEquals(Affected.NONE, incident.impact().peak());
    }

    /** LibreNMS 15209: which poller said that it is down? */
    @Test
    void librenms_15209_an_incident_says_who_saw_it() {
        Incident incident = withAHotspotDown().onlyIncident();
        assertEquals(vn.tram.state.Evidence.Source.SESSION, incident.evidence().source());
        assertEquals("evidence.session.lost", incident.evidence().message());
    }
}
