package vn.tram.stamp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tram.profiles.file.Secret;
import vn.tram.stamp.Reflector.Datagram;
import vn.tram.stamp.Reflector.Kind;
import vn.tram.stamp.Reflector.Outcome;

class ReflectorTest {

    private static final int SSID = 0xbeef;
    private static final StampKey KEY = new StampKey(new Secret("của nút này"));
    private static final long T1 = 0x0102030405060708L;
    private static final long T2 = 0x2122232425262728L;
    private static final long T3 = 0x2122232425263000L;
    private static final int EF = 46;

    private final Reflector reflector = new Reflector(ssid -> ssid == SSID ? KEY : null, true, 4, 0x8001);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    private static SenderPacket packet(long sequence) {
        return new SenderPacket(sequence, T1, 0x3fff, SSID);
    }

    private Outcome reflect(byte[] bytes, Object source, int tos) {
        return reflector.reflect(new Datagram(bytes, source, T2, 61, tos), T3);
    }

    private Outcome reflect(byte[] bytes) {
        return reflect(bytes, "a:1", Extensions.UNKNOWN);
    }

    private static byte[] answer(Outcome outcome) {
        return Objects.requireNonNull(outcome.answer(), outcome.kind()::name);
    }

    private ReflectedPacket read(Outcome outcome, @Nullable StampKey key) {
        return Objects.requireNonNull(ReflectedPacket.decode(answer(outcome), key), "an answer that is one");
    }

    private long count(Kind kind) {
        return reflector.counts().getOrDefault(kind.name().toLowerCase(Locale.ROOT), -1L);
    }

    @Test
    void an_unsigned_packet_is_answered_with_the_octets_of_the_rfc() {
        byte[] sent = hex("0000002a 0102030405060708 3fff beef" + "00".repeat(28));
        assertArrayEquals(
                hex("00000000 2122232425263000 8001 beef 2122232425262728"
                        + "0000002a 0102030405060708 3fff 0000 3d 000000"),
                answer(reflect(sent)));
    }

    @Test
    void each_session_has_a_count_of_its_own_by_which_losses_on_the_way_there_are_seen() {
        assertEquals(0, read(reflect(packet(7).encode(KEY)), KEY).sequence());
        assertEquals(1, read(reflect(packet(10).encode(KEY)), KEY).sequence(), "8 and 9 never came");
        assertEquals(0, read(reflect(packet(11).encode()), null).sequence(), "another session: not signed");
        assertEquals(0, read(reflect(packet(11).encode(), "b:1", 0), null).sequence(), "and from elsewhere");
        assertEquals(2, read(reflect(packet(11).encode(KEY), "b:9", 0), KEY).sequence(), "the key says who it is");
    }

    @Test
    void a_sender_without_ssid_that_begins_anew_is_counted_anew() {
        reflect(new SenderPacket(0, T1, 0, 0).encode());
        assertEquals(
                1, read(reflect(new SenderPacket(1, T1, 0, 0).encode()), null).sequence());
        assertEquals(
                0, read(reflect(new SenderPacket(0, T1, 0, 0).encode()), null).sequence());
    }

    /** 14 octets, as TWAMP light's sender without padding. */
    @Test
    void a_short_packet_is_filled_up_and_answered() {
        Outcome outcome = reflect(hex("00000005 0102030405060708 3fff"));
        assertEquals(44, answer(outcome).length);
        assertEquals(T1, read(outcome, null).sender().sent());
        assertEquals(Kind.REFUSED_TOO_SHORT, reflect(new byte[13]).kind());
    }

