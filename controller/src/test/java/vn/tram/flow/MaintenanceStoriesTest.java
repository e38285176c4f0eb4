package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.incident.Incident;
import vn.tram.incident.Incident.Step;
import vn.tram.maintenance.Maintenance;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Weekly;
import vn.tram.maintenance.Window;
import vn.tram.state.Health;

class MaintenanceStoriesTest {

    private static final String[] BELOW_THE_DISTRICT = {Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT};
    private static final String[] ALL = {Story.CENTRE, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT};

    private static void isPlanned(Story story, Window.Target of, String target, Schedule schedule) {
        story.happens(new Event.MaintenancePlanned(
                story.now(), new Window("w1", of, target, schedule, "Thay tủ nguồn", "minh", story.now(), null, null)));
    }

    private static Schedule now(Story story, Duration length) {
        return new Schedule(story.now(), story.now().plus(length), null);
    }

    private static Maintenance.Coverage last(Story story) {
        List<Effect.MaintenanceChanged> all = story.effects(Effect.MaintenanceChanged.class);
        return all.get(all.size() - 1).coverage();
    }

    private static List<String> steps(Incident incident) {
        return incident.timeline().stream().map(Step::message).toList();
    }

    @Test
    void what_is_worked_on_and_all_behind_it_opens_no_incident_and_is_shown_as_it_is() {
        Story story = Story.ofAHealthyProvince();
        isPlanned(story, Window.Target.SITE, "huyen", now(story, Duration.ofMinutes(30)));
        assertEquals(
                List.of(Story.HOTSPOT, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B),
                last(story).endpoints());
        story.losesSession(Story.DISTRICT).losesSession(BELOW_THE_DISTRICT).passes(Duration.ofMinutes(10));
        assertEquals(List.of(), story.incidents());
        assertEquals(Health.DOWN, story.health(Story.DISTRICT));
        for (String endpoint : ALL) {
            story.connects(endpoint);
        }
        story.passesWithReports(Duration.ofMinutes(30), ALL);
        assertEquals(List.of(), story.incidents());
        assertFalse(last(story).isOn());
    }

