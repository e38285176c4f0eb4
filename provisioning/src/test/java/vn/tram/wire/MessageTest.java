package vn.tram.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.upokecenter.cbor.CBORObject;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void a_read_is_the_bytes_of_the_specification() {
        Message read = Message.request(Operation.READ, 56).uri("/3/0/0");

        assertEquals("a3010902183805662f332f302f30", HEX.formatHex(read.encode()));
        Message back = decoded("a3010902183805662f332f302f30");
        assertEquals(Operation.READ, back.operation());
        assertEquals(56, back.token());
        assertEquals("/3/0/0", back.uri());
    }

    @Test
    void a_bootstrap_request_is_the_bytes_of_the_specification() {
        assertEquals(
                "a2010002182a",
                HEX.formatHex(Message.request(Operation.BOOTSTRAP_REQUEST, 42).encode()));
        assertEquals(Operation.BOOTSTRAP_REQUEST, decoded("a2010002182a").operation());
    }

    @Test
    void a_response_with_a_text_payload_is_read_as_in_the_specifications_example() {
        Message response = decoded("a41218cd021838130007744f70656e204d6f62696c6520416c6c69616e6365");

        assertFalse(response.isRequest());
        assertEquals(205, response.result());
        assertEquals(56, response.token());
        assertEquals(0, response.contentFormat());
        assertEquals("Open Mobile Alliance", response.payloadText());
    }

    @Test
    void our_response_differs_from_that_example_only_in_that_the_payload_is_a_byte_string() {
        Message response = Message.response(205, 56).payload(Wire.TEXT, "Open Mobile Alliance".getBytes(UTF_8));

        assertEquals(
                "a41218cd021838130007544f70656e204d6f62696c6520416c6c69616e6365", HEX.formatHex(response.encode()));
    }

    @Test
    void a_registration_comes_back_as_it_was_written() {
        Message register = Message.request(Operation.REGISTER, Long.MAX_VALUE)
                .endpoint("cp-0001")
                .lifetime(86_400)
                .version("1.2")
                .binding("M")
                .payload("</3/0>".getBytes(UTF_8));

        Message back = decoded(register.encode());

        assertTrue(back.isRequest());
        assertEquals(Long.MAX_VALUE, back.token());
        assertEquals("cp-0001", back.endpoint());
        assertEquals(86_400, back.lifetime());
        assertEquals("1.2", back.version());
        assertEquals("M", back.binding());
        assertEquals("</3/0>", back.payloadText());
        assertEquals(-1, back.contentFormat());
        assertEquals(-1, back.result());
        assertNull(back.uri());
    }

    @Test
    void attributes_come_back_as_whole_or_fractional_numbers() {
        Message attributes = Message.request(Operation.WRITE_ATTRIBUTES, 8)
                .uri("/3/0/9")
                .attribute(Key.PMIN, 10)
                .attribute(Key.GREATER_THAN, 0.1)
                .attribute(Key.STEP, 0.5)
                .attribute(Key.DEPTH, 1L);

        assertEquals(
                Map.of(Key.PMIN, 10L, Key.GREATER_THAN, 0.1, Key.STEP, 0.5, Key.DEPTH, 1L),
                decoded(attributes.encode()).attributes());
    }

    @Test
    void paths_of_a_composite_read_come_back() {
        byte[] paths = HEX.parseHex("82a100662f332f302f30a100662f312f302f31");

        assertArrayEquals(
                paths,
                decoded(Message.request(Operation.READ_COMPOSITE, 2)
                                .paths(paths)
                                .encode())
                        .paths());
    }

    @Test
    void another_cbor_library_reads_what_we_write() {
        CBORObject map = CBORObject.DecodeFromBytes(Message.request(Operation.SEND, 4_294_967_297L)
                .payload(Wire.SENML_CBOR, new byte[300])
                .encode());

        assertEquals(24, map.get(CBORObject.FromObject(1)).AsInt32());
        assertEquals(4_294_967_297L, map.get(CBORObject.FromObject(2)).AsInt64Value());
        assertEquals(112, map.get(CBORObject.FromObject(19)).AsInt32());
        assertEquals(300, map.get(CBORObject.FromObject(7)).GetByteString().length);
    }

    @Test
    void we_read_what_another_cbor_library_writes() {
        CBORObject map = CBORObject.NewMap().Add(2, 7).Add(14, 1.5f).Add(1, 14).Add(5, "/3/0/9");

        Message message = decoded(map.EncodeToBytes());

        assertEquals(Operation.WRITE_ATTRIBUTES, message.operation());
        assertEquals(Map.of(Key.GREATER_THAN, 1.5), message.attributes());
    }

    @Test
    void a_map_of_indefinite_length_is_read() {
        assertEquals("/3/0/0", decoded("bf010902183805662f332f302f30ff").uri());
    }

    @Test
    void bytes_that_are_not_cbor_are_refused() {
        assertRefused("", "message: must not end in the middle of a value, was 0 bytes, and 1 more were announced");
        assertRefused("ff", "message: must be a map, was CBOR 0xff at byte 0");
        assertRefused(HEX.formatHex("hello".getBytes(UTF_8)), "message: must be a map, was CBOR 0x68 at byte 0");
    }

    @Test
    void a_value_that_is_no_map_is_refused() {
        assertRefused("80", "message: must be a map, was CBOR 0x80 at byte 0");
        assertRefused("01", "message: must be a map, was CBOR 0x1 at byte 0");
    }

    @Test
    void keys_that_are_unknown_repeated_or_no_integers_are_refused() {
        assertRefused("a201090217", "uri: must be in READ, was missing");
        assertRefused("a301090218381700", "key: must be 1 to 22, was 23");
        assertRefused("a3010902183800f5", "key: must be 1 to 22, was 0");
        assertRefused("a3010902183820f5", "key: must be 1 to 22, was -1");
        assertRefused("a30109021838616100", "key: must be an integer, was CBOR 0x61 at byte 6");
        assertRefused("a30108021838021838", "key: must occur once, was 2");
    }

    @Test
    void values_of_the_wrong_type_are_refused() {
        assertRefused("a2016139021838", "operation: must be an integer, was CBOR 0x61 at byte 2");
        assertRefused("a201080220", "token: must be 0 to 9223372036854775807, was -1");
        assertRefused("a20108021bffffffffffffffff", "token: must fit into 63 bits, was 0xffffffffffffffff");
        assertRefused("a30109021838054101", "uri: must be text, was CBOR 0x41 at byte 7");
        assertRefused("a3010902183805f6", "uri: must be text, was CBOR 0xf6 at byte 7");
        assertRefused("a3010902183805c2416f", "uri: must be text, was CBOR 0xc2 at byte 7");
        assertRefused("a301090218380562c328", "uri: must be UTF-8, was 2 bytes that are not");
        assertRefused("a40108021838080a0ef97e00", "gt: must be finite, was NaN");
        assertRefused("a3010802183808f5", "lifetime: must be an integer, was CBOR 0xf5 at byte 7");
    }

    @Test
    void both_or_neither_of_operation_and_result_are_refused() {
        assertRefused("a301081218cc021838", "message: must have either operation or result, was both");
        assertRefused("a1021838", "message: must have either operation or result, was none");
        assertRefused("a0", "message: must have either operation or result, was none");
    }

    @Test
    void unknown_operations_and_results_are_refused() {
        assertRefused("a20113021838", "operation: must be 0 to 18 or 20 to 24, was 19");
        assertRefused("a201181902183805", "bytes after the message: must be none, was 1");
        assertRefused("a2011819021838", "operation: must be 0 to 18 or 20 to 24, was 25");
        assertRefused("a2121863021838", "result: must be a code such as 205 or 404, was 99");
        assertRefused("a21219012d021838", "result: must be a code such as 205 or 404, was 301");
    }

    @Test
    void a_message_without_token_or_with_bytes_after_it_is_refused() {
        assertRefused("a10108", "token: must be in message, was missing");
        assertRefused("a2010802183800", "bytes after the message: must be none, was 1");
    }

    @Test
    void a_message_of_ten_megabytes_is_refused_unread() {
        Decoded decoded = Message.decode(new byte[10_000_000]);

        assertEquals("message: must be at most 262144 bytes, was 10000000", decoded.refusal());
        assertNull(decoded.message());
    }

    @Test
    void lengths_that_are_announced_and_not_there_are_refused_without_allocating_them() {
        assertRefused(
                "bb7fffffffffffffff", "message: must have no more elements than bytes follow, was 9223372036854775807");
        assertRefused("a30109021838055a7fffffff", "uri: must be text, was CBOR 0x5a at byte 7");
        assertRefused("a30109021838057a7fffffff", "uri: must be at most 256 bytes, was 2147483647");
        assertRefused(
                "a3010902183806590100",
                "message: must not end in the middle of a value, was 10 bytes, and 256 more were announced");
        assertRefused("a301090218387c", "key: must be an integer, was CBOR 0x7c at byte 6");
        assertRefused(
                "a3010902183805781f",
                "message: must not end in the middle of a value, was 9 bytes, and 31 more were announced");
        assertRefused("a30109021838057c", "length: must be given, and not reserved, was CBOR 0x7c at byte 7");
    }

    @Test
    void a_hundred_thousand_damaged_messages_are_each_read_or_refused_and_never_thrown() {
        byte[] good = Message.request(Operation.WRITE_ATTRIBUTES, 77)
                .uri("/3/0/9")
                .attribute(Key.STEP, 0.5)
                .payload(Wire.SENML_CBOR, new byte[] {1, 2, 3})
                .encode();
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] damaged = Arrays.copyOf(good, good.length - random.nextInt(4));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Decoded decoded = Message.decode(damaged);
            refused += decoded.refusal() != null ? 1 : 0;
        }
        assertTrue(refused > 50_000, refused + " refused");
    }

    @Test
    void our_own_mistakes_are_thrown_at_us() {
        assertThrows(IllegalArgumentException.class, () -> Message.request(Operation.READ, -1));
        assertThrows(IllegalArgumentException.class, () -> Message.response(99, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Message.request(Operation.READ, 1).attribute(Key.URI, 1));
    }

    @Test
    void a_message_shows_itself_without_its_payload() {
        assertEquals(
                "READ token=56 uri=/3/0/0",
                Message.request(Operation.READ, 56).uri("/3/0/0").toString());
        assertEquals(
                "205 token=56 ct=112 payload=3 B",
                Message.response(205, 56).payload(112, new byte[3]).toString());
    }

    private static Message decoded(String hex) {
        return decoded(HEX.parseHex(hex));
    }

    private static Message decoded(byte[] bytes) {
        Decoded decoded = Message.decode(bytes);
        assertNull(decoded.refusal());
        return Objects.requireNonNull(decoded.message());
    }

    private static void assertRefused(String hex, String refusal) {
        assertEquals(refusal, Message.decode(HEX.parseHex(hex)).refusal());
    }
}
