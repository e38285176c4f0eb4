package vn.tram.sampler.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ValueSource.TextForm;

class SnmpArithmeticTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void a_counter_of_32_bits_goes_on_where_it_wraps() {
        Memory memory = new Memory();
        Oid octets = Oid.of("1.3.6.1.2.1.2.2.1.10.1");

        assertEquals(4_294_967_290L, memory.widen(octets, 4_294_967_290L));
        assertEquals(4_294_967_301L, memory.widen(octets, 5));
        assertEquals(4_294_967_301L, memory.widen(octets, 5));
        memory.forget();
        assertEquals(3, memory.widen(octets, 3));
    }

    @Test
    void a_restart_is_told_from_the_uptime() {
        Restarts restarts = new Restarts();
        assertFalse(restarts.happened(ticks(100_000), 0));
        assertFalse(restarts.happened(ticks(106_000), 60 * SECOND));
        assertFalse(restarts.happened(ticks(-1), 90 * SECOND));
        assertTrue(restarts.happened(ticks(500), 120 * SECOND));
        assertFalse(restarts.happened(ticks(6_500), 180 * SECOND));
    }

    /** LibreNMS 1426: sysUpTime that wraps is shown as a reboot. */
    @Test
    void an_uptime_that_wraps_after_497_days_is_no_restart() {
        Restarts restarts = new Restarts();
        assertFalse(restarts.happened(ticks(4_294_967_000L), 0));
        assertFalse(restarts.happened(ticks(5_700), 60 * SECOND));
    }

    @Test
    void a_restart_near_the_wrap_is_told_from_the_wrap() {
        Restarts restarts = new Restarts();
        assertFalse(restarts.happened(ticks(4_294_960_000L), 0));
        assertTrue(restarts.happened(ticks(900_000), 60 * SECOND));
    }

    @Test
    void where_the_engine_counts_its_boots_these_alone_tell_of_a_restart() {
        Restarts restarts = new Restarts();
        assertFalse(restarts.happened(new Restarts.Age(90_000, 7, 900), 0));
        // Up-time fell, by a wrap or by an agent that counts it anew; the engine went on.
        assertFalse(restarts.happened(new Restarts.Age(100, 7, 960), 60 * SECOND));
        assertTrue(restarts.happened(new Restarts.Age(6_100, 8, 5), 120 * SECOND));
        // Some devices never count their boots, but their engine's time starts anew.
        assertFalse(restarts.happened(new Restarts.Age(500_000, 8, 3_000), 180 * SECOND));
        assertTrue(restarts.happened(new Restarts.Age(506_000, 8, 2), 240 * SECOND));
    }

    @Test
    void a_device_is_waited_for_as_long_as_its_answers_take() {
        RoundTrip roundTrip = new RoundTrip();
        assertEquals(Duration.ofSeconds(1), roundTrip.timeout());
        roundTrip.measured(Duration.ofMillis(400));
        // RFC 6298: SRTT + 4 * RTTVAR = 400 + 4 * 200.
        assertEquals(Duration.ofMillis(1200), roundTrip.timeout());
        for (int i = 0; i < 50; i++) {
            roundTrip.measured(Duration.ofMillis(2));
        }
        assertEquals(RoundTrip.SHORTEST, roundTrip.timeout());
    }

    @Test
    void a_wait_that_time_outs_doubled_stays_until_an_answer_is_measured() {
        RoundTrip roundTrip = new RoundTrip();
        roundTrip.timedOut();
        roundTrip.timedOut();
        assertEquals(Duration.ofSeconds(4), roundTrip.timeout());
        roundTrip.timedOut();
        assertEquals(RoundTrip.LONGEST, roundTrip.timeout());
        roundTrip.measured(Duration.ofMillis(100));
        assertEquals(Duration.ofMillis(300), roundTrip.timeout());
    }

    @Test
    void an_index_that_lwm2m_has_no_number_for_gets_one_that_stays() {
        TreeSet<Oid> indices = new TreeSet<>(List.of(
                Oid.of(1), Oid.of(65_534), Oid.of(65_535), Oid.of(436_207_616), Oid.of("1.2.3"), Oid.of("9.3")));

        Map<Oid, Integer> first = Instances.byIndex(indices);

        assertEquals(1, first.get(Oid.of(1)));
        assertEquals(65_534, first.get(Oid.of(65_534)));
        assertEquals(6, new TreeSet<>(first.values()).size());
        assertTrue(first.values().stream().allMatch(instance -> instance >= 0 && instance <= 65_534));
        assertEquals(first, Instances.byIndex(indices));
    }

    @Test
    void the_rows_of_several_tables_share_the_numbers_of_their_object_and_keep_theirs() {
        Memory memory = new Memory();
        assertEquals(0, memory.instance(42_774, "voltages", Oid.of(7)));
        assertEquals(1, memory.instance(42_774, "currents", Oid.of(7)));
        assertEquals(0, memory.instance(42_775, "radios", Oid.of(7)));
        assertEquals(2, memory.instance(42_774, "voltages", Oid.of(5)));
        assertEquals(0, memory.instance(42_774, "voltages", Oid.of(7)));
    }

    @Test
    void octets_become_text_whatever_is_in_them() {
        assertEquals("Trạm", SnmpValue.text("Trạm").asText(TextForm.UTF8));
        assertEquals("Brücke", octets('B', 'r', 0xfc, 'c', 'k', 'e').asText(TextForm.UTF8));
        assertEquals("eth0", octets('e', 't', 'h', '0', 0, 'x').asText(TextForm.UTF8));
        assertEquals("a b", octets('a', '\n', 'b').asText(TextForm.UTF8));
        assertEquals("02:fc:00:00:00:01", octets(2, 0xfc, 0, 0, 0, 1).asText(TextForm.MAC));
        assertEquals("00:11:22:33:44:55", SnmpValue.text("00:11:22:33:44:55").asText(TextForm.MAC));
        assertEquals("", octets().asText(TextForm.MAC));
        assertEquals("02fc", octets(2, 0xfc).asText(TextForm.HEX));
        assertEquals(
                "192.0.2.7", SnmpValue.address(new byte[] {(byte) 192, 0, 2, 7}).asText(TextForm.UTF8));
    }

    @Test
    void numbers_are_found_in_texts_and_nonsense_is_none() {
        assertEquals(0.92, SnmpValue.text(" 0.92 ").asNumber());
        assertTrue(Double.isNaN(SnmpValue.text("warm").asNumber()));
        assertTrue(Double.isNaN(SnmpValue.text("9".repeat(100)).asNumber()));
        assertEquals(
                0.5,
                SnmpValue.opaque(new byte[] {(byte) 0x9f, 0x78, 4, 0x3f, 0, 0, 0})
                        .asNumber());
        assertEquals(4_294_967_295L, SnmpValue.counter32(-1).number());
        assertEquals(Long.MAX_VALUE, SnmpValue.counter64(-1).number());
    }

    private static Restarts.Age ticks(long upTicks) {
        return new Restarts.Age(upTicks, -1, -1);
    }

    private static SnmpValue octets(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return SnmpValue.octets(bytes);
    }
}
