package vn.tram.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static final Client PHONE = new Client("02:00:5e:10:00:01", "10.77.0.2");
    private static final Instant NOON = Instant.parse("2026-11-24T05:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    private Instant now = NOON;

    @Test
    void a_person_with_a_new_device_address_comes_back_by_the_word() {
        ReturnWord words = new ReturnWord(new KeyedHash(new byte[KeyedHash.BYTES]));
        Session session = new Session(PHONE, Duration.ofHours(1), 0, 0);
        String word = words.of(PHONE.mac());

        assertTrue(word.matches("[2-9BCDFGHJKMNP-TV-Z]{4}-[2-9BCDFGHJKMNP-TV-Z]{4}"), word);
        assertEquals(session, words.find(word, List.of(session)));
        assertEquals(session, words.find(" " + word.toLowerCase(Locale.ROOT).replace("-", ""), List.of(session)));
        assertNull(words.find(word, List.of()), "the session has ended");
        assertNull(words.find("ảo", List.of(session)));
        assertNull(words.find("x".repeat(100_000), List.of(session)));
    }

    @Test
    void words_differ_from_device_to_device() {
        ReturnWord words = new ReturnWord(new KeyedHash(new byte[KeyedHash.BYTES]));
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(words.of(String.format("02:00:5e:10:%02x:%02x", i / 256, i % 256)));
        }
        assertEquals(1_000, all.size());
    }

    @Test
    void who_tries_too_often_waits_and_the_others_do_not() {
        Attempts attempts = new Attempts(Duration.ofMinutes(5), 2, 3);
        assertTrue(attempts.allow("a", NOON));
        assertTrue(attempts.allow("a", NOON));
        assertFalse(attempts.allow("a", NOON.plusSeconds(299)));
        assertTrue(attempts.allow("b", NOON.plusSeconds(299)));
        assertFalse(attempts.allow("c", NOON.plusSeconds(299)), "all together have tried three times");
        assertTrue(attempts.allow("a", NOON.plusSeconds(300)));
    }

    @Test
    void a_clock_that_was_ahead_locks_nobody_out() {
        Attempts attempts = new Attempts(Duration.ofMinutes(5), 1, 10);
        assertTrue(attempts.allow("a", NOON.plus(Duration.ofDays(1000))));
        assertTrue(attempts.allow("a", NOON));
    }

    @Test
    void a_device_has_one_hash_a_day_and_another_one_tomorrow() {
        Random random = new Random(3);
        DailyHash hashes = new DailyHash(day -> {
            byte[] key = new byte[KeyedHash.BYTES];
            random.nextBytes(key);
            return key;
        });
        String today = hashes.of(PHONE.mac(), TODAY);
        assertTrue(today.matches("[0-9a-f]{32}"));
        assertEquals(today, hashes.of(PHONE.mac(), TODAY));
        assertNotEquals(today, hashes.of("02:00:5e:10:00:02", TODAY));
        assertNotEquals(today, hashes.of(PHONE.mac(), TODAY.plusDays(1)));
        assertNotEquals(today, hashes.of(PHONE.mac(), TODAY), "yesterday's key is gone for good");
    }

    @Test
    void without_a_gate_everybody_is_let_through_for_as_long_as_the_policy_says() throws Exception {
        try (NoGate gate = new NoGate(() -> now)) {
            Client client = gate.at("10.77.0.2");
            gate.open(client, Grant.of(Duration.ofMinutes(30)));
            now = NOON.plusSeconds(60);
            assertEquals(Duration.ofMinutes(29), gate.sessions().get(0).left());
            now = NOON.plus(Duration.ofMinutes(30));
            assertEquals(List.of(), gate.sessions());
        }
    }

    @Test
    void without_a_gate_doors_are_bounded_too() throws Exception {
        try (NoGate gate = new NoGate(() -> now)) {
            for (int i = 0; i < 1_024; i++) {
                gate.open(gate.at("10.77." + i / 256 + "." + i % 256), Grant.of(Duration.ofMinutes(30)));
            }
            Client onemore = gate.at("10.78.0.1");
            assertThrows(GateException.class, () -> gate.open(onemore, Grant.of(Duration.ofMinutes(30))));
        }
    }

    @Test
    void quantiles_are_of_the_last_durations() {
        Reckoning reckoning = new Reckoning();
        assertEquals(0, reckoning.quantile(0.5));
        for (long i = 1; i <= 1_000; i++) {
            reckoning.add(i);
        }
        assertEquals(744, reckoning.quantile(0.5));
        assertEquals(975, reckoning.quantile(0.95));
    }
}
