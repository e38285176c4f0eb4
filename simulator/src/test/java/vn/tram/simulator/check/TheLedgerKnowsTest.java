package vn.tram.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tram.simulator.check.Shown.Booked;
import vn.tram.simulator.check.Truth.Nature;
import vn.tram.simulator.check.Truth.Outage;
import vn.tram.simulator.check.Truth.Span;

class TheLedgerKnowsTest {

    private static final Instant CUT = Instant.parse("2026-11-24T02:00:00Z");
    private static final Instant MENDED = CUT.plusSeconds(600);
    private static final Truth TRUTH = new Truth(
            List.of(new Outage(Nature.LINE, List.of(new Span(CUT, MENDED)), "cp-1", Set.of(), Set.of())),
            List.of(),
            List.of());

    private final Shown shown = new Shown();

    private int violations() {
        return new TheLedgerKnows().violations(TRUTH, shown).size();
    }

    @Test
    void an_outage_that_the_ledger_has_to_within_a_second_holds() {
        shown.booked(new Booked("cp-1", CUT.minusMillis(900), MENDED.plusMillis(900), Nature.LINE));
        assertEquals(0, violations());
    }

    @Test
    void one_that_it_does_not_have_is_found() {
        assertEquals(1, violations());
    }

    @Test
    void one_whose_edge_is_two_seconds_off_is_found() {
        shown.booked(new Booked("cp-1", CUT.minusSeconds(2), MENDED, Nature.LINE));
        assertEquals(1, violations());
    }

    @Test
    void one_that_is_blamed_on_something_else_is_found() {
        shown.booked(new Booked("cp-1", CUT, MENDED, Nature.POWER));
        assertEquals(1, violations());
    }
}
