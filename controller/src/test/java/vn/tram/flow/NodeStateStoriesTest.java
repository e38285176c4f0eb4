package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.inventory.Node;
import vn.tram.state.Evidence;
import vn.tram.state.Evidence.Source;
import vn.tram.state.Health;
import vn.tram.state.Latest;
import vn.tram.state.NodeState;

class NodeStateStoriesTest {

    private static final ResourcePath CPU = new ResourcePath(42770, 0, 0);

    private static Object value(Story story, ResourcePath path) {
        return Objects.requireNonNull(story.state(Story.HOTSPOT).values().get(path))
                .value();
    }

    private static Evidence newest(Story story, String endpoint) {
        return story.state(endpoint).evidence().get(0);
    }

    @Test
    void a_node_that_registers_is_up_and_says_by_which_evidence() {
        Story story = Story.ofAProvince();
        story.connects(Story.HOTSPOT);
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        assertEquals(
                new Evidence(Source.SESSION, Story.MORNING, null, "evidence.registered", ""),
                newest(story, Story.HOTSPOT));
        assertEquals(true, story.state(Story.HOTSPOT).online());
        assertTrue(story.state(Story.HOTSPOT).registered());
    }

    @Test
    void a_node_that_was_never_heard_is_unknown() {
        Story story = Story.ofAProvince();
        assertEquals(Health.UNKNOWN, story.health(Story.HOTSPOT));
        assertNull(story.state(Story.HOTSPOT).lastHeard());
        story.passes(Duration.ofHours(1));
        assertEquals(Health.UNKNOWN, story.health(Story.HOTSPOT));
        assertEquals(List.of(), story.incidents());
    }