    /** LibreNMS 18979: alerts of the children leak while the parent is in maintenance; 19125: the parent counts twice. */
    @Test
    void librenms_18979_no_alert_of_a_child_leaks_while_its_parent_is_in_maintenance() {
        Story story = Story.ofAHealthyProvince();
        isPlanned(story, Window.Target.NODE, Story.DISTRICT, now(story, Duration.ofMinutes(30)));
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(20));
        story.losesSession(Story.COMMUNE_A).passes(Duration.ofSeconds(20));
        story.losesSession(Story.DISTRICT, Story.COMMUNE_B).passes(Duration.ofMinutes(5));
        story.connects(Story.DISTRICT).passes(Duration.ofMinutes(5));
        assertEquals(List.of(), story.incidents(), "the children are late, and that is part of the work");
        assertEquals(4, last(story).endpoints().size(), "each node counts once");
    }

    @Test
    void trouble_that_outlasts_the_work_is_one_incident_when_the_work_ends() {
        Story story = Story.ofAHealthyProvince();
        isPlanned(story, Window.Target.SITE, "huyen", now(story, Duration.ofMinutes(5)));
        story.losesSession(Story.DISTRICT).losesSession(BELOW_THE_DISTRICT).passes(Duration.ofMinutes(4));
        story.reports(Story.CENTRE, Reading.of(42770, 0, 0, 1.5));
        assertEquals(List.of(), story.incidents());
        story.passes(Duration.ofMinutes(1).plusSeconds(10));
        Incident incident = story.onlyIncident();
        assertEquals(Story.DISTRICT, incident.endpoint());
        assertEquals(List.of(Story.HOTSPOT, Story.COMMUNE_A, Story.COMMUNE_B), incident.suppressed());
    }

    /** LibreNMS 20251 and 20380: recovery during maintenance never closes the outage. */
    @Test
    void librenms_20251_an_outage_from_before_is_closed_by_recovery_during_maintenance() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofMinutes(1));
        assertTrue(story.onlyIncident().isOpen());
        isPlanned(story, Window.Target.NODE, Story.HOTSPOT, now(story, Duration.ofHours(1)));
        story.passes(Duration.ofMinutes(1));
        assertTrue(story.onlyIncident().isOpen(), "planning maintenance hides nothing that is wrong already");
        story.connects(Story.HOTSPOT);
        assertFalse(story.onlyIncident().isOpen());
        assertEquals(List.of("incident.opened", "incident.recovered"), steps(story.onlyIncident()));
    }

    /** OpenWISP 831: stuck in PROBLEM for ever. */
    @Test
    void openwisp_831_a_node_that_failed_in_maintenance_is_well_when_it_is_well_again() {
        Story story = Story.ofAHealthyProvince();
        isPlanned(story, Window.Target.NODE, Story.HOTSPOT, now(story, Duration.ofMinutes(2)));
        story.losesSession(Story.HOTSPOT).passes(Duration.ofMinutes(3));
        assertTrue(story.onlyIncident().isOpen());
        story.connects(Story.HOTSPOT);
        assertFalse(story.onlyIncident().isOpen());
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
    }

    @Test
    void work_below_is_not_counted_as_impact_of_trouble_above() {
        Story story = Story.ofAHealthyProvince();
        isPlanned(story, Window.Target.SITE, "xa-a", now(story, Duration.ofMinutes(2)));
        story.losesSession(Story.DISTRICT).losesSession(BELOW_THE_DISTRICT).passes(Duration.ofMinutes(1));
        assertEquals(List.of(Story.COMMUNE_B), story.onlyIncident().suppressed());
        story.passes(Duration.ofMinutes(2));
        assertEquals(
                List.of(Story.HOTSPOT, Story.COMMUNE_A, Story.COMMUNE_B),
                story.onlyIncident().suppressed(),
                "after the work, the trouble above explains it");
    }

    @Test
    void a_port_that_is_worked_on_opens_nothing_until_the_work_ends() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.COMMUNE_A, 2, true, 1);
        isPlanned(story, Window.Target.NODE, Story.COMMUNE_A, now(story, Duration.ofMinutes(1)));
        story.reports(Story.COMMUNE_A, Reading.of(42769, 2, 8, 2L));
        assertEquals(List.of(), story.incidents());
        assertEquals(Health.DEGRADED, story.health(Story.COMMUNE_A));
        story.passes(Duration.ofSeconds(61));
        assertEquals(Incident.Kind.LINK_DOWN, story.onlyIncident().kind());
        assertEquals("eth2", story.onlyIncident().detail());
    }

    @Test
    void maintenance_goes_on_over_a_restart_of_the_controller_and_ends_in_time() {
        Story story = Story.ofAHealthyProvince();
        isPlanned(story, Window.Target.SITE, "huyen", now(story, Duration.ofMinutes(10)));
        story.losesSession(Story.DISTRICT).losesSession(BELOW_THE_DISTRICT).passes(Duration.ofMinutes(1));
        story.controllerRestarts(Duration.ofSeconds(20));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.losesSession(ALL).passes(Duration.ofMinutes(5));
        assertEquals(
                List.of(Story.CENTRE),
                story.incidents().stream().map(Incident::endpoint).toList());
        assertTrue(last(story).isOn());
        story.passes(Duration.ofMinutes(5));
        assertFalse(last(story).isOn());
        assertEquals(4, story.onlyIncident().suppressed().size());
    }

    @Test
    void cancelling_ends_it_at_once_and_says_who_did() {
        Story story = Story.ofAHealthyProvince();
        isPlanned(story, Window.Target.NODE, Story.HOTSPOT, now(story, Duration.ofHours(2)));
        story.losesSession(Story.HOTSPOT).passes(Duration.ofMinutes(1));
        story.happens(new Event.MaintenanceCancelled(story.now(), "hoa", "w1"));
        story.passes(Duration.ofSeconds(5));
        assertEquals(Story.HOTSPOT, story.onlyIncident().endpoint());
        assertEquals("hoa", last(story).window().cancelledBy());
        story.happens(new Event.MaintenanceCancelled(story.now(), "minh", "w1"));
        assertEquals("hoa", last(story).window().cancelledBy());
    }

    @Test
    void a_weekly_window_covers_every_week_s_hour_and_no_other() {
        Story story = Story.ofAHealthyProvince();
        // The story begins on Tuesday at 08:00 in Viet Nam, and is 20 s old.
        Weekly mornings = new Weekly(Set.of(DayOfWeek.TUESDAY), LocalTime.of(8, 2), LocalTime.of(8, 4));
        isPlanned(story, Window.Target.NODE, Story.HOTSPOT, new Schedule(story.now(), null, mornings));
        assertFalse(last(story).isOn());
        story.passes(Duration.ofMinutes(2));
        assertTrue(last(story).isOn());
        story.losesSession(Story.HOTSPOT).passes(Duration.ofMinutes(1));
        assertEquals(List.of(), story.incidents());
        story.connects(Story.HOTSPOT).passes(Duration.ofMinutes(2));
        assertFalse(last(story).isOn());
        assertEquals(
                story.now().plus(Duration.ofDays(7)).truncatedTo(java.time.temporal.ChronoUnit.DAYS),
                Objects.requireNonNull(last(story).occurrence())
                        .from()
                        .truncatedTo(java.time.temporal.ChronoUnit.DAYS));
        story.losesSession(Story.HOTSPOT).passes(Duration.ofMinutes(1));
        assertEquals(1, story.openIncidents().size());
    }

    @Test
    void a_device_that_appears_behind_what_is_worked_on_is_covered_too() {
        Story story = Story.ofAHealthyProvince();
        isPlanned(story, Window.Target.NODE, Story.COMMUNE_A, now(story, Duration.ofHours(1)));
        story.reports(Story.COMMUNE_A + "~cam-1", Reading.of(42770, 0, 0, 1.5));
        assertTrue(last(story).endpoints().contains(Story.COMMUNE_A + "~cam-1"));
    }

    @Test
    void what_a_window_covered_can_be_asked_afterwards() {
        Story story = Story.ofAHealthyProvince();
        vn.tram.inventory.Inventory inventory = new vn.tram.inventory.Inventory();
        inventory.put(
                List.of(Story.site("xa-a", vn.tram.inventory.Site.Tier.COMMUNE, null)),
                List.of(new vn.tram.inventory.Node(
                        Story.COMMUNE_A, "A", vn.tram.inventory.Node.Kind.CONNECTION_POINT, "xa-a", null)));
        Maintenance maintenance = new Maintenance(inventory);
        Schedule hour = now(story, Duration.ofHours(1));
        Window window = new Window("w2", Window.Target.SITE, "xa-a", hour, "Nâng cấp", "minh", story.now(), null, null);
        assertTrue(maintenance.plan(window, story.now()));
        assertFalse(maintenance.plan(window, story.now()), "the id is taken");
        maintenance.pass(story.now().plus(Duration.ofDays(3)));
        assertNotNull(maintenance.covering(Story.COMMUNE_A, story.now().plusSeconds(60)));
        assertEquals(null, maintenance.covering(Story.COMMUNE_A, story.now().plus(Duration.ofHours(2))));
    }
}
