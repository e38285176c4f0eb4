package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Window;
import vn.tram.sla.Chain;
import vn.tram.sla.Entry;
import vn.tram.sla.Entry.Kind;
import vn.tram.sla.Head;
import vn.tram.state.Health;

/** What the ledger gets to hear when something happens in the province. */
class LedgerStoriesTest {

    private static List<Entry> of(Story story, Kind kind) {
        return story.ledger().stream().filter(entry -> entry.kind() == kind).toList();
    }

    private static List<Entry> of(Story story, String endpoint, int link) {
        return of(story, Kind.VERDICT).stream()
                .filter(entry -> entry.endpoint().equals(endpoint) && entry.link() == link)
                .toList();
    }

    private static void assertWhole(Story story) {
        Chain chain = new Chain();
        story.ledger().forEach(chain::accept);
        assertNull(chain.problem());
        assertEquals(story.ledger().size(), chain.head().seq());
    }

    @Test
    void every_node_has_its_placement_and_one_verdict_when_it_has_come_up() {
        Story story = Story.ofAHealthyProvince();

        assertEquals(5, of(story, Kind.PLACEMENT).size());
        assertEquals(5, of(story, Kind.VERDICT).size());
        assertEquals(
                "HOTSPOT;AREA;256;256;",
                of(story, Kind.PLACEMENT).stream()
                        .filter(entry -> entry.endpoint().equals(Story.HOTSPOT))
                        .findFirst()
                        .orElseThrow()
                        .why());
        assertWhole(story);
    }

    @Test
    void what_stays_as_it_is_writes_nothing() {
        Story story = Story.ofAHealthyProvince();
        int before = story.ledger().size();

        story.passesWithReports(Duration.ofMinutes(30), Story.CENTRE, Story.DISTRICT, Story.COMMUNE_A);
        story.passesWithReports(Duration.ofMinutes(1), Story.COMMUNE_B, Story.HOTSPOT);

        assertTrue(story.ledger().size() <= before + 4, "two nodes went silent and came back: " + story.ledger());
    }

    @Test
    void an_outage_begins_when_the_session_broke_and_was_shown_when_that_was_believed() {
        Story story = Story.ofAHealthyProvince();
        Instant broke = story.now();
        story.losesSession(Story.COMMUNE_B);
        story.passes(Duration.ofSeconds(20));

        Entry down = of(story, Story.COMMUNE_B, Entry.NODE).get(1);

        assertEquals(Health.UP, down.before());
        assertEquals(Health.DOWN, down.verdict());
        assertEquals(broke, down.from());
        assertTrue(down.at().isAfter(broke));
        assertEquals("evidence.session.lost", down.why());
    }

    @Test
    void a_restart_of_the_controller_is_one_entry_and_each_node_is_told_again_when_it_is_seen() {
        Story story = Story.ofAHealthyProvince();
        Instant off = story.now();
        int before = story.ledger().size();
        story.controllerRestarts(Duration.ofMinutes(7));

        assertEquals(before + 1, story.ledger().size());
        Entry gap = of(story, Kind.CONTROLLER).get(0);
        assertEquals(off, gap.from());
        assertEquals(story.now(), gap.to());
        assertEquals(Entry.OURS, gap.cause());

        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.connects(Story.COMMUNE_A);
        assertEquals(Health.UP, of(story, Story.COMMUNE_A, Entry.NODE).get(1).verdict());
        assertWhole(story);
    }

    @Test
    void what_stays_silent_after_a_restart_is_no_longer_our_fault() {
        Story story = Story.ofAHealthyProvince();
        story.controllerRestarts(Duration.ofMinutes(7));
        story.happens(new Event.BrokerSession(story.now(), true, ""));
        story.passes(Duration.ofMinutes(10));

        Entry silent = of(story, Story.COMMUNE_A, Entry.NODE).get(1);

        assertEquals(Health.UNKNOWN, silent.verdict());
        assertEquals("evidence.silence", silent.why());
        assertNull(silent.cause());
    }