    @Test
    void nothing_is_answered_with_more_than_it_had_but_what_is_shorter_than_a_packet() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(1600)];
            random.nextBytes(noise);
            byte[] answer = reflect(noise, i, random.nextInt(256)).answer();
            assertTrue(answer == null || answer.length <= Math.max(44, noise.length));
        }
        assertEquals(112, answer(reflect(packet(1).encode(KEY))).length);
        assertTrue(count(Kind.REFUSED_TOO_LONG) > 0);
        assertTrue(reflector.counts().getOrDefault("forgotten_sessions", 0L) > 1000, "only four are kept");
    }

    @Test
    void what_is_seen_again_or_is_old_is_refused_and_counted() {
        byte[] hundred = packet(100).encode(KEY);
        assertEquals(Kind.ANSWERED_SIGNED, reflect(hundred).kind());
        Outcome again = reflect(hundred, "attacker:9", Extensions.UNKNOWN);
        assertEquals(Kind.REFUSED_REPEATED, again.kind());
        assertNull(again.answer());
        assertNull(again.packet());
        assertEquals(Kind.ANSWERED_SIGNED, reflect(packet(98).encode(KEY)).kind(), "overtaken on its way");
        assertEquals(Kind.REFUSED_REPEATED, reflect(packet(98).encode(KEY)).kind());
        assertEquals(Kind.REFUSED_REPEATED, reflect(packet(36).encode(KEY)).kind(), "too old to know");
        assertEquals(3, count(Kind.REFUSED_REPEATED));
    }

    @Test
    void numbers_go_on_after_the_largest() {
        assertEquals(
                Kind.ANSWERED_SIGNED, reflect(packet(0xffffffffL).encode(KEY)).kind());
        assertEquals(Kind.ANSWERED_SIGNED, reflect(packet(0).encode(KEY)).kind());
        assertEquals(
                Kind.REFUSED_REPEATED, reflect(packet(0xffffffffL).encode(KEY)).kind());
    }

    @Test
    void a_new_key_begins_a_new_session_and_ends_the_old_one() {
        StampKey[] now = {KEY};
        Reflector renewed = new Reflector(ssid -> now[0], false, 4, 0);
        byte[] old = packet(500).encode(KEY);
        renewed.reflect(new Datagram(old, "a", T2, 1, 0), T3);
        StampKey next = new StampKey(new Secret("sau khi khởi động lại"));
        now[0] = next;
        assertEquals(
                Kind.ANSWERED_SIGNED,
                renewed.reflect(new Datagram(packet(0).encode(next), "a", T2, 1, 0), T3)
                        .kind());
        assertEquals(
                Kind.REFUSED_WRONG_SIGNATURE,
                renewed.reflect(new Datagram(old, "a", T2, 1, 0), T3).kind());
    }

    @Test
    void what_is_signed_wrong_or_by_nobody_we_know_is_refused() {
        byte[] changed = packet(1).encode(KEY);
        changed[40] ^= 1;
        assertEquals(Kind.REFUSED_WRONG_SIGNATURE, reflect(changed).kind());
        assertEquals(
                Kind.REFUSED_UNKNOWN_SESSION,
                reflect(new SenderPacket(1, T1, 0, 5).encode(KEY)).kind());
        Reflector strict = new Reflector(ssid -> KEY, false, 4, 0);
        assertEquals(
                Kind.REFUSED_UNSIGNED,
                strict.reflect(new Datagram(packet(1).encode(), "a", T2, 1, 0), T3)
                        .kind());
    }

    @Test
    void the_class_of_service_with_which_a_packet_came_goes_back_when_it_is_known() {
        byte[] asked = Extensions.append(packet(1).encode(), Extensions.classOfService(EF), null);
        byte[] known = answer(reflect(asked, "a", 10 << 2 | 1));
        // Flags 0, type 4, length 4; DSCP1 46, DSCP2 10, ECN 1, not answered with that class.
        assertArrayEquals(hex("00 04 0004 b8a5 0000"), Arrays.copyOfRange(known, 44, 52));
        assertEquals(new Extensions.ClassOfService(EF, 10, 1), Extensions.readClassOfService(known, 44));

        byte[] unknown = answer(reflect(asked, "b", Extensions.UNKNOWN));
        assertEquals((byte) 0x80, unknown[44], "not understood rather than 0");
        assertNull(Extensions.readClassOfService(unknown, 44));
    }

    @Test
    void an_extension_that_nobody_knows_goes_back_with_its_flag_and_a_broken_one_with_another() {
        byte[] asked =
                Extensions.append(packet(1).encode(), hex("80 01 0002 aaaa 00 fa 0003 010203 80 04 0002 b800"), null);
        byte[] answer = answer(reflect(asked, "a", 0));
        assertArrayEquals(
                hex("00 01 0002 aaaa 80 fa 0003 010203 40 04 0002 b800"),
                Arrays.copyOfRange(answer, 44, answer.length));
        byte[] cut = answer(reflect(Extensions.append(packet(2).encode(), hex("80 01 00ff 01"), null), "a", 0));
        assertArrayEquals(hex("40 01 00ff 01"), Arrays.copyOfRange(cut, 44, cut.length));
    }

    @Test
    void extensions_of_a_signed_packet_are_signed_and_changed_ones_are_marked() {
        byte[] asked = Extensions.append(packet(1).encode(KEY), Extensions.classOfService(EF), KEY);
        assertEquals(112 + 8 + 20, asked.length);
        byte[] answer = answer(reflect(asked, "a", 0));
        assertNotNull(Extensions.readClassOfService(answer, 112));
        byte[] signed = Arrays.copyOf(answer, 4 + 8);
        System.arraycopy(answer, 112, signed, 4, 8);
        assertArrayEquals(KEY.sign(signed, 12), Arrays.copyOfRange(answer, 124, 140));

        byte[] changed = Extensions.append(packet(2).encode(KEY), Extensions.classOfService(EF), KEY);
        changed[116] ^= 4;
        byte[] marked = answer(reflect(changed, "a", 0));
        assertEquals(0x20, marked[112]);
        assertEquals(0x20, marked[120]);
        byte[] unsigned =
                answer(reflect(Extensions.append(packet(3).encode(KEY), Extensions.classOfService(EF), null), "a", 0));
        assertEquals(0x20, unsigned[112]);
        byte[] padded = answer(reflect(Extensions.append(packet(4).encode(KEY), Extensions.padding(64), KEY), "a", 0));
        assertEquals(0, padded[112], "padding needs no signature");
        assertEquals(112 + 64, padded.length);
    }
}
