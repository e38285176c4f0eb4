package vn.tram.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.tram.access.FormSeal.Verdict;

class FormSealTest {

    private static final String MAC = "02:00:5e:10:00:01";
    private static final String OTHER = "02:00:5e:10:00:02";
    private static final Instant NOON = Instant.parse("2026-11-24T05:00:00Z");

    private final FormSeal seal = sealWith((byte) 1);

    private static FormSeal sealWith(byte key) {
        byte[] bytes = new byte[KeyedHash.BYTES];
        java.util.Arrays.fill(bytes, key);
        return new FormSeal(new KeyedHash(bytes), new Random(key));
    }

    @Test
    void a_form_is_good_once_for_the_device_that_was_shown_it() {
        String value = seal.issue(MAC, 1, NOON);
        assertEquals(Verdict.FORGED, seal.redeem(value, OTHER, 1, NOON));
        assertEquals(Verdict.GOOD, seal.redeem(value, MAC, 1, NOON.plusSeconds(30)));
        assertEquals(Verdict.USED, seal.redeem(value, MAC, 1, NOON.plusSeconds(31)));
    }

    @Test
    void no_two_forms_are_alike() {
        assertNotEquals(seal.issue(MAC, 1, NOON), seal.issue(MAC, 1, NOON));
    }

    @Test
    void it_is_good_for_an_hour_and_not_before_it_was_made() {
        String value = seal.issue(MAC, 1, NOON);
        assertEquals(Verdict.EXPIRED, seal.redeem(value, MAC, 1, NOON.plusSeconds(3601)));
        assertEquals(Verdict.EXPIRED, seal.redeem(value, MAC, 1, NOON.minusSeconds(1)));
        assertEquals(Verdict.GOOD, seal.redeem(value, MAC, 1, NOON.plusSeconds(3600)));
    }

    @Test
    void who_was_shown_old_rules_has_not_accepted_the_new_ones() {
        String value = seal.issue(MAC, 1, NOON);
        assertEquals(Verdict.OTHER_TERMS, seal.redeem(value, MAC, 2, NOON));
    }

    @Test
    void every_changed_symbol_makes_it_a_forgery() {
        String value = seal.issue(MAC, 1, NOON);
        for (int i = 0; i < value.length(); i++) {
            char other = value.charAt(i) == 'A' ? 'B' : 'A';
            assertEquals(
                    Verdict.FORGED,
                    seal.redeem(value.substring(0, i) + other + value.substring(i + 1), MAC, 1, NOON),
                    "symbol " + i);
        }
    }

    @Test
    void what_another_node_made_is_a_forgery_here() {
        assertEquals(Verdict.FORGED, seal.redeem(sealWith((byte) 2).issue(MAC, 1, NOON), MAC, 1, NOON));
    }

    @Test
    void nonsense_of_any_length_is_a_forgery() {
        String good = seal.issue(MAC, 1, NOON);
        for (String value : List.of("", "x", "=".repeat(good.length()), "ạ".repeat(good.length()), good + good)) {
            assertEquals(Verdict.FORGED, seal.redeem(value, MAC, 1, NOON));
        }
    }
}
