package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.state.Health;
import vn.tram.wire.Answers;

/** A camera behind the agent of a commune. */
class BehindStoriesTest {

    private static final String CAMERA = Story.COMMUNE_A + "~cam-1";
    private static final Reading ANSWERS = new Reading(Conditions.REACHABLE, true);
    private static final Reading SILENT = new Reading(Conditions.REACHABLE, false);

    private static Story withACamera() {
        Story story = Story.ofAHealthyProvince();
        story.reports(CAMERA, ANSWERS, Reading.of(42770, 0, 8, "camera"));
        return story;
    }

    @Test
    void a_device_behind_a_gateway_appears_where_that_is_and_under_it() {
        Story story = withACamera();

        Node camera = node(story, CAMERA);
        assertEquals(new Node(CAMERA, "cam-1", Node.Kind.OTHER, "xa-a", null), camera);
        assertEquals(Health.UP, story.health(CAMERA));
    }

    @Test
    void one_that_its_gateway_does_not_reach_is_down_and_has_an_incident_that_says_so() {
        Story story = withACamera();

        story.reports(CAMERA, SILENT);
        story.passes(Duration.ofSeconds(10));

        assertEquals(Health.DOWN, story.health(CAMERA));
        Incident incident = story.onlyIncident();
        assertEquals(CAMERA, incident.endpoint());
        assertEquals("evidence.unreachable", incident.evidence().message());

        story.passesWithReports(Duration.ofMinutes(2), Story.COMMUNE_A);
        story.reports(CAMERA, SILENT);
        assertEquals(Health.DOWN, story.health(CAMERA), "said again");
        story.reports(CAMERA, ANSWERS);
        assertEquals(Health.UP, story.health(CAMERA));
        assertFalse(story.incidents().get(0).isOpen());
    }

    @Test
    void one_that_is_not_reached_stays_down_whatever_else_is_told_of_it() {
        Story story = withACamera();
        story.reports(CAMERA, SILENT);
        story.passes(Duration.ofSeconds(60));

        story.reports(CAMERA, Reading.of(42770, 0, 14, "cam-1: the password is wrong"));

        assertEquals(
                Health.DOWN, story.health(CAMERA), "that it is not reached did not change, so it is not said again");
        story.reports(CAMERA, ANSWERS);
        assertEquals(Health.UP, story.health(CAMERA));
    }

    @Test
    void what_is_too_much_behind_a_gateway_is_refused_for_good_and_does_not_hold_up_the_rest() {
        Story story = withACamera();
        int most = Rules.DEFAULTS.state().maxUnplaced();
        for (int i = 2; i <= most; i++) {
            story.reports(Story.COMMUNE_A + "~cam-" + i, ANSWERS);
        }
        story.forget();

        story.reports(Story.COMMUNE_A + "~cam-" + (most + 1), ANSWERS);

        Effect.Answer answer = story.effects(Effect.Answer.class).get(0);
        assertTrue(Answers.isFinal(answer.code()), answer.reason());
        assertEquals(
                "devices behind " + Story.COMMUNE_A + ": at most " + most + " are kept, refused was " + Story.COMMUNE_A
                        + "~cam-" + (most + 1),
                answer.reason());
    }

    @Test
    void zabbix_a_lost_proxy_floods_nobody_when_the_gateway_is_lost_what_is_behind_it_is_unknown_and_raises_nothing() {
        Story story = withACamera();

        story.losesSession(Story.COMMUNE_A, Story.HOTSPOT);
        story.passesWithReports(Duration.ofMinutes(6), Story.CENTRE, Story.DISTRICT, Story.COMMUNE_B);

        assertEquals(Health.DOWN, story.health(Story.COMMUNE_A));
        assertEquals(Health.UNKNOWN, story.health(CAMERA));
        assertEquals(Story.COMMUNE_A, story.onlyIncident().endpoint());
    }

    @Test
    void one_that_was_down_already_is_listed_under_the_gateway_that_follows_it() {
        Story story = withACamera();
        story.reports(CAMERA, SILENT);
        story.losesSession(Story.COMMUNE_A, Story.HOTSPOT).passes(Duration.ofSeconds(30));

        List<Incident> open = story.openIncidents();
        assertEquals(1, open.size(), () -> open.toString());
        assertEquals(Story.COMMUNE_A, open.get(0).endpoint());
        assertTrue(open.get(0).suppressed().contains(CAMERA), () -> open.toString());
    }

    @Test
    void what_a_gateway_said_while_it_was_cut_off_does_not_tell_of_the_present() {
        Story story = withACamera();
        story.losesSession(Story.COMMUNE_A, Story.HOTSPOT).passes(Duration.ofMinutes(10));
        Report old = story.report(CAMERA, story.now().minus(Duration.ofMinutes(9)), SILENT);
        Report now = story.report(CAMERA, story.now(), ANSWERS);
        story.connects(Story.COMMUNE_A);

        story.arrives(CAMERA, old);
        story.arrives(CAMERA, now);
        story.passes(Duration.ofSeconds(30));

        assertEquals(Health.UP, story.health(CAMERA));
        assertTrue(story.incidents().stream()
                .noneMatch(incident -> incident.endpoint().equals(CAMERA)));
    }

    @Test
    void one_whose_gateway_nobody_has_placed_goes_with_that_when_somebody_does() {
        Story story = Story.ofAHealthyProvince();
        story.connects("cp-new");
        story.reports("cp-new~cam-1", ANSWERS);
        assertNull(node(story, "cp-new~cam-1").site());
        assertEquals(Health.UP, story.health("cp-new~cam-1"));

        Node placed = new Node("cp-new", "Điểm mới", Node.Kind.CONNECTION_POINT, "xa-b", null);
        story.happens(new Event.InventoryChanged(story.now(), "an", List.of(), List.of(placed)));

        assertEquals("xa-b", node(story, "cp-new~cam-1").site());
    }

    @Test
    void a_device_behind_an_agent_that_nobody_knows_waits_to_be_placed_by_itself() {
        Story story = Story.ofAHealthyProvince();
        story.reports("stranger~cam-1", ANSWERS);

        assertNull(node(story, "stranger~cam-1").gateway());
    }

    /** As it was said last. */
    private static Node node(Story story, String endpoint) {
        return story.effects(Effect.InventoryChanged.class).stream()
                .flatMap(changed -> changed.nodes().stream())
                .filter(node -> node.endpoint().equals(endpoint))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
