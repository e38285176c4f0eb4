package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.sla.Chain;
import vn.tram.sla.Entry;
import vn.tram.state.Health;

/** Clocks that jump by ten years, at a device and at the controller, and nodes and floods beyond all measure. */
class ClockStoriesTest {

    private static final Duration TEN_YEARS = Duration.ofDays(3652);
    private static final String[] ALL = {Story.CENTRE, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT};

    private static void reports(Story story, long sequence, Duration clockAhead) {
        story.arrives(
                Story.HOTSPOT,
                new Report(
                        BootId.of(9, 1),
                        sequence,
                        Report.Kind.SAMPLE,
                        60_000 * sequence,
                        story.now().plus(clockAhead).toEpochMilli(),
                        List.of(Reading.of(42770, 0, 0, sequence + 0.5))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void a_device_whose_clock_jumps_by_ten_years_stays_up_and_its_reports_are_kept(int direction) {
        Story story = Story.ofAHealthyProvince();
        for (int minute = 1; minute <= 9; minute++) {
            story.passes(Duration.ofMinutes(1));
            boolean jumped = minute > 3 && minute <= 6;
            reports(story, minute, jumped ? TEN_YEARS.multipliedBy(direction) : Duration.ZERO);
            assertEquals(Health.UP, story.health(Story.HOTSPOT), "minute " + minute);
        }
        assertEquals(
                9,
                story.effects(Effect.Store.class).stream()
                        .filter(store -> store.report().boot().equals(BootId.of(9, 1)))
                        .count());
        assertEquals(Duration.ZERO, story.state(Story.HOTSPOT).skew(), "the jump is forgotten when it is over");
        assertEquals(List.of(), story.incidents());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void our_own_clock_that_jumps_by_ten_years_is_our_fault_and_no_site_s_outage(int direction) {
        Story story = Story.ofAHealthyProvince();
        story.passesWithReports(Duration.ofMinutes(3), ALL);
        story.sleeps(TEN_YEARS.multipliedBy(direction));
        story.happens(new Event.Tick(story.now()));
        for (String endpoint : ALL) {
            assertEquals(Health.UNKNOWN, story.health(endpoint), endpoint);
        }
        story.passesWithReports(Duration.ofMinutes(10), ALL);
        for (String endpoint : ALL) {
            assertEquals(Health.UP, story.health(endpoint), endpoint);
        }
        assertEquals(List.of(), story.incidents());
        story.sleeps(TEN_YEARS.multipliedBy(-direction));
        story.happens(new Event.Tick(story.now()));
        story.passesWithReports(Duration.ofMinutes(10), ALL);
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(10));
        assertEquals(Health.DOWN, story.health(Story.HOTSPOT), "and what is really cut is seen");
        assertEquals(Story.HOTSPOT, story.onlyIncident().endpoint());
        assertFalse(story.ledger().stream()
                .filter(entry -> entry.verdict() == Health.DOWN)
                .anyMatch(entry -> !entry.endpoint().equals(Story.HOTSPOT)));
        Chain chain = new Chain();
        story.ledger().forEach(chain::accept);
        assertNull(chain.problem());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void a_controller_that_comes_up_ten_years_off_says_so_of_itself_only(int direction) {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(30));
        story.controllerRestarts(TEN_YEARS.multipliedBy(direction));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        for (String endpoint : ALL) {
            story.connects(endpoint);
        }
        story.passesWithReports(Duration.ofMinutes(10), ALL);
        for (String endpoint : ALL) {
            assertEquals(Health.UP, story.health(endpoint), endpoint);
        }
        assertEquals(1, story.incidents().size());
        assertFalse(story.onlyIncident().isOpen());
        Instant opened = story.onlyIncident().openedAt();
        Instant closed = story.onlyIncident().closedAt();
        assertTrue(closed != null && !closed.isBefore(opened), opened + " to " + closed);
    }

    @Test
    void a_node_that_reports_a_million_interfaces_is_bounded_counted_and_answered() {
        Story story = Story.ofAHealthyProvince();
        int answered = 0;
        int before = story.ledger().size();
        for (int report = 0; report < 1000; report++) {
            Reading[] readings = new Reading[1000];
            for (int i = 0; i < readings.length; i++) {
                readings[i] =
                        Reading.of(42769, (report * 1000 + i) % 65_535, i % 2 == 0 ? 8 : 7, i % 2 == 0 ? 1L : true);
            }
            story.forget();
            story.reports(Story.HOTSPOT, readings);
            answered += story.effects(Effect.Store.class).size();
        }
        assertEquals(1000, answered, "each is kept, and answered when it is");
        assertTrue(story.state(Story.HOTSPOT).values().size()
                <= Rules.DEFAULTS.state().maxValues());
        assertEquals(
                Rules.DEFAULTS.state().maxLinks(),
                story.state(Story.HOTSPOT).links().size());
        assertTrue(count(story, "core_values_refused") > 900_000);
        assertTrue(story.ledger().size() - before <= Rules.DEFAULTS.state().maxLinks(), "nor does the ledger grow");
        assertEquals(Health.UP, story.health(Story.COMMUNE_A));
    }

    private static long count(Story story, String name) {
        Long count = story.core().counts().get(name);
        return count == null ? 0 : count;
    }

    @Test
    void a_node_whose_interfaces_flap_ten_times_a_second_for_an_hour_is_one_incident_and_a_ledger_that_tells_it() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.HOTSPOT, 1, true, 1);
        int before = story.ledger().size();
        for (int i = 0; i < 36_000; i++) {
            story.sleeps(Duration.ofMillis(100));
            story.reports(Story.HOTSPOT, Reading.of(42769, 1, 8, i % 2 == 0 ? 2L : 1L));
            story.happens(new Event.Tick(story.now()));
            story.forget();
        }
        long about = story.incidents().stream()
                .filter(incident -> incident.endpoint().equals(Story.HOTSPOT))
                .count();
        assertEquals(1, about);
        assertTrue(story.incidents().get(0).timeline().size()
                <= Rules.DEFAULTS.incident().maxSteps());
        List<Entry> told = story.ledger().subList(before, story.ledger().size());
        assertTrue(told.size() <= 2 * 36_000 + 10, "entries: " + told.size());
    }
}
