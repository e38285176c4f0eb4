package vn.tram.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VoucherTest {

    private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
    private static final Allowance DAY = new Allowance(Duration.ofDays(1), 0, 0, 0);
    private static final byte[] SALT = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Random random = new Random(7);
    private final List<VoucherCode> codes = IntStream.range(0, 5)
            .mapToObj(serial -> VoucherCode.draw(12, serial, random))
            .toList();
    private final VoucherBatch batch = VoucherBatch.of(codes, UNTIL, DAY, SALT);

    @Test
    void a_code_is_twelve_symbols_in_three_groups_and_reads_back() {
        for (VoucherCode code : codes) {
            assertTrue(code.text().matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}"), code.text());
            assertEquals(code, VoucherCode.parse(code.text()));
        }
        VoucherCode greatest = new VoucherCode(1023, 1023, (1L << 35) - 1);
        assertEquals(greatest, VoucherCode.parse(greatest.text()));
    }

    @Test
    void it_may_be_typed_as_people_type() {
        VoucherCode code = codes.get(1);
        String text = code.text();
        assertEquals(code, VoucherCode.parse(text.toLowerCase(Locale.ROOT).replace("-", "")));
        assertEquals(code, VoucherCode.parse(" " + text.replace('-', ' ') + "\n"));
        assertEquals(code, VoucherCode.parse(text.replace('0', 'O').replace('1', 'l')));
    }

    @Test
    void nearly_every_slip_is_found_before_anything_is_computed() {
        String text = codes.get(2).text();
        String alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        int slips = 0;
        int unnoticed = 0;
        for (int i = 0; i < text.length(); i++) {
            for (int j = 0; j < alphabet.length(); j++) {
                char c = alphabet.charAt(j);
                if (text.charAt(i) != '-' && c != text.charAt(i)) {
                    slips++;
                    unnoticed += VoucherCode.parse(text.substring(0, i) + c + text.substring(i + 1)) == null ? 0 : 1;
                }
            }
        }
        assertTrue(unnoticed * 50 < slips, unnoticed + " of " + slips);
        assertNull(VoucherCode.parse("chào bạn"));
        assertNull(VoucherCode.parse(text + text));
        assertNull(VoucherCode.parse("-".repeat(1_000_000)));
    }

    @Test
    void a_hotspot_knows_the_codes_of_its_batch_and_no_others() {
        assertTrue(codes.stream().allMatch(batch::holds));
        assertFalse(batch.holds(new VoucherCode(12, 0, codes.get(0).secret() ^ 1)));
        assertFalse(batch.holds(new VoucherCode(12, 1, codes.get(0).secret())));
        assertFalse(batch.holds(new VoucherCode(13, 0, codes.get(0).secret())));
        assertFalse(batch.holds(new VoucherCode(12, 5, codes.get(0).secret())));
        assertEquals(5, batch.size());
    }

    @Test
    void what_a_hotspot_knows_and_what_is_logged_holds_no_code() {
        String known = batch.salt() + batch.verifiers() + batch;
        for (VoucherCode code : codes) {
            assertFalse(known.contains(code.text().substring(5)));
            assertFalse(code.toString().contains(Long.toString(code.secret())));
        }
    }

    @Test
    void a_batch_out_of_order_or_of_two_is_refused() {
        List<VoucherCode> turned = List.of(codes.get(1), codes.get(0));
        assertThrows(IllegalArgumentException.class, () -> VoucherBatch.of(turned, UNTIL, DAY, SALT));
        List<VoucherCode> mixed = List.of(codes.get(0), new VoucherCode(13, 1, 5));
        assertThrows(IllegalArgumentException.class, () -> VoucherBatch.of(mixed, UNTIL, DAY, SALT));
    }
}
