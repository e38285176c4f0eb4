package vn.tram.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tram.document.Allowance;
import vn.tram.document.Announcement;
import vn.tram.document.PortalPolicy;
import vn.tram.document.PortalPolicy.WayIn;
import vn.tram.document.Terms;
import vn.tram.document.VoucherBatch;
import vn.tram.document.VoucherCode;
import vn.tram.profiles.file.BadFileException;

class PolicyFileTest {

    private static final PortalPolicy STANDARD = PolicyFile.standard();

    @Test
    void whoever_says_nothing_gives_everybody_four_hours_for_accepting_the_rules() throws Exception {
        assertEquals(new Allowance(Duration.ofHours(4), 0, 1_250_000, 625_000), STANDARD.allowance());
        assertEquals(Set.of(WayIn.RULES), STANDARD.ways());
        assertEquals(1, STANDARD.terms().version());
        assertEquals(STANDARD, PolicyFile.parse("{}"));
    }

    @Test
    void a_policy_reads_back() throws Exception {
        Allowance day = new Allowance(Duration.ofHours(24), 2_000_000_000, 0, 100_000);
        VoucherBatch batch = VoucherBatch.of(
                List.of(VoucherCode.draw(3, 0, new Random(1))),
                Instant.parse("2027-01-01T00:00:00Z"),
                day,
                new byte[VoucherBatch.SALT_BYTES]);
        PortalPolicy policy = new PortalPolicy(
                new Allowance(Duration.ofSeconds(90), 0, 0, 0),
                Set.of(WayIn.RULES, WayIn.VOUCHER),
                new Terms(
                        7, new Announcement.Text("Quy định", "Một\n\nHai"), new Announcement.Text("Rules", "\"One\"")),
                List.of("dichvucong.gov.vn", "bacninh.gov.vn"),
                List.of(batch));
        assertEquals(policy, PolicyFile.parse(PolicyFile.toJson(policy)));
        assertEquals(STANDARD, PolicyFile.parse(PolicyFile.toJson(STANDARD)));
    }

    @Test
    void nonsense_is_refused_with_every_problem_at_once() {
        BadFileException refused = assertThrows(BadFileException.class, () -> PolicyFile.parse("""
                        {"session": "0s", "down": "1KB", "ways": ["bribe"], "gardn": [],
                         "vouchers": [{"id": 1, "until": "soon", "salt": "x", "verifiers": ""}]}"""));
        for (String part : List.of("session", "must be 0 for no limit", "bribe", "gardn", "until", "salt of batch 1")) {
            assertTrue(refused.getMessage().contains(part), part + " in " + refused.getMessage());
        }
    }

    @Test
    void a_garden_of_addresses_jokers_or_twice_the_same_is_refused() {
        for (String names : List.of("10.0.0.1/8", "*.gov.vn", "gov", "Gov.vn", "a.vn\", \"a.vn")) {
            String json = "{\"garden\": [\"" + names + "\"]}";
            assertThrows(BadFileException.class, () -> PolicyFile.parse(json), json);
        }
    }

    @Test
    void one_changed_letter_of_the_rules_is_another_hash() {
        Terms terms = STANDARD.terms();
        Announcement.Text changed = new Announcement.Text(
                terms.english().title(), terms.english().body().replace("free of charge", "free"));
        assertTrue(terms.hash().matches("[0-9a-f]{64}"));
        assertNotEquals(terms.hash(), new Terms(1, terms.vietnamese(), changed).hash());
        assertNotEquals(terms.hash(), new Terms(2, terms.vietnamese(), terms.english()).hash());
    }
}
