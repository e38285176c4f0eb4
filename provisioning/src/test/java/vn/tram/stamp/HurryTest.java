package vn.tram.stamp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HurryTest {

    private final Hurry hurry = new Hurry();
    private long now;

    private void answers(int times) {
        for (int i = 0; i < times; i++) {
            now += 100;
            hurry.answered(now);
        }
    }

    @Test
    void a_line_that_works_is_probed_in_no_hurry() {
        answers(3);
        assertFalse(hurry.isOn(now));
    }

    @Test
    void it_ends_when_twenty_probes_in_a_row_were_answered() {
        hurry.missed(now);
        answers(19);
        assertTrue(hurry.isOn(now));
        answers(1);
        assertFalse(hurry.isOn(now));
    }

    @Test
    void one_that_is_missed_in_between_begins_the_count_anew() {
        hurry.missed(now);
        answers(19);
        hurry.missed(now);
        answers(19);
        assertTrue(hurry.isOn(now));
    }

    @Test
    void after_a_minute_without_any_answer_it_is_given_up() {
        hurry.missed(now);
        for (int i = 0; i < 590; i++) {
            now += 100;
            hurry.missed(now);
        }
        assertTrue(hurry.isOn(now));
        now += 1000;
        hurry.missed(now);
        assertFalse(hurry.isOn(now));
    }
}
