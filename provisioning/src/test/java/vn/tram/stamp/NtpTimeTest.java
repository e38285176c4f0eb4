package vn.tram.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NtpTimeTest {

    /** RFC 5905, figure 4. */
    @Test
    void known_days_have_the_seconds_of_the_rfc() {
        assertEquals(2_208_988_800L << 32, NtpTime.of(Instant.EPOCH));
        assertEquals(3_155_673_600L, NtpTime.of(Instant.parse("2000-01-01T00:00:00Z")) >>> 32);
        assertEquals(63_104L, NtpTime.of(Instant.parse("2036-02-08T00:00:00Z")) >>> 32, "the first day of era 1");
    }

    @Test
    void a_time_comes_back_to_the_nanosecond_on_both_sides_of_2036() {
        for (String text : new String[] {
            "2026-11-24T03:04:05.123456789Z",
            "2036-02-07T06:28:15.999999999Z",
            "2036-02-07T06:28:16Z",
            "2050-01-01T00:00:00.5Z"
        }) {
            Instant time = Instant.parse(text);
            assertEquals(time, NtpTime.toInstant(NtpTime.of(time), time.plus(Duration.ofDays(10_000))));
        }
    }

    @Test
    void a_difference_is_right_across_the_turn_of_the_era() {
        Instant before = Instant.parse("2036-02-07T06:28:15.750Z");
        Instant after = Instant.parse("2036-02-07T06:28:16.125Z");
        Duration difference = NtpTime.between(NtpTime.of(before), NtpTime.of(after));
        assertEquals(Duration.ofMillis(375), difference);
        assertEquals(Duration.ofMillis(-375), NtpTime.between(NtpTime.of(after), NtpTime.of(before)));
    }

    @Test
    void the_last_nanosecond_of_a_second_stays_in_it() {
        Instant last = Instant.parse("2026-11-24T03:04:05.999999999Z");
        assertTrue(NtpTime.of(last) >>> 32 == NtpTime.of(last.minusNanos(999_999_999)) >>> 32);
    }
}