    @Test
    void a_lost_session_is_down_after_the_hold_and_not_before() {
        Story story = Story.ofAHealthyProvince();
        Instant lost = story.now();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(1));
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        story.passes(Duration.ofSeconds(1));
        assertEquals(Health.DOWN, story.health(Story.HOTSPOT));
        assertEquals(lost.plusSeconds(2), story.state(Story.HOTSPOT).since());
        assertEquals(
                new Evidence(Source.SESSION, lost, null, "evidence.session.lost", ""), newest(story, Story.HOTSPOT));
    }

    @Test
    void a_session_that_comes_back_within_the_hold_was_never_down() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(1));
        story.connects(Story.HOTSPOT).passes(Duration.ofMinutes(1));
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        assertEquals(List.of(), story.incidents());
    }

    @Test
    void a_report_that_was_on_its_way_when_the_session_broke_does_not_hide_the_loss() {
        Story story = Story.ofAHealthyProvince();
        Report onItsWay = story.report(Story.HOTSPOT, story.now(), Reading.of(42770, 0, 0, 50.0));
        story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(1));
        story.arrives(Story.HOTSPOT, onItsWay);
        story.passes(Duration.ofSeconds(2));
        assertEquals(Health.DOWN, story.health(Story.HOTSPOT));
        assertEquals(50.0, value(story, CPU));
    }

    @Test
    void an_agent_that_says_it_stops_is_unknown_by_its_own_word_and_no_incident() {
        Story story = Story.ofAHealthyProvince();
        story.closes(Story.HOTSPOT).passes(Duration.ofMinutes(10));
        assertEquals(Health.UNKNOWN, story.health(Story.HOTSPOT));
        assertEquals(Source.SESSION, newest(story, Story.HOTSPOT).source());
        assertEquals(List.of(), story.incidents());
    }

    /** ThingsBoard 15614: an open MQTT session counts as active for days. */
    @Test
    void open_session_but_silent_is_not_up() {
        Story story = Story.ofAHealthyProvince();
        story.passes(Duration.ofSeconds(129));
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        story.passes(Duration.ofSeconds(1));
        assertEquals(Health.UNKNOWN, story.health(Story.HOTSPOT));
        assertEquals(true, story.state(Story.HOTSPOT).online());
        assertEquals(Source.SILENCE, newest(story, Story.HOTSPOT).source());
        assertEquals("150", newest(story, Story.HOTSPOT).detail());
    }

    /** ThingsBoard 6821: an inactivity alarm comes thirty times later than its time-out; Uptime Kuma 1219. */
    @Test
    void silence_is_noticed_on_time_however_busy_the_other_nodes_are() {
        Story story = Story.ofAHealthyProvince();
        Instant heard = Objects.requireNonNull(story.state(Story.HOTSPOT).lastHeard());
        for (int i = 0; i < 200; i++) {
            story.reports(Story.DISTRICT, Reading.of(42770, 0, 0, i + 0.5));
            story.passes(Duration.ofSeconds(1));
        }
        assertEquals(heard.plusSeconds(150), story.state(Story.HOTSPOT).since());
        assertEquals(Health.UP, story.health(Story.DISTRICT));
    }

    /** ThingsBoard 9156: two things in the same millisecond and the device never becomes inactive. */
    @Test
    void a_word_and_the_deadline_in_the_same_millisecond_still_lead_to_silence_later() {
        Story story = Story.ofAHealthyProvince();
        story.passes(Duration.ofSeconds(129));
        story.sleeps(Duration.ofSeconds(1));
        story.happens(new Event.RegistrationUpdated(story.now(), Story.HOTSPOT));
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        story.passes(Duration.ofSeconds(150));
        assertEquals(Health.UNKNOWN, story.health(Story.HOTSPOT));
    }

    @Test
    void a_node_that_has_shown_a_longer_interval_may_be_silent_for_longer() {
        Story story = Story.ofAHealthyProvince();
        story.reports(Story.HOTSPOT, Reading.of(42770, 0, 0, 1.5));
        story.passes(Duration.ofSeconds(140));
        story.reports(Story.HOTSPOT, Reading.of(42770, 0, 0, 2.5));
        story.passes(Duration.ofSeconds(349));
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        story.passes(Duration.ofSeconds(1));
        assertEquals(Health.UNKNOWN, story.health(Story.HOTSPOT));
    }

    @Test
    void the_same_report_twice_is_stored_and_answered_twice_and_shown_once() {
        Story story = Story.ofAHealthyProvince();
        Report report = story.report(Story.HOTSPOT, story.now(), Reading.of(42770, 0, 0, 33.0));
        story.arrives(Story.HOTSPOT, report);
        story.forget();
        story.arrives(Story.HOTSPOT, report);
        assertEquals(1, story.effects(Effect.Store.class).size());
        assertEquals(List.of(), story.effects(Effect.NodeChanged.class));
        assertEquals(1L, story.core().counts().get("core_reports_duplicate"));
    }

    @Test
    void an_overtaken_report_fills_what_is_missing_and_overwrites_nothing() {
        Story story = Story.ofAHealthyProvince();
        Report first =
                story.report(Story.HOTSPOT, story.now(), Reading.of(42770, 0, 0, 10.0), Reading.of(42770, 0, 12, 99L));
        Report second = story.report(Story.HOTSPOT, story.now().plusSeconds(1), Reading.of(42770, 0, 0, 20.0));
        story.passes(Duration.ofSeconds(1));
        story.arrives(Story.HOTSPOT, second);
        story.arrives(Story.HOTSPOT, first);
        assertEquals(20.0, value(story, CPU));
        assertEquals(99L, value(story, new ResourcePath(42770, 0, 12)));
        assertEquals(second.sequence(), story.state(Story.HOTSPOT).sequence());
    }

    @Test
    void a_report_of_an_earlier_run_is_stored_and_moves_nothing_backwards() {
        Story story = Story.ofAHealthyProvince();
        Report old = story.report(Story.HOTSPOT, story.now(), Reading.of(42770, 0, 0, 77.0));
        story.passes(Duration.ofSeconds(5));
        story.boots(Story.HOTSPOT).connects(Story.HOTSPOT);
        story.reports(Story.HOTSPOT, Reading.of(42770, 0, 0, 5.0));
        BootId present = Objects.requireNonNull(story.state(Story.HOTSPOT).boot());
        story.forget();
        story.arrives(Story.HOTSPOT, old);
        assertEquals(1, story.effects(Effect.Store.class).size());
        assertEquals(5.0, value(story, CPU));
        assertEquals(present, story.state(Story.HOTSPOT).boot());
        assertEquals(1L, story.core().counts().get("core_reports_of_ended_runs"));
    }

    @Test
    void a_device_that_lost_its_disk_counts_its_runs_from_one_and_is_believed_all_the_same() {
        Story story = Story.ofAHealthyProvince();
        story.boots(Story.HOTSPOT).connects(Story.HOTSPOT);
        story.reports(Story.HOTSPOT, Reading.of(42770, 0, 0, 5.0));
        story.passes(Duration.ofMinutes(1));
        BootId emptied = BootId.of(1, 4711);
        Report fresh = new Report(
                emptied,
                1,
                Report.Kind.SAMPLE,
                2_000,
                story.now().toEpochMilli(),
                List.of(Reading.of(42770, 0, 0, 8.0)));
        story.arrives(Story.HOTSPOT, fresh);
        assertEquals(emptied, story.state(Story.HOTSPOT).boot());
        story.passes(Duration.ofMinutes(4));
        Report later = new Report(
                emptied,
                2,
                Report.Kind.SAMPLE,
                242_000,
                story.now().toEpochMilli(),
                List.of(Reading.of(42770, 0, 0, 9.0)));
        story.arrives(Story.HOTSPOT, later);
        assertEquals(9.0, value(story, CPU));
    }

    /** ThingsBoard gateway 2119: a stale value sent again with a fresh time. */
    @Test
    void what_was_stored_and_forwarded_keeps_its_own_time_and_does_not_pass_for_the_present() {
        Story story = Story.ofAHealthyProvince();
        Instant read = story.now();
        Report cut = story.report(Story.HOTSPOT, read, Reading.of(42769, 1, 0, "eth1"), Reading.of(42769, 1, 8, 2L));
        Report mended = story.report(Story.HOTSPOT, read.plusSeconds(600), Reading.of(42769, 1, 8, 1L));
        story.losesSession(Story.HOTSPOT).passes(Duration.ofMinutes(60));
        story.connects(Story.HOTSPOT);
        story.arrives(Story.HOTSPOT, cut);
        Latest kept = Objects.requireNonNull(story.state(Story.HOTSPOT).values().get(new ResourcePath(42769, 1, 8)));
        assertEquals(read, kept.deviceTime());
        assertEquals(story.now(), kept.at());
        story.arrives(Story.HOTSPOT, mended);
        story.reports(Story.HOTSPOT, Reading.of(42770, 0, 0, 5.0));
        story.passes(Duration.ofMinutes(1));
        story.reports(Story.HOTSPOT, Reading.of(42770, 0, 0, 6.0));
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
        assertEquals(1, story.incidents().size(), "only the outage itself, no link of an hour ago");
        NodeState.LinkState link =
                Objects.requireNonNull(story.state(Story.HOTSPOT).links().get(1));
        assertEquals(Health.UP, link.health());
    }

    @Test
    void what_a_report_changes_is_handed_out_before_the_report_itself_so_that_it_is_on_the_disk_first() {
        Story story = Story.ofAHealthyProvince();
        List<Effect> effects = story.arrives(
                Story.HOTSPOT,
                new Report(
                        BootId.of(9, 1),
                        1,
                        Report.Kind.SAMPLE,
                        5_000,
                        story.now().toEpochMilli(),
                        List.of(Reading.of(42770, 0, 0, 3.5))));
        assertTrue(effects.get(0) instanceof Effect.NodeChanged, effects.toString());
        assertTrue(effects.get(effects.size() - 1) instanceof Effect.Store, effects.toString());
    }

    @Test
    void a_device_without_a_clock_is_kept_under_our_time_and_marked() {
        Story story = Story.ofAHealthyProvince();
        Report fromThePast = new Report(
                BootId.of(9, 1), 1, Report.Kind.SAMPLE, 5_000, 12_345, List.of(Reading.of(42770, 0, 0, 3.5)));
        List<Effect> effects = story.arrives(Story.HOTSPOT, fromThePast);
        Effect.Store store = (Effect.Store) effects.get(effects.size() - 1);
        assertTrue(store.clockUnset());
        NodeState state = story.state(Story.HOTSPOT);
        assertTrue(state.clockUnset());
        assertNull(state.skew());
        assertNull(Objects.requireNonNull(state.values().get(CPU)).deviceTime());
        assertEquals(Health.UP, state.health());
    }

    @Test
    void the_difference_of_the_clocks_is_measured_not_guessed() {
        Story story = Story.ofAHealthyProvince();
        BootId boot = BootId.of(9, 1);
        for (int i = 1; i <= 3; i++) {
            story.passes(Duration.ofMinutes(1));
            story.arrives(
                    Story.HOTSPOT,
                    new Report(
                            boot,
                            i,
                            Report.Kind.SAMPLE,
                            60_000L * i,
                            story.now().toEpochMilli() - 7_200_000,
                            List.of(Reading.of(42770, 0, 0, 3.5 + i))));
        }
        assertEquals(Duration.ofHours(-2), story.state(Story.HOTSPOT).skew());
        assertFalse(story.state(Story.HOTSPOT).clockUnset());
        assertEquals(Health.UP, story.health(Story.HOTSPOT));
    }

    @Test
    void a_device_that_nobody_announced_is_kept_without_a_site() {
        Story story = Story.empty();
        story.connects("may-la");
        Effect.InventoryChanged placed =
                story.effects(Effect.InventoryChanged.class).get(0);
        assertEquals(List.of(new Node("may-la", "may-la", Node.Kind.OTHER, null, null)), placed.nodes());
        assertEquals(Health.UP, story.health("may-la"));
    }

    @Test
    void unannounced_devices_are_bounded_and_the_rest_are_told_to_try_later() {
        Story story = Story.empty();
        int most = Rules.DEFAULTS.state().maxUnplaced();
        for (int i = 0; i < most; i++) {
            story.reports("la-" + i, Reading.of(42770, 0, 0, 1.0));
        }
        story.forget();
        story.reports("la-nua", Reading.of(42770, 0, 0, 1.0));
        Effect.Answer answer = (Effect.Answer) story.effects().get(0);
        assertEquals(503, answer.code());
        assertEquals(1, story.effects().size());
        assertEquals(1L, story.core().counts().get("core_nodes_refused"));
    }

    @Test
    void a_node_that_reports_ever_more_resources_is_bounded_and_the_rest_counted() {
        Story story = Story.ofAHealthyProvince();
        for (int i = 0; i < 2_000; i++) {
            story.reports(Story.HOTSPOT, Reading.of(42769, i, 8, 1L), Reading.of(42769, i, 9, 1L));
        }
        int most = Rules.DEFAULTS.state().maxValues();
        assertEquals(most, story.state(Story.HOTSPOT).values().size());
        assertEquals(
                Rules.DEFAULTS.state().maxLinks(),
                story.state(Story.HOTSPOT).links().size());
        assertEquals(4_000L - (most - 1), story.core().counts().get("core_values_refused"));
    }

    @Test
    void a_tick_that_changes_nothing_says_nothing() {
        Story story = Story.ofAHealthyProvince();
        story.forget();
        story.passes(Duration.ofSeconds(60));
        assertEquals(List.of(), story.effects());
    }

    @Test
    void evidence_is_kept_newest_first_and_bounded() {
        Story story = Story.ofAHealthyProvince();
        for (int i = 0; i < 20; i++) {
            story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(3));
            story.connects(Story.HOTSPOT).passes(Duration.ofSeconds(1));
        }
        List<Evidence> evidence = story.state(Story.HOTSPOT).evidence();
        assertEquals(NodeState.MAX_EVIDENCE, evidence.size());
        assertEquals("evidence.registered", evidence.get(0).message());
        assertEquals("evidence.session.lost", evidence.get(1).message());
        assertNotEquals(evidence.get(0).at(), evidence.get(2).at());
    }
}
