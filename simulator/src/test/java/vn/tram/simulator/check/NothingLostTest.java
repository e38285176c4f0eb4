package vn.tram.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.simulator.check.Shown.Sample;

class NothingLostTest {

    private static final Instant START = Instant.parse("2026-11-24T01:00:00Z");
    private static final Truth TRUTH = new Truth(List.of(), List.of(), List.of());

    private final Shown shown = new Shown();

    private static Sample sample(int minute, String value) {
        return new Sample("cp-1 1-a " + minute, "cp-1 /3303/0/5700", value, START.plusSeconds(60L * minute));
    }

    private List<String> violations() {
        return new NothingLost().violations(TRUTH, shown);
    }

    @Test
    void what_is_kept_once_holds_even_when_it_arrived_in_another_order() {
        shown.made(sample(1, "20"));
        shown.made(sample(2, "21"));
        shown.kept(sample(2, "21"));
        shown.kept(sample(1, "20"));
        assertEquals(List.of(), violations());
    }

    @Test
    void what_still_waits_in_the_device_is_not_lost() {
        shown.made(sample(1, "20"));
        shown.waiting("cp-1 1-a 1");
        assertEquals(List.of(), violations());
    }

    @Test
    void what_is_nowhere_is_lost() {
        shown.made(sample(1, "20"));
        assertEquals(List.of("made, and nowhere: " + sample(1, "20")), violations());
    }

    @Test
    void what_is_kept_twice_is_one_too_many() {
        shown.made(sample(1, "20"));
        shown.kept(sample(1, "20"));
        shown.kept(sample(1, "20"));
        assertEquals(List.of("kept 2 times: " + sample(1, "20")), violations());
    }

    @Test
    void a_value_or_a_time_that_is_not_its_own_is_made_by_nobody() {
        shown.made(sample(1, "20"));
        shown.kept(sample(1, "21"));
        assertEquals(
                List.of("made, and nowhere: " + sample(1, "20"), "kept, and made by nobody: " + sample(1, "21")),
                violations());

        Sample late = new Sample("cp-1 1-a 1", "cp-1 /3303/0/5700", "20", START.plusSeconds(3600));
        Shown arrival = new Shown();
        arrival.made(sample(1, "20"));
        arrival.kept(late);
        assertEquals(
                List.of("made, and nowhere: " + sample(1, "20"), "kept, and made by nobody: " + late),
                new NothingLost().violations(TRUTH, arrival));
    }

    @Test
    void a_history_that_reads_in_another_order_than_it_was_measured_is_found() {
        shown.made(sample(2, "21"));
        shown.made(sample(1, "20"));
        shown.kept(sample(1, "20"));
        shown.kept(sample(2, "21"));
        assertEquals(List.of("in another order than it was measured: cp-1 /3303/0/5700"), violations());
    }
}
