package vn.tram.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tram.state.ProbeLevel;

/** Each endpoint sends once a second at a moment of its own; every 100 ms the watch is asked. */
class ProbeWatchTest {

    private static final Instant BEGAN = Instant.parse("2026-11-24T00:00:00Z");

    private final ProbeWatch watch = new ProbeWatch(10_000, BEGAN);
    private final List<String> told = new ArrayList<>();
    private final Map<String, Instant> heardLater = new HashMap<>();
    private final Map<String, Long> next = new HashMap<>();
    private final Set<String> cut = new HashSet<>();
    private Instant now = BEGAN;
    private int endpoints;
    private Duration clock = Duration.ZERO;

    private final ProbeWatch.Listener listener = new ProbeWatch.Listener() {
        @Override
        public void probed(String endpoint, ProbeLevel level, Instant lastArrival) {
            told.add(endpoint + " " + level);
        }

        @Override
        public void arrived(Map<String, Instant> last) {
            heardLater.putAll(last);
        }

        @Override
        public void hears(boolean anything) {
            told.add("hears " + anything);
        }
    };

    private Instant ourTime() {
        return now.plus(clock);
    }

    private void passes(Duration duration) {
        Instant until = now.plus(duration);
        while (now.isBefore(until)) {
            now = now.plusMillis(100);
            long tenth = now.toEpochMilli() / 100;
            for (int i = 0; i < endpoints; i++) {
                String endpoint = "nut-" + i;
                if (tenth % 10 == i % 10) {
                    long sequence = next.merge(endpoint, 1L, Long::sum);
                    if (!cut.contains(endpoint)) {
                        watch.heard(endpoint, sequence, ourTime());
                    }
                }
            }
            watch.pass(ourTime(), listener);
        }
    }

    private void of(int some) {
        endpoints = some;
        passes(Duration.ofSeconds(2));
        assertEquals(some, watch.flowing());
        told.clear();
    }

    private void loses(String endpoint, int packets) {
        next.merge(endpoint, (long) packets, Long::sum);
    }

    @Test
    void who_is_heard_flows_and_nothing_more_is_said_while_that_goes_on() {
        endpoints = 2;
        passes(Duration.ofSeconds(2));
        assertEquals(Set.of("nut-0 FLOWING", "nut-1 FLOWING"), Set.copyOf(told));
        passes(Duration.ofMinutes(5));
        assertEquals(2, told.size());
    }

    @Test
    void whose_line_is_cut_is_silent_after_1_8_s_and_flows_with_the_first_packet_that_comes_again() {
        of(20);
        cut.add("nut-7");
        Instant began = now;
        while (told.isEmpty()) {
            passes(Duration.ofMillis(100));
        }
        assertEquals(List.of("nut-7 SILENT"), told);
        assertTrue(Duration.between(began, now).compareTo(Duration.ofMillis(1900)) <= 0);
        passes(Duration.ofMinutes(10));
        cut.clear();
        passes(Duration.ofSeconds(30));
        assertEquals(List.of("nut-7 SILENT", "nut-7 FLOWING"), told, "what the cut swallowed is not a loss");
    }

    @Test
    void it_is_told_who_is_heard_after_somebody_has_fallen_silent_and_then_no_longer() {
        of(20);
        cut.addAll(Set.of("nut-7", "nut-8"));
        passes(Duration.ofSeconds(5));
        assertEquals(Set.of("nut-7 SILENT", "nut-8 SILENT"), Set.copyOf(told));
        assertEquals(18, heardLater.size());
        assertFalse(heardLater.containsKey("nut-7") || heardLater.containsKey("nut-8"), heardLater::toString);
        heardLater.clear();
        passes(Duration.ofSeconds(30));
        assertEquals(Map.of(), heardLater);
    }

    @Test
    void it_asks_to_be_called_when_a_line_will_have_been_silent_for_long_enough_and_not_a_turn_later() {
        ProbeWatch two = new ProbeWatch(10, BEGAN);
        two.heard("cut", 1, BEGAN.plusMillis(30));
        assertEquals(BEGAN.plusMillis(1100), two.nextPass(BEGAN.plusMillis(1000)));
        two.heard("on", 1, BEGAN.plusMillis(900));
        two.pass(BEGAN.plusMillis(900), listener);
        assertEquals(BEGAN.plusMillis(1830), two.nextPass(BEGAN.plusMillis(1800)));
        told.clear();
        two.pass(BEGAN.plusMillis(1829), listener);
        assertEquals(List.of(), told);
        two.pass(BEGAN.plusMillis(1830), listener);
        assertEquals(List.of("cut SILENT"), told);
    }

    @Test
    void one_packet_lost_says_nothing_and_more_in_ten_seconds_make_a_lossy_line_that_gets_well() {
        of(5);
        loses("nut-2", 1);
        passes(Duration.ofSeconds(15));
        assertEquals(List.of(), told);
        loses("nut-2", 1);
        passes(Duration.ofSeconds(3));
        loses("nut-2", 1);
        passes(Duration.ofSeconds(3));
        assertEquals(List.of("nut-2 LOSSY"), told);
        passes(Duration.ofSeconds(12));
        assertEquals(List.of("nut-2 LOSSY", "nut-2 FLOWING"), told);
    }

