package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.state.ProbeLevel;

/** A node that was away says, when it is back, whether it had no power or only no line; its neighbours say the rest. */
class BlameStoriesTest {

    private static final String STALL = "ap-quan";

    private final Story story = Story.ofAHealthyProvince();

    /** Two hotspots at one place. */
    @BeforeEach
    void a_second_hotspot_at_the_market() {
        story.happens(new Event.InventoryChanged(
                story.now(), "an", List.of(), List.of(new Node(STALL, "Quán", Node.Kind.HOTSPOT, "cho", null))));
        story.connects(STALL);
        ran(STALL, Duration.ofDays(9));
        ran(Story.HOTSPOT, Duration.ofDays(9));
        ran(Story.COMMUNE_B, Duration.ofDays(9));
    }

    /** Reports for how long the machine has been running. */
    private void ran(String endpoint, Duration uptime) {
        story.reports(endpoint, Reading.of(42770, 0, 4, uptime.toSeconds()));
    }

    private void isCut(String endpoint) {
        story.happens(new Event.Probed(story.now(), endpoint, ProbeLevel.SILENT, story.now()));
    }

    private void isBack(String endpoint) {
        story.happens(new Event.Probed(story.now(), endpoint, ProbeLevel.FLOWING, story.now()));
        story.connects(endpoint);
    }

    private String cause(Incident incident) {
        return incident.timeline().get(incident.timeline().size() - 1).message();
    }

    @Test
    void it_was_the_line_when_machine_and_agent_ran_on() {
        isCut(Story.COMMUNE_B);
        story.passes(Duration.ofMinutes(10));
        isBack(Story.COMMUNE_B);
        ran(Story.COMMUNE_B, Duration.ofDays(9).plusMinutes(10));
        assertEquals("incident.cause.uplink", cause(story.onlyIncident()));
    }

    @Test
    void it_was_the_agent_when_the_machine_ran_on_and_the_agent_did_not() {
        isCut(Story.COMMUNE_B);
        story.passes(Duration.ofMinutes(10)).boots(Story.COMMUNE_B);
        isBack(Story.COMMUNE_B);
        ran(Story.COMMUNE_B, Duration.ofDays(9).plusMinutes(10));
        assertEquals("incident.cause.agent", cause(story.onlyIncident()));
    }

    @Test
    void it_was_power_when_the_machine_started_anew_and_nothing_is_beside_it() {
        isCut(Story.COMMUNE_B);
        story.passes(Duration.ofMinutes(10)).boots(Story.COMMUNE_B);
        isBack(Story.COMMUNE_B);
        ran(Story.COMMUNE_B, Duration.ofSeconds(40));
        assertEquals("incident.cause.power", cause(story.onlyIncident()));
    }

    @Test
    void it_was_the_device_when_what_is_beside_it_ran_on() {
        isCut(Story.HOTSPOT);
        story.passes(Duration.ofMinutes(10)).boots(Story.HOTSPOT);
        ran(STALL, Duration.ofDays(9).plusMinutes(10));
        isBack(Story.HOTSPOT);
        ran(Story.HOTSPOT, Duration.ofSeconds(40));
        assertEquals("incident.cause.device", cause(story.onlyIncident()));
    }

    @Test
    void it_was_power_when_everything_at_the_place_started_anew() {
        isCut(Story.HOTSPOT);
        isCut(STALL);
        story.passes(Duration.ofMinutes(10)).boots(Story.HOTSPOT).boots(STALL);
        isBack(Story.HOTSPOT);
        ran(Story.HOTSPOT, Duration.ofSeconds(40));
        story.passes(Duration.ofSeconds(50));
        isBack(STALL);
        ran(STALL, Duration.ofSeconds(80));
        story.passes(Duration.ofMinutes(3));
        assertEquals("incident.cause.power", cause(story.onlyIncident()));
        assertEquals(List.of(STALL), story.onlyIncident().suppressed());
    }

    @Test
    void a_backlog_explains_nothing_before_the_present_is_told() {
        var before = story.report(Story.COMMUNE_B, story.now(), Reading.of(42770, 0, 4, 777_600L));
        isCut(Story.COMMUNE_B);
        story.passes(Duration.ofMinutes(10));
        isBack(Story.COMMUNE_B);
        story.arrives(Story.COMMUNE_B, before);
        assertFalse(cause(story.onlyIncident()).startsWith("incident.cause."));
        ran(Story.COMMUNE_B, Duration.ofDays(9).plusMinutes(10));
        assertEquals("incident.cause.uplink", cause(story.onlyIncident()));
    }

    @Test
    void a_controller_that_restarts_meanwhile_still_finds_the_cause() {
        isCut(Story.COMMUNE_B);
        story.passes(Duration.ofMinutes(10));
        story.controllerRestarts(Duration.ofMinutes(1));
        story.passes(Duration.ofMinutes(1)).boots(Story.COMMUNE_B);
        isBack(Story.COMMUNE_B);
        ran(Story.COMMUNE_B, Duration.ofSeconds(40));
        assertEquals("incident.cause.power", cause(story.onlyIncident()));
    }
}
