package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.state.Health;

/** A commune's office whose agent asks a switch and six cameras on it; the switch tells by LLDP who is at its ports. */
class CablingStoriesTest {

    private static final String SWITCH = Story.COMMUNE_A + "~sw-1";
    private static final Reading ANSWERS = new Reading(Conditions.REACHABLE, true);
    private static final Reading SILENT = new Reading(Conditions.REACHABLE, false);

    private static String camera(int i) {
        return Story.COMMUNE_A + "~cam-" + i;
    }

    private static Story withSixCameras() {
        Story story = Story.ofAHealthyProvince();
        for (int i = 1; i <= 6; i++) {
            story.reports(camera(i), ANSWERS, type("Camera"), Reading.of(42769, 1, 6, "02:00:00:00:01:0" + i));
        }
        List<Reading> table = new ArrayList<>(List.of(ANSWERS, type("Switch"), Reading.of(42770, 0, 8, "sw-xa-a")));
        for (int i = 1; i <= 6; i++) {
            table.add(Reading.of(42778, i, 0, "gi1/0/" + i));
            table.add(Reading.of(42778, i, 1, "IP CAMERA"));
            table.add(Reading.of(42778, i, 3, "02:00:00:00:01:0" + i));
        }
        story.reports(SWITCH, table.toArray(Reading[]::new));
        return story;
    }

    private static Reading type(String type) {
        return Reading.of(3, 0, 17, type);
    }

    private static void everythingBehindFails(Story story) {
        for (int i = 1; i <= 3; i++) {
            story.reports(camera(i), SILENT);
        }
        story.passes(Duration.ofSeconds(20));
        story.reports(SWITCH, SILENT);
        for (int i = 4; i <= 6; i++) {
            story.reports(camera(i), SILENT);
        }
        story.passes(Duration.ofSeconds(20));
    }

    @Test
    void cacti_describes_the_topology_rather_than_the_fault_a_switch_that_dies_with_six_cameras_is_one_incident() {
        Story story = withSixCameras();
        everythingBehindFails(story);

        assertEquals(
                1, story.openIncidents().size(), () -> story.openIncidents().toString());
        Incident incident = story.openIncidents().get(0);
        assertEquals(SWITCH, incident.endpoint());
        assertEquals(
                6, incident.suppressed().size(), () -> incident.suppressed().toString());
        assertEquals(7, incident.impact().peak().total());
    }

    @Test
    void a_camera_that_does_not_come_back_with_its_switch_gets_an_incident_of_its_own() {
        Story story = withSixCameras();
        everythingBehindFails(story);

        story.reports(SWITCH, ANSWERS);
        for (int i = 1; i <= 5; i++) {
            story.reports(camera(i), ANSWERS);
        }
        story.passesWithReports(Duration.ofMinutes(2), Story.COMMUNE_A);

        assertEquals(
                1, story.openIncidents().size(), () -> story.openIncidents().toString());
        Incident own = story.openIncidents().get(0);
        assertEquals(camera(6), own.endpoint());
        assertTrue(own.timeline().stream().anyMatch(step -> step.message().equals("incident.left_behind")));
    }

    @Test
    void what_was_seen_outlives_the_switch_that_told_it_and_a_restart_of_the_controller() {
        Story story = withSixCameras();
        story.reports(SWITCH, SILENT);
        story.passes(Duration.ofSeconds(20));
        story.controllerRestarts(Duration.ofMinutes(1));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.connects(Story.COMMUNE_A);
        story.passes(Duration.ofSeconds(20));

        story.boots(camera(1));
        story.reports(camera(1), SILENT);
        story.reports(SWITCH, SILENT);
        story.passes(Duration.ofSeconds(20));

        assertEquals(SWITCH, node(story, camera(1)).seen());
        List<Incident> downs = story.openIncidents();
        assertTrue(downs.stream().allMatch(one -> one.endpoint().equals(SWITCH)), downs::toString);
    }

    @Test
    void what_a_person_names_counts_and_what_is_seen_stays_to_be_told() {
        Story story = withSixCameras();
        Node camera = node(story, camera(1));
        Node named = new Node(camera.endpoint(), camera.name(), camera.kind(), camera.site(), Story.COMMUNE_A);
        story.happens(new Event.InventoryChanged(story.now(), "an", List.of(), List.of(named)));

        assertEquals(SWITCH, node(story, camera(1)).seen());
        assertEquals(Story.COMMUNE_A, node(story, camera(1)).gateway());
        everythingBehindFails(story);

        Incident incident = story.openIncidents().stream()
                .filter(one -> one.endpoint().equals(SWITCH))
                .findFirst()
                .orElseThrow();
        assertFalse(incident.suppressed().contains(camera(1))
                && incident.suppressed().size() > 6);
        assertEquals(Health.DOWN, story.health(camera(1)));
    }

    @Test
    void a_device_is_taken_for_what_its_profile_says_until_a_person_says_otherwise() {
        Story story = withSixCameras();
        assertEquals(Node.Kind.SWITCH, node(story, SWITCH).kind());
        assertEquals(Node.Kind.CAMERA, node(story, camera(2)).kind());

        Node other = node(story, camera(2)).of(Node.Kind.OTHER);
        story.happens(new Event.InventoryChanged(story.now(), "an", List.of(), List.of(other)));
        story.reports(camera(2), ANSWERS, type("Camera"));

        assertEquals(Node.Kind.OTHER, node(story, camera(2)).kind());
    }

    @Test
    void without_neighbours_every_device_is_directly_behind_its_agent() {
        Story story = Story.ofAHealthyProvince();
        story.reports(camera(1), ANSWERS);

        assertNull(node(story, camera(1)).seen());
        assertNull(node(story, camera(1)).gateway());
    }

    private static Node node(Story story, String endpoint) {
        return story.nodes().stream()
                .filter(node -> node.endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }
}
