package vn.tram.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.profiles.LimitMapping;

class LimitsTest {

    private static final LimitMapping TEMPERATURE =
            new LimitMapping("temperature", 42770, 0, 7, Map.of(), true, 90, 85);
    private static final LimitMapping BATTERY = new LimitMapping(
            "battery", 42774, LimitMapping.EVERY, 2, Map.of(1, Pattern.compile("^charge$")), false, 10, 15);
    private static final LimitMapping POWER = new LimitMapping(
            "poe", 42774, LimitMapping.EVERY, 2, Map.of(4, Pattern.compile("^(overload|shortCircuit)$")), true, 3.5, 3);

    private final Limits limits = new Limits();

    @Test
    void a_device_whose_profile_has_no_limits_says_nothing_of_them() {
        assertEquals(List.of(), limits.judge(List.of(), List.of(Reading.of(42770, 0, 7, 200.0))));
    }

    @Test
    void a_value_that_hovers_around_the_limit_is_beyond_it_once() {
        assertEquals(told(0, ""), at(90.0));
        assertEquals(told(1, "temperature 90.25 > 90"), at(90.25));
        for (double value : new double[] {89.9, 90.5, 86, 93, 85.1}) {
            assertEquals(told(1, "temperature 90.25 > 90"), at(value));
        }
        assertEquals(told(0, ""), at(85.0));
        assertEquals(told(0, ""), at(89.9));
        assertEquals(told(1, "temperature 91 > 90"), at(91.0));
    }

    @Test
    void a_missing_value_leaves_its_limit_as_it_was_until_it_has_been_missing_for_long() {
        at(91.0);
        for (int i = 1; i < Limits.ROUNDS_KEPT; i++) {
            assertEquals(told(1, "temperature 91 > 90"), limits.judge(List.of(TEMPERATURE), List.of()));
        }
        assertEquals(told(0, ""), limits.judge(List.of(TEMPERATURE), List.of()));
    }

    @Test
    void each_instance_has_the_limit_on_its_own_and_is_told_by_its_name() {
        List<Reading> readings = List.of(
                Reading.of(42774, 0, 0, "Battery"),
                Reading.of(42774, 0, 1, "charge"),
                Reading.of(42774, 0, 2, 9.5),
                Reading.of(42774, 1, 1, "charge"),
                Reading.of(42774, 1, 2, 3.0),
                Reading.of(42774, 2, 0, "Board"),
                Reading.of(42774, 2, 1, "temperature"),
                Reading.of(42774, 2, 2, 1.0));

        assertEquals(
                told(2, "battery (Battery) 9.5 < 10, battery (1) 3 < 10"), limits.judge(List.of(BATTERY), readings));
    }

    @Test
    void a_state_is_told_by_its_word_and_is_well_as_soon_as_the_limit_is_not_meant_for_it() {
        assertEquals(told(1, "poe (ether5): overload"), port(4, "overload"));
        assertEquals(told(0, ""), port(8, "powerReset"));
    }

    @Test
    void a_device_that_lost_its_limits_says_that_none_is_exceeded_any_more() {
        at(91.0);
        assertEquals(told(0, ""), limits.judge(List.of(), List.of(Reading.of(42770, 0, 7, 91.0))));
    }

    @Test
    void however_many_are_exceeded_the_text_fits_into_a_reading() {
        LimitMapping every = new LimitMapping("charge", 42774, LimitMapping.EVERY, 2, Map.of(), false, 10, 15);
        List<Reading> readings = IntStream.range(0, 500)
                .mapToObj(i -> Reading.of(42774, i, 2, 1.0))
                .toList();

        List<Reading> judged = limits.judge(List.of(every), readings);

        assertEquals(500L, judged.get(0).value());
        assertEquals(Reading.MAX_TEXT, judged.get(1).value().toString().length());
    }

    private List<Reading> at(double temperature) {
        return limits.judge(List.of(TEMPERATURE), List.of(Reading.of(42770, 0, 7, temperature)));
    }

    private List<Reading> port(double number, String state) {
        return limits.judge(
                List.of(POWER),
                List.of(
                        Reading.of(42774, 6, 0, "ether5"),
                        Reading.of(42774, 6, 1, "state"),
                        Reading.of(42774, 6, 2, number),
                        Reading.of(42774, 6, 4, state)));
    }

    private static List<Reading> told(long exceeded, String which) {
        return List.of(new Reading(Conditions.LIMITS_EXCEEDED, exceeded), new Reading(Conditions.WHICH_LIMITS, which));
    }
}
