package vn.tram.cabinet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowerCycleTest {

    private static final PowerCycle.Rule RULE =
            new PowerCycle.Rule(Duration.ofMinutes(10), Duration.ofSeconds(15), Duration.ofMinutes(30), 3);
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY_BEGAN = 1_795_000_000_000L;

    private final PowerCycle power = new PowerCycle(RULE, List.of(), 0);

    /** Looks once a second for a while, and says when interruptions began. */
    private List<Long> beganWhile(PowerCycle power, boolean reachable, long from, long until) {
        List<Long> began = new ArrayList<>();
        for (long t = from; t < until; t += SECOND) {
            if (power.look(reachable, t, DAY_BEGAN + t)) {
                began.add(t);
            }
        }
        return began;
    }

    @Test
    void power_is_interrupted_once_the_controller_was_out_of_reach_for_long_enough_and_comes_back_by_itself() {
        assertEquals(List.of(), beganWhile(power, true, 0, HOUR));

        // Last reached at 59:59.
        assertEquals(List.of(HOUR - SECOND + 10 * MINUTE), beganWhile(power, false, HOUR, HOUR + 10 * MINUTE));
        assertTrue(power.isOff());
        power.look(false, HOUR + 10 * MINUTE + 14 * SECOND, DAY_BEGAN);
        assertFalse(power.isOff());
    }

    @Test
    void a_modem_that_is_not_cured_is_left_alone_after_so_many_times_a_day() {
        List<Long> began = beganWhile(power, false, 0, 24 * HOUR);

        assertEquals(List.of(10 * MINUTE, 40 * MINUTE, 70 * MINUTE), began);
        assertEquals(List.of(24 * HOUR + 10 * MINUTE), beganWhile(power, false, 24 * HOUR, 24 * HOUR + 30 * MINUTE));
    }

    @Test
    void the_daily_limit_outlives_a_restart_and_a_clock_that_was_set_back() {
        long now = DAY_BEGAN;
        PowerCycle restarted = new PowerCycle(RULE, List.of(now - HOUR, now + HOUR, now + 40 * HOUR), 0);

        assertEquals(List.of(), beganWhile(restarted, false, 0, 10 * HOUR));
    }

    @Test
    void who_asks_too_early_is_told_why() {
        assertEquals("", power.begin(5 * MINUTE, DAY_BEGAN));
        assertEquals("power is interrupted already", power.begin(5 * MINUTE + SECOND, DAY_BEGAN));
        power.look(true, 6 * MINUTE, DAY_BEGAN);

        assertEquals(
                "the last interruption was 600 s ago, and must be at least 1800 s ago",
                power.begin(15 * MINUTE, DAY_BEGAN));
    }

    @Test
    void a_hold_off_that_would_never_let_power_flow_is_refused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new PowerCycle.Rule(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(5), 3));

        assertEquals("hold-off: must be longer than off (PT5M), was PT5M", refused.getMessage());
    }
}