    @Test
    void a_stall_of_ours_is_one_entry_from_the_last_moment_that_we_saw() {
        Story story = Story.ofAHealthyProvince();
        Instant last = story.now();
        int before = story.ledger().size();
        story.sleeps(Duration.ofMinutes(5));
        story.happens(new Event.Tick(story.now()));

        assertEquals(before + 1, story.ledger().size());
        Entry gap = of(story, Kind.CONTROLLER).get(0);
        assertEquals(last, gap.from());
        assertEquals("evidence.ourselves.stall", gap.why());
    }

    @Test
    void without_our_broker_each_node_is_unknown_by_our_fault_and_told_for_itself() {
        Story story = Story.ofAHealthyProvince();
        story.happens(new Event.BrokerSession(story.now(), false, ""));
        story.passes(Duration.ofSeconds(30));

        Entry unseen = of(story, Story.COMMUNE_A, Entry.NODE).get(1);

        assertEquals(Health.UNKNOWN, unseen.verdict());
        assertEquals(Entry.OURS, unseen.cause());
        assertEquals(List.of(), of(story, Kind.CONTROLLER));
    }

    @Test
    void a_link_that_was_never_up_is_not_in_the_ledger_and_one_that_fails_is() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.DISTRICT, 1, true, 1);
        story.reportsInterface(Story.DISTRICT, 2, true, 2);
        story.passes(Duration.ofSeconds(5));
        story.reportsInterface(Story.DISTRICT, 1, true, 2);

        assertEquals(List.of(), of(story, Story.DISTRICT, 2));
        assertEquals(
                List.of(Health.UP, Health.DOWN),
                of(story, Story.DISTRICT, 1).stream().map(Entry::verdict).toList());
    }

    @Test
    void links_of_a_node_that_is_gone_end_with_it_and_are_told_again() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.DISTRICT, 1, true, 1);
        story.losesSession(Story.DISTRICT);
        story.passes(Duration.ofSeconds(20));
        assertEquals(1, of(story, Story.DISTRICT, 1).size());

        story.connects(Story.DISTRICT);
        story.reports(Story.DISTRICT, Reading.of(42769, 1, 8, 1L));

        assertEquals(
                List.of(Health.UP, Health.UP),
                of(story, Story.DISTRICT, 1).stream().map(Entry::verdict).toList());
    }

    /** From a correction, as seconds after {@code start}. */
    private static String told(Entry entry, Instant start) {
        Instant from = Objects.requireNonNull(entry.from());
        Instant to = Objects.requireNonNull(entry.to());
        return entry.verdict() + " " + Duration.between(start, from).toSeconds() + "-"
                + Duration.between(start, to).toSeconds();
    }

    private static List<String> told(Story story, String endpoint, int link, Instant start) {
        return of(story, Kind.CORRECTION).stream()
                .filter(entry -> entry.endpoint().equals(endpoint) && entry.link() == link)
                .map(entry -> told(entry, start))
                .toList();
    }

    @Test
    void what_an_interface_did_while_its_node_was_cut_off_is_known_when_the_node_is_back_and_what_was_shown_stays() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.DISTRICT, 1, true, 1);
        Instant cut = story.now();
        story.losesSession(Story.DISTRICT);
        story.passes(Duration.ofMinutes(10));
        Report fails = story.report(Story.DISTRICT, cut.plusSeconds(120), Reading.of(42769, 1, 8, 2L));
        Report mended = story.report(Story.DISTRICT, cut.plusSeconds(300), Reading.of(42769, 1, 8, 1L));
        List<Entry> shown = List.copyOf(story.ledger());
        story.connects(Story.DISTRICT);
        story.arrives(Story.DISTRICT, fails);
        story.passes(Duration.ofSeconds(1)).arrives(Story.DISTRICT, mended);
        assertEquals(List.of(), told(story, Story.DISTRICT, 1, cut));
        story.passes(Duration.ofSeconds(1)).reports(Story.DISTRICT, Reading.of(42770, 0, 0, 13.5));

        assertEquals(List.of("UP 0-120", "DOWN 120-300", "UP 300-602"), told(story, Story.DISTRICT, 1, cut));
        assertEquals(shown, story.ledger().subList(0, shown.size()));
        assertWhole(story);
    }

    @Test
    void what_a_node_lost_or_did_not_live_to_see_stays_unknown_in_the_ledger() {
        Story story = Story.ofAHealthyProvince();
        story.reportsInterface(Story.DISTRICT, 1, true, 1);
        Instant cut = story.now();
        story.losesSession(Story.DISTRICT);
        story.passes(Duration.ofMinutes(10));
        Report fails = story.report(Story.DISTRICT, cut.plusSeconds(120), Reading.of(42769, 1, 8, 2L));
        story.report(Story.DISTRICT, cut.plusSeconds(180), Reading.of(42769, 1, 8, 1L));
        Report later = story.report(Story.DISTRICT, cut.plusSeconds(240), Reading.of(42770, 0, 0, 13.5));
        story.boots(Story.DISTRICT);
        story.connects(Story.DISTRICT);
        story.arrives(Story.DISTRICT, fails);
        story.arrives(Story.DISTRICT, later);
        story.passes(Duration.ofSeconds(1));
        story.reportsInterface(Story.DISTRICT, 1, true, 1);

        assertEquals(List.of("UP 0-120"), told(story, Story.DISTRICT, 1, cut));
    }

    @Test
    void announced_work_on_a_district_is_in_the_ledger_for_all_behind_it_and_a_restart_does_not_tell_it_again() {
        Story story = Story.ofAHealthyProvince();
        Window window = new Window(
                "w-1",
                Window.Target.NODE,
                Story.DISTRICT,
                new Schedule(story.now(), story.now().plus(Duration.ofMinutes(30)), null),
                "thay cáp",
                "an",
                story.now(),
                null,
                null);
        story.happens(new Event.MaintenancePlanned(story.now(), window));
        assertEquals(4, of(story, Kind.MAINTENANCE_BEGAN).size());
        story.controllerRestarts(Duration.ofMinutes(1));
        assertEquals(4, of(story, Kind.MAINTENANCE_BEGAN).size());

        story.passes(Duration.ofMinutes(40));

        assertEquals(4, of(story, Kind.MAINTENANCE_ENDED).size());
        assertWhole(story);
    }

    @Test
    void a_changed_a_missing_and_a_swapped_entry_are_named() {
        Story story = Story.ofAHealthyProvince();
        List<Entry> entries = story.ledger();

        assertEquals(4, broken(entries, 3, changed(entries.get(3))));
        assertEquals(4, broken(entries, 3, null));
        assertEquals(1, broken(entries, 0, null));
        assertEquals(0, broken(entries, 0, entries.get(0)));
    }

    private static long broken(List<Entry> entries, int index, @Nullable Entry instead) {
        Chain chain = new Chain();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = i == index ? instead : entries.get(i);
            if (entry != null) {
                chain.accept(entry);
            }
        }
        return chain.broken();
    }

    private static Entry changed(Entry entry) {
        return new Entry(
                entry.seq(),
                entry.kind(),
                entry.at().plusMillis(1),
                entry.endpoint(),
                entry.link(),
                entry.from(),
                entry.to(),
                entry.before(),
                entry.verdict(),
                entry.cause(),
                entry.why(),
                entry.hash());
    }

    @Test
    void the_hash_is_over_the_text_as_the_documentation_says() throws Exception {
        Entry first = Story.ofAProvince().ledger().get(0);
        String text = "1|PLACEMENT|" + Story.MORNING.toEpochMilli() + "|ap-cho|-1||||||HOTSPOT;AREA;256;256;";

        assertEquals(text, first.text());
        assertEquals(
                HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest((Head.EMPTY.hash() + "|" + text).getBytes(StandardCharsets.UTF_8))),
                first.hash());
    }
}
