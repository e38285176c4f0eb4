package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.incident.Incident;
import vn.tram.incident.Incident.Step;
import vn.tram.state.Evidence.Source;
import vn.tram.state.Health;
import vn.tram.state.Latest;
import vn.tram.state.ProbeLevel;

/** The worst cases of what users of other programs report; docs/peer-stories.md says which test tells which story. */
class PeerStoriesTest {

    private static final String CAMERA = Story.COMMUNE_A + "~cam-1";
    private static final Reading ANSWERS = new Reading(Conditions.REACHABLE, true);
    private static final Reading SILENT = new Reading(Conditions.REACHABLE, false);
    private static final ResourcePath UPTIME = new ResourcePath(42770, 0, 4);

    /** After 497 days, in seconds. */
    private static final long WRAP = (1L << 32) / 100;

    private static void probes(Story story, String endpoint, ProbeLevel level) {
        story.happens(new Event.Probed(story.now(), endpoint, level, story.now()));
    }

    private static List<String> steps(Incident incident) {
        return incident.timeline().stream().map(Step::message).toList();
    }

    private static boolean isBlamed(Incident incident) {
        return steps(incident).stream().anyMatch(step -> step.startsWith("incident.cause."));
    }

    /** Its agent answers all the time, and the camera does not for ten minutes. */
    private static void cameraIsAway(Story story, Duration time) {
        story.reports(CAMERA, SILENT);
        story.passesWithReports(time, Story.CENTRE, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT);
    }

    /** LibreNMS 4587: a device without sysUpTime alerts up and down, then "rebooted", for ever. */
    @Test
    void librenms_4587_a_device_that_never_says_how_long_it_runs_is_never_said_to_have_restarted() {
        Story story = Story.ofAHealthyProvince();
        for (int day = 0; day < 5; day++) {
            story.reports(CAMERA, ANSWERS, Reading.of(42770, 0, 8, "camera"));
            story.passesWithReports(Duration.ofHours(1), Story.COMMUNE_A, CAMERA, Story.HOTSPOT);
            assertEquals(Health.UP, story.health(CAMERA), "it is there, and needs no uptime to be");
            cameraIsAway(story, Duration.ofMinutes(10));
            assertEquals(Health.DOWN, story.health(CAMERA));
        }
        story.reports(CAMERA, ANSWERS);
        story.passesWithReports(Duration.ofMinutes(10), Story.COMMUNE_A, CAMERA, Story.HOTSPOT);
        List<Incident> about = story.incidents().stream()
                .filter(incident -> incident.endpoint().equals(CAMERA))
                .toList();
        assertEquals(5, about.size(), "one for each time that it was away");
        for (Incident incident : about) {
            assertFalse(incident.isOpen());
            assertEquals(List.of("incident.opened", "incident.recovered"), steps(incident));
        }
    }

    /** LibreNMS 4587: some say 0 always, which is no start either once it was said before. */
    @Test
    void librenms_4587_a_device_whose_uptime_stands_still_is_not_said_to_have_restarted() {
        Story story = Story.ofAHealthyProvince();
        story.reports(CAMERA, ANSWERS, new Reading(UPTIME, 0L));
        story.passesWithReports(Duration.ofMinutes(30), Story.COMMUNE_A, Story.HOTSPOT);
        story.reports(CAMERA, new Reading(UPTIME, 0L));
        cameraIsAway(story, Duration.ofMinutes(10));
        story.reports(CAMERA, ANSWERS, new Reading(UPTIME, 0L));
        story.passesWithReports(Duration.ofMinutes(10), Story.COMMUNE_A, Story.HOTSPOT);
        Incident incident = story.incidents().get(0);
        assertEquals(CAMERA, incident.endpoint());
        assertFalse(isBlamed(incident), steps(incident)::toString);
    }

    /** LibreNMS 1426: sysUpTime wraps, here just while the device is away, and that is shown as a reboot. */
    @Test
    void librenms_1426_an_uptime_that_wraps_while_the_device_is_away_is_no_restart() {
        Story story = Story.ofAHealthyProvince();
        long before = WRAP - 300;
        Instant said = story.now();
        story.reports(CAMERA, ANSWERS, new Reading(UPTIME, before));
        cameraIsAway(story, Duration.ofMinutes(10));
        long runs = Duration.between(said, story.now()).toSeconds();
        story.reports(CAMERA, ANSWERS, new Reading(UPTIME, before + runs - WRAP));
        assertEquals("incident.cause.uplink", steps(story.onlyIncident()).get(2));
    }

    @Test
    void librenms_1426_a_device_that_does_restart_after_497_days_is_still_said_to_have_done_so() {
        Story story = Story.ofAHealthyProvince();
        story.reports(CAMERA, ANSWERS, new Reading(UPTIME, WRAP - 300));
        cameraIsAway(story, Duration.ofMinutes(10));
        story.reports(CAMERA, ANSWERS, new Reading(UPTIME, 20L));
        story.passesWithReports(Duration.ofMinutes(4), Story.COMMUNE_A, Story.HOTSPOT);
        assertTrue(isBlamed(story.onlyIncident()));
        assertFalse(steps(story.onlyIncident()).contains("incident.cause.uplink"));
    }

