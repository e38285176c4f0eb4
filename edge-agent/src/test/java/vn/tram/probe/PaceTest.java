package vn.tram.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.probe.Pace.State;

/** A link of 20 ms, probed once a second; turned every 10 ms of an invented time. */
class PaceTest {

    private static final long MILLI = 1_000_000;
    private static final long ROUND_TRIP = 20 * MILLI;

    private final Pace pace = new Pace(Duration.ofSeconds(1));
    private final List<Long> sent = new ArrayList<>();
    private long now;
    private boolean isCut;

    private void passes(Duration duration) {
        long until = now + duration.toNanos();
        while (now < until) {
            now += 10 * MILLI;
            if (pace.isDue(now)) {
                pace.sent(now);
                sent.add(now / MILLI);
            }
            if (!isCut && !sent.isEmpty() && now / MILLI == sent.get(sent.size() - 1) + 20) {
                pace.answered(now, ROUND_TRIP);
            }
        }
    }

    @Test
    void a_link_that_answers_is_probed_once_a_second() {
        passes(Duration.ofSeconds(10));
        assertEquals(10, sent.size());
        assertEquals(State.UP, pace.state(now));
        assertTrue(pace.sleep(now) <= Duration.ofSeconds(1).toNanos());
    }

    @Test
    void after_a_missed_answer_ten_a_second_are_sent_until_twenty_in_a_row_are_answered() {
        passes(Duration.ofMillis(3500));
        isCut = true;
        sent.clear();
        passes(Duration.ofSeconds(5));
        assertTrue(sent.size() > 40, sent::toString);
        assertTrue(sent.get(1) - sent.get(0) <= 210, "the first is missed soon: " + sent);
        isCut = false;
        sent.clear();
        passes(Duration.ofSeconds(2));
        assertTrue(sent.size() >= 19, sent::toString);
        passes(Duration.ofSeconds(1));
        sent.clear();
        passes(Duration.ofSeconds(5));
        assertEquals(5, sent.size());
    }

    @Test
    void a_link_that_stays_cut_is_probed_once_a_second_again_after_a_minute() {
        passes(Duration.ofSeconds(3));
        isCut = true;
        passes(Duration.ofSeconds(63));
        sent.clear();
        passes(Duration.ofSeconds(10));
        assertEquals(10, sent.size());
    }

    @Test
    void nothing_answered_for_1_8_s_is_down_and_the_first_answer_is_up() {
        passes(Duration.ofSeconds(5));
        isCut = true;
        passes(Duration.ofMillis(700));
        assertEquals(State.UP, pace.state(now));
        passes(Duration.ofMillis(1400));
        assertEquals(State.DOWN, pace.state(now));
        isCut = false;
        passes(Duration.ofMillis(300));
        assertEquals(State.UP, pace.state(now));
        pace.lost(now - 2 * ROUND_TRIP - Duration.ofSeconds(1).toNanos());
        pace.lost(now - Duration.ofSeconds(1).toNanos());
        assertEquals(State.UP, pace.state(now), "what was lost in the cut is no sign of a bad link");
    }

    @Test
    void a_link_that_is_probed_once_a_minute_is_not_down_because_of_that() {
        Pace seldom = new Pace(Duration.ofMinutes(1));
        seldom.sent(0);
        seldom.answered(20 * MILLI, ROUND_TRIP);
        long next = Duration.ofMinutes(1).toNanos();
        seldom.sent(next);
        assertEquals(State.UP, seldom.state(next + 1000 * MILLI));
        assertEquals(State.DOWN, seldom.state(next + 1900 * MILLI));
    }

    @Test
    void two_losses_in_ten_seconds_are_a_degraded_link() {
        passes(Duration.ofSeconds(5));
        pace.lost(now - 3000 * MILLI);
        assertEquals(State.UP, pace.state(now));
        pace.lost(now - 2000 * MILLI);
        assertEquals(State.DEGRADED, pace.state(now));
        passes(Duration.ofSeconds(11));
        assertEquals(State.UP, pace.state(now));
    }

    @Test
    void what_never_answered_is_unknown_and_then_down() {
        isCut = true;
        passes(Duration.ofSeconds(1));
        assertEquals(State.UNKNOWN, pace.state(now));
        passes(Duration.ofSeconds(1));
        assertEquals(State.DOWN, pace.state(now));
    }

    @Test
    void a_pause_of_our_own_is_no_outage() {
        passes(Duration.ofSeconds(5));
        pace.sent(now);
        now += Duration.ofMinutes(3).toNanos();
        pace.resumed(now);
        assertEquals(State.UP, pace.state(now));
    }
}
