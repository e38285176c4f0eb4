package vn.tram.stamp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.tram.profiles.file.Secret;

class StampPacketsTest {

    private static final StampKey KEY = new StampKey(new Secret("khoá của tỉnh"));
    private static final SenderPacket SENT = new SenderPacket(0xfffffffeL, 0x0102030405060708L, 0x8001, 0xbeef);
    private static final ReflectedPacket ANSWER =
            new ReflectedPacket(7, 0x1112131415161718L, 0x3fff, 0xbeef, 0x2122232425262728L, SENT, 63);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    /** RFC 8762, figure 2, with RFC 8972's SSID, written down by hand. */
    @Test
    void a_senders_packet_has_the_octets_of_the_rfc() {
        assertArrayEquals(hex("fffffffe 0102030405060708 8001 beef" + "00".repeat(28)), SENT.encode());
    }

    /** RFC 8762, figure 5. */
    @Test
    void an_answer_has_the_octets_of_the_rfc() {
        assertArrayEquals(
                hex("00000007 1112131415161718 3fff beef 2122232425262728"
                        + "fffffffe 0102030405060708 8001 0000 3f 000000"),
                ANSWER.encode());
    }

    /** RFC 8762, figures 4 and 6. */
    @Test
    void signed_ones_have_the_octets_of_the_rfc_before_their_signature() {
        assertArrayEquals(
                hex("fffffffe" + "00".repeat(12) + "0102030405060708 8001 beef" + "00".repeat(68)),
                Arrays.copyOf(SENT.encode(KEY), 96));
        assertArrayEquals(
                hex("00000007" + "00".repeat(12) + "1112131415161718 3fff beef 00000000 2122232425262728"
                        + "00".repeat(8) + "fffffffe" + "00".repeat(12) + "0102030405060708 8001 0000 00000000"
                        + "3f" + "00".repeat(15)),
                Arrays.copyOf(ANSWER.encode(KEY), 96));
        assertEquals(112, ANSWER.encode(KEY).length);
    }

    /** RFC 4231, section 4.3. */
    @Test
    void the_signature_is_hmac_sha_256_cut_to_128_bits() {
        byte[] text = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(
                hex("5bdcc146bf60754e6a042426089575c7"), new StampKey(new Secret("Jefe")).sign(text, text.length));
    }

    @Test
    void what_was_written_is_read() {
        assertEquals(SENT, SenderPacket.decode(SENT.encode(), null));
        assertEquals(SENT, SenderPacket.decode(SENT.encode(KEY), KEY));
        assertEquals(ANSWER, ReflectedPacket.decode(ANSWER.encode(), null));
        assertEquals(ANSWER, ReflectedPacket.decode(ANSWER.encode(KEY), KEY));
    }

    /** twampy sends 14 octets with padding, and answers with 38. */
    @Test
    void what_twamp_light_sends_and_answers_is_understood() {
        byte[] small = Arrays.copyOf(SENT.encode(), 14);
        assertEquals(new SenderPacket(0xfffffffeL, SENT.sent(), 0x8001, 0), SenderPacket.decode(small, null));

        ReflectedPacket short38 = ReflectedPacket.decode(Arrays.copyOf(ANSWER.encode(), 38), null);
        assertNotNull(short38);
        assertEquals(ReflectedPacket.NO_TTL, short38.ttl());
        assertEquals(ANSWER.received(), short38.received());
        assertEquals(SENT, short38.sender());
    }

    @Test
    void a_packet_that_was_changed_or_signed_by_somebody_else_is_none() {
        byte[] signed = ANSWER.encode(KEY);
        for (int i = 0; i < signed.length; i++) {
            byte[] changed = signed.clone();
            changed[i] ^= 1;
            assertNull(ReflectedPacket.decode(changed, KEY));
        }
        assertNull(ReflectedPacket.decode(signed, new StampKey(new Secret("other"))));
        assertNull(SenderPacket.decode(SENT.encode(), KEY), "not signed at all");
    }

    @Test
    void whatever_comes_is_read_or_is_none() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] noise = new byte[random.nextInt(120)];
            random.nextBytes(noise);
            assertEquals(noise.length >= 14, SenderPacket.decode(noise, null) != null);
            assertEquals(noise.length >= 38, ReflectedPacket.decode(noise, null) != null);
            assertNull(SenderPacket.decode(noise, KEY));
        }
    }
}