    /** Uptime Kuma 1219: a monitor freezes and keeps showing the last data, as if they were of now. */
    @Test
    void kuma_1219_values_of_a_node_that_froze_are_shown_with_their_age_and_under_unknown() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.COMMUNE_A, 1, true, 1);
        story.reports(Story.COMMUNE_A, Reading.of(42770, 0, 0, 42.5));
        Instant read = story.now();
        story.passes(Duration.ofHours(2));
        Latest cpu =
                Objects.requireNonNull(story.state(Story.COMMUNE_A).values().get(new ResourcePath(42770, 0, 0)));
        assertEquals(read, cpu.at(), "the last value keeps its time");
        assertEquals(Health.UNKNOWN, story.health(Story.COMMUNE_A));
        assertEquals(
                Health.UNKNOWN,
                Objects.requireNonNull(story.state(Story.COMMUNE_A).links().get(1))
                        .health());
        assertEquals(read, story.state(Story.COMMUNE_A).lastHeard());
    }

    /** OpenWISP 566: the ping fails and metrics arrive, for a day; the checks for a recovery queue without bound. */
    @Test
    void openwisp_566_a_day_in_which_probes_fail_and_reports_arrive_is_one_incident_at_most_and_queues_nothing() {
        Story story = Story.ofAHealthyProvince();
        List.of(Story.CENTRE, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT)
                .forEach(endpoint -> probes(story, endpoint, ProbeLevel.FLOWING));
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        story.passesWithReports(Duration.ofMinutes(10), Story.COMMUNE_B, Story.HOTSPOT);
        int entries = story.ledger().size();
        story.forget();
        for (int minute = 0; minute < 1440; minute++) {
            story.passes(Duration.ofMinutes(1));
            story.reports(Story.COMMUNE_B, Reading.of(42770, 0, 0, minute + 0.5));
            probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        }
        assertEquals(Health.DEGRADED, story.health(Story.COMMUNE_B), "it speaks, but its probes do not come through");
        assertTrue(story.ledger().size() - entries < 10, "what stays costs nothing: " + story.ledger());
        assertEquals(List.of(), story.openIncidents());
        assertEquals(1440, story.effects(Effect.Store.class).size());
        probes(story, Story.COMMUNE_B, ProbeLevel.FLOWING);
        assertEquals(Health.UP, story.health(Story.COMMUNE_B));
    }

    /** LibreNMS 18138: several outages open at once for one device; here three witnesses, a restart and repetitions. */
    @Test
    void librenms_18138_whatever_tells_of_an_outage_and_however_often_there_is_one_and_it_ends_once() {
        Story story = Story.ofAHealthyProvince();
        probes(story, Story.HOTSPOT, ProbeLevel.FLOWING);
        probes(story, Story.HOTSPOT, ProbeLevel.SILENT);
        story.passes(Duration.ofSeconds(20)).losesSession(Story.HOTSPOT, Story.HOTSPOT);
        story.passes(Duration.ofSeconds(20));
        story.controllerRestarts(Duration.ofSeconds(30));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.connects(Story.COMMUNE_A).losesSession(Story.HOTSPOT);
        probes(story, Story.HOTSPOT, ProbeLevel.SILENT);
        story.passes(Duration.ofSeconds(40));
        probes(story, Story.HOTSPOT, ProbeLevel.SILENT);
        assertEquals(
                1,
                story.incidents().stream()
                        .filter(incident -> incident.endpoint().equals(Story.HOTSPOT))
                        .count());
        story.connects(Story.HOTSPOT).passes(Duration.ofMinutes(3));
        probes(story, Story.HOTSPOT, ProbeLevel.FLOWING);
        Incident incident = story.incidents().get(0);
        assertFalse(incident.isOpen());
        assertEquals(
                1, steps(incident).stream().filter("incident.recovered"::equals).count());
    }

    /** LibreNMS 15209: which poller said that it is down? Each of ours is named, with the time at which it saw it. */
    @Test
    void librenms_15209_session_probe_and_gateway_are_each_named_as_the_one_that_saw_it() {
        Story story = Story.ofAHealthyProvince();
        Instant lost = story.now();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(10));
        assertEquals(Source.SESSION, evidence(story, Story.HOTSPOT).source());
        assertEquals(lost, evidence(story, Story.HOTSPOT).at());
        probes(story, Story.COMMUNE_B, ProbeLevel.FLOWING);
        Instant silent = story.now();
        probes(story, Story.COMMUNE_B, ProbeLevel.SILENT);
        story.passes(Duration.ofSeconds(10));
        assertEquals(Source.PROBE, evidence(story, Story.COMMUNE_B).source());
        assertEquals(silent, evidence(story, Story.COMMUNE_B).at());
        story.reports(CAMERA, ANSWERS);
        story.reports(CAMERA, SILENT);
        story.passes(Duration.ofSeconds(10));
        assertEquals("evidence.unreachable", evidence(story, CAMERA).message());
    }

    private static vn.tram.state.Evidence evidence(Story story, String endpoint) {
        return story.incidents().stream()
                .filter(incident -> incident.endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow()
                .evidence();
    }
}
