package vn.tram.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tram.maintenance.Schedule.Occurrence;

/** Times with +07:00 are those on the wall of the control room; 2026-11-24 is a Tuesday. */
class ScheduleTest {

    private static final Schedule TUESDAY_NIGHTS = new Schedule(
            at("2026-11-01T00:00"),
            null,
            new Weekly(Set.of(DayOfWeek.TUESDAY), LocalTime.of(22, 0), LocalTime.of(2, 0)));

    private static Instant at(String local) {
        return java.time.OffsetDateTime.parse(local + ":00+07:00").toInstant();
    }

    @Test
    void a_weekly_window_over_midnight_goes_on_into_wednesday() {
        assertFalse(TUESDAY_NIGHTS.covers(at("2026-11-24T21:59")));
        assertTrue(TUESDAY_NIGHTS.covers(at("2026-11-24T22:00")));
        assertTrue(TUESDAY_NIGHTS.covers(at("2026-11-25T01:59")));
        assertFalse(TUESDAY_NIGHTS.covers(at("2026-11-25T02:00")));
        assertFalse(TUESDAY_NIGHTS.covers(at("2026-11-25T22:30")));
    }

    @Test
    void between_two_nights_the_next_one_is_named_and_within_one_that_one() {
        Occurrence first = new Occurrence(at("2026-11-24T22:00"), at("2026-11-25T02:00"));
        Occurrence second = new Occurrence(at("2026-12-01T22:00"), at("2026-12-02T02:00"));
        assertEquals(first, TUESDAY_NIGHTS.occurrence(at("2026-11-20T12:00")));
        assertEquals(first, TUESDAY_NIGHTS.occurrence(at("2026-11-25T01:00")));
        assertEquals(second, TUESDAY_NIGHTS.occurrence(at("2026-11-25T02:00")));
    }

    @Test
    void a_whole_day_every_day_never_ends() {
        Schedule always = new Schedule(
                at("2026-11-01T00:00"),
                null,
                new Weekly(Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
        for (Instant t = at("2026-11-10T00:00");
                t.isBefore(at("2026-11-18T00:00"));
                t = t.plus(Duration.ofMinutes(47))) {
            assertTrue(always.covers(t), t.toString());
        }
    }

    @Test
    void nothing_is_covered_outside_the_bounds() {
        Schedule bounded = new Schedule(at("2026-11-24T23:00"), at("2026-12-02T01:00"), TUESDAY_NIGHTS.weekly());
        assertFalse(bounded.covers(at("2026-11-24T22:30")));
        assertTrue(bounded.covers(at("2026-11-24T23:00")));
        assertTrue(bounded.covers(at("2026-12-02T00:59")));
        assertFalse(bounded.covers(at("2026-12-02T01:00")));
        assertNull(bounded.occurrence(at("2026-12-02T01:00")), "it is over");
    }

    @Test
    void one_that_is_neither_weekly_nor_ends_is_refused() {
        IllegalArgumentException endless =
                assertThrows(IllegalArgumentException.class, () -> new Schedule(at("2026-11-24T22:00"), null, null));
        assertEquals("until: must be given for a window that is not weekly, was absent", endless.getMessage());
    }
}
