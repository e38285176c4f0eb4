package vn.tram.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkArithmeticTest {

    /** Of the standard's own curve (G.107, figure B.2). */
    @ParameterizedTest
    @CsvSource({"93.2, 4.41", "80, 4.02", "70, 3.60", "60, 3.10", "50, 2.58", "0, 1.0"})
    void the_opinion_follows_the_rating(double rating, double opinion) {
        assertEquals(opinion, new Quality(rating).meanOpinion(), 0.006);
    }

    @Test
    void a_good_link_is_rated_well_and_each_fault_costs() {
        Duration quick = Duration.ofMillis(20);
        Quality good = Quality.of(quick, Duration.ofMillis(1), 0);
        assertTrue(good.rating() > 90, good::toString);
        assertTrue(Quality.of(Duration.ofMillis(600), Duration.ofMillis(1), 0).rating() < 80);
        assertTrue(Quality.of(quick, Duration.ofMillis(100), 0).rating() < good.rating() - 5);
        assertTrue(Quality.of(quick, Duration.ofMillis(1), 0.05).rating() < 80);
        assertEquals(0, Quality.of(Duration.ofSeconds(10), Duration.ZERO, 1).rating());
        assertThrows(IllegalArgumentException.class, () -> Quality.of(quick, quick, 1.5));
        assertThrows(IllegalArgumentException.class, () -> Quality.of(quick, quick, Double.NaN));
    }

    /** RFC 3550, section 6.4.1, by hand: 16 ms of difference once give 1 ms, and then it fades by a sixteenth. */
    @Test
    void jitter_is_smoothed_and_knows_nothing_of_the_clocks() {
        Jitter jitter = new Jitter();
        Duration offset = Duration.ofDays(-3);
        jitter.add(offset.plusMillis(10));
        assertEquals(Duration.ZERO, jitter.value());
        jitter.add(offset.plusMillis(26));
        assertEquals(Duration.ofMillis(1), jitter.value());
        jitter.add(offset.plusMillis(26));
        assertEquals(Duration.ofNanos(937_500), jitter.value());
    }
}