    @Test
    void what_was_overtaken_or_begins_anew_is_not_lost() {
        of(3);
        for (int i = 0; i < 5; i++) {
            watch.heard("nut-1", next.getOrDefault("nut-1", 0L) + 2, ourTime());
            watch.heard("nut-1", next.getOrDefault("nut-1", 0L) + 1, ourTime());
            loses("nut-1", 2);
            passes(Duration.ofSeconds(1));
        }
        assertEquals(List.of(), told);
        next.put("nut-1", 0L);
        passes(Duration.ofSeconds(5));
        next.put("nut-1", 1L << 31);
        passes(Duration.ofSeconds(5));
        assertEquals(List.of(), told);
    }

    @Test
    void when_all_fall_silent_at_once_nothing_is_said_of_anybody() {
        of(8);
        for (int i = 0; i < endpoints; i++) {
            cut.add("nut-" + i);
        }
        passes(Duration.ofMinutes(1));
        assertEquals(List.of("hears false"), told);
        told.clear();
        cut.clear();
        cut.add("nut-3");
        passes(Duration.ofSeconds(4));
        assertEquals("hears true", told.get(0));
        assertEquals("nut-3 SILENT", told.get(told.size() - 1));
        assertEquals(1 + 8, told.size());
    }

    @Test
    void a_district_that_falls_silent_is_not_our_own_line() {
        of(12);
        for (int i = 0; i < 9; i++) {
            cut.add("nut-" + i);
        }
        passes(Duration.ofSeconds(4));
        assertEquals(9, told.size());
        assertTrue(told.stream().allMatch(line -> line.endsWith("SILENT")), told::toString);
    }

    @Test
    void one_or_two_alone_are_believed_to_be_cut() {
        of(2);
        cut.addAll(Set.of("nut-0", "nut-1"));
        passes(Duration.ofSeconds(4));
        assertEquals(Set.of("nut-0 SILENT", "nut-1 SILENT"), Set.copyOf(told));
    }

    @Test
    void lines_that_are_cut_one_after_another_are_silent_one_after_another_to_the_last() {
        of(4);
        for (int i = 0; i < 4; i++) {
            cut.add("nut-" + i);
            passes(Duration.ofSeconds(5));
            assertEquals("nut-" + i + " SILENT", told.get(i));
        }
        assertEquals(4, told.size());
    }

    @Test
    void after_a_pause_of_its_own_it_listens_before_it_speaks() {
        of(4);
        cut.add("nut-2");
        passes(Duration.ofSeconds(5));
        told.clear();
        now = now.plusSeconds(90);
        watch.pass(ourTime(), listener);
        passes(Duration.ofMillis(1500));
        assertTrue(told.stream().allMatch(line -> line.endsWith("FLOWING")), told::toString);
        assertEquals(3, told.size(), "told again, for the core has paused too");
        passes(Duration.ofSeconds(1));
        assertEquals("nut-2 SILENT", told.get(told.size() - 1));
    }

    @Test
    void a_clock_that_jumps_by_ten_years_either_way_cuts_no_line() {
        of(4);
        for (long days : new long[] {3652, -3652, 0}) {
            clock = Duration.ofDays(days);
            passes(Duration.ofSeconds(10));
        }
        assertTrue(told.stream().allMatch(line -> line.endsWith("FLOWING")), told::toString);
        cut.add("nut-1");
        passes(Duration.ofSeconds(3));
        assertEquals("nut-1 SILENT", told.get(told.size() - 1));
    }

    @Test
    void after_a_start_those_who_probed_before_are_expected() {
        watch.expect("nut-0", ourTime());
        watch.expect("nut-9", ourTime());
        endpoints = 1;
        passes(Duration.ofSeconds(1));
        assertEquals(List.of("nut-0 FLOWING"), told);
        passes(Duration.ofSeconds(2));
        assertEquals(List.of("nut-0 FLOWING", "nut-9 SILENT"), told);
        told.clear();
        watch.tellAll(listener);
        assertEquals(List.of("nut-0 FLOWING", "nut-9 SILENT"), told);
    }

    @Test
    void more_than_can_be_watched_are_counted() {
        ProbeWatch small = new ProbeWatch(2, BEGAN);
        for (int i = 0; i < 5; i++) {
            small.heard("nut-" + i, 1, BEGAN);
        }
        assertEquals(2, small.flowing());
        assertEquals(3, small.refused());
    }

    /** A minute of 4,000 endpoints, on a machine that is busy with something else. */
    @Test
    void four_thousand_endpoints_cost_next_to_nothing() {
        of(4000);
        long began = System.nanoTime();
        passes(Duration.ofMinutes(1));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertEquals(List.of(), told);
        assertTrue(took.compareTo(Duration.ofSeconds(12)) < 0, "240,000 packets took " + took);
    }
}
