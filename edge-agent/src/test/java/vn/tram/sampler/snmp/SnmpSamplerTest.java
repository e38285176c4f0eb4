package vn.tram.sampler.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Oid;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.sampler.Sampler;

class SnmpSamplerTest {

    private static final ProfileLibrary LIBRARY = ProfileLibrary.bundled(ObjectDefinitions.bundled());
    private static final String HOT = "temperature 93 > 90";

    private final MemoryDevice device = new MemoryDevice();
    private long nanos;
    private final SnmpSampler sampler = new SnmpSampler(device, LIBRARY, null, () -> nanos);

    @BeforeEach
    void given_a_linux_box_with_one_interface() {
        device.put("1.3.6.1.2.1.1.1.0", SnmpValue.text("Linux box 6.1.0-17 #1 SMP x86_64"));
        device.put("1.3.6.1.2.1.1.2.0", SnmpValue.of(Oid.of("1.3.6.1.4.1.8072.3.2.10")));
        device.put("1.3.6.1.2.1.1.3.0", SnmpValue.integer(90_000));
        device.put("1.3.6.1.2.1.1.5.0", SnmpValue.text("box"));
        device.put("1.3.6.1.2.1.25.2.2.0", SnmpValue.integer(2_048_000));
        device.put("1.3.6.1.2.1.4.21.1.2.0.0.0.0", SnmpValue.integer(2));
        device.putInterface(2, "eth0", 1);
        for (int kind : new int[] {50, 51, 52, 53, 54, 55, 56, 61, 64}) {
            device.put("1.3.6.1.4.1.2021.11." + kind + ".0", SnmpValue.counter32(1000));
        }
    }

    @Test
    void a_round_has_the_box_and_its_interfaces_by_the_profile_that_was_found() {
        List<Reading> readings = sampler.sample();

        assertEquals("net-snmp/linux", profile());
        assertEquals("box", value(readings, 42770, 0, 8));
        assertEquals("6.1.0-17", value(readings, 3, 0, 19));
        assertEquals(900L, value(readings, 42770, 0, 4));
        assertEquals(2_048_000L, value(readings, 42770, 0, 2));
        assertEquals("eth0", value(readings, 42769, 2, 0));
        assertEquals("02:fc:00:00:00:02", value(readings, 42769, 2, 6));
        assertEquals(1_000_000_000L, value(readings, 42769, 2, 5));
        assertEquals(true, value(readings, 42769, 2, 7));
        assertEquals(1L, value(readings, 42769, 2, 8));
        assertEquals(5_000_000_000L, value(readings, 42769, 2, 9));
        assertEquals(5_000_000L, value(readings, 7, 0, 3));
        assertEquals(41L, value(readings, 4, 0, 0));
        assertEquals("", value(readings, Sampler.ERROR));
    }

    @Test
    void the_processors_load_is_the_share_of_the_last_interval_that_was_not_idle() {
        assertNull(value(sampler.sample(), 42770, 0, 0));
        after(60);
        device.put("1.3.6.1.4.1.2021.11.50.0", SnmpValue.counter32(1250));
        device.put("1.3.6.1.4.1.2021.11.53.0", SnmpValue.counter32(1750));

        assertEquals(25.0, value(sampler.sample(), 42770, 0, 0));
    }

    @Test
    void a_sensor_has_the_scale_and_the_precision_that_it_states_and_the_name_of_its_entity() {
        String row = "1.3.6.1.2.1.99.1.1.1.";
        device.put("1.3.6.1.2.1.47.1.1.1.1.7.30", SnmpValue.text("Supply rail"));
        for (int[] cell : new int[][] {{1, 4}, {2, 8}, {3, 1}, {4, 122_345}, {5, 1}}) {
            device.put(row + cell[0] + ".30", SnmpValue.integer(cell[1]));
        }
        // One that is broken, RFC 3433: nonoperational(3).
        for (int[] cell : new int[][] {{1, 8}, {2, 9}, {3, 0}, {4, 99}, {5, 3}}) {
            device.put(row + cell[0] + ".31", SnmpValue.integer(cell[1]));
        }

        List<Reading> readings = sampler.sample();

        assertEquals("Supply rail", value(readings, 42774, 0, 0));
        assertEquals("voltage", value(readings, 42774, 0, 1));
        assertEquals(12.2345, (Double) Objects.requireNonNull(value(readings, 42774, 0, 2)), 1e-9);
        assertEquals("V", value(readings, 42774, 0, 3));
        assertNull(value(readings, 42774, 1, 2));
    }

    @Test
    void a_box_that_gets_too_hot_exceeds_a_limit_until_it_has_cooled_down() {
        List<Reading> told = new ArrayList<>();
        for (int degrees : new int[] {88, 93, 91, 87, 84, 88}) {
            device.put("1.3.6.1.4.1.2021.13.16.2.1.3.1", SnmpValue.integer(degrees * 1000L));
            told.addAll(sampler.sample().stream()
                    .filter(reading -> reading.path().object() == 42780)
                    .toList());
            after(60);
        }

        assertEquals(
                List.of(0L, "", 1L, HOT, 1L, HOT, 1L, HOT, 0L, "", 0L, ""),
                told.stream().map(Reading::value).toList());
    }

    @Test
    void a_limit_of_a_device_that_does_not_answer_is_left_as_it_is() {
        device.put("1.3.6.1.4.1.2021.13.16.2.1.3.1", SnmpValue.integer(93_000));
        assertEquals(HOT, value(sampler.sample(), Conditions.WHICH_LIMITS));
        device.silent = true;
        after(60);
        assertNull(value(sampler.sample(), Conditions.LIMITS_EXCEEDED));
        device.silent = false;
        device.put("1.3.6.1.4.1.2021.13.16.2.1.3.1", SnmpValue.integer(88_000));
        after(60);
        assertEquals(HOT, value(sampler.sample(), Conditions.WHICH_LIMITS));
    }

    @Test
    void a_neighbour_has_the_name_of_the_port_that_it_is_seen_at() {
        device.put("1.0.8802.1.1.2.1.3.7.1.3.5", SnmpValue.text("eth0"));
        device.put("1.0.8802.1.1.2.1.4.1.1.5.77.5.1", SnmpValue.octets(new byte[] {2, 0, 0, 0, 0, 9}));
        device.put("1.0.8802.1.1.2.1.4.1.1.7.77.5.1", SnmpValue.text("gi1/0/7"));
        device.put("1.0.8802.1.1.2.1.4.1.1.9.77.5.1", SnmpValue.text("sw-xa-an-thinh"));

        List<Reading> readings = sampler.sample();

        assertEquals("eth0", value(readings, 42778, 0, 0));
        assertEquals("sw-xa-an-thinh", value(readings, 42778, 0, 1));
        assertEquals("gi1/0/7", value(readings, 42778, 0, 2));
        assertEquals("02:00:00:00:00:09", value(readings, 42778, 0, 3));
        assertNull(value(readings, 42778, 1, 0));
    }

    @Test
    void a_disk_and_a_memory_are_told_apart_by_their_type_and_counted_in_bytes() {
        storage(1, "1.3.6.1.2.1.25.2.1.2", "Physical memory", 1024, 2000, 500);
        storage(31, "1.3.6.1.2.1.25.2.1.4", "/", 4096, 1000, 250);

        List<Reading> readings = sampler.sample();

        assertEquals(List.of("memory", "disk"), List.of(value(readings, 42777, 0, 1), value(readings, 42777, 1, 1)));
        assertEquals(2_048_000L, value(readings, 42777, 0, 2));
        assertEquals(1_024_000L, value(readings, 42777, 1, 3));
    }

    private void storage(int index, String type, String name, int units, int size, int used) {
        String entry = "1.3.6.1.2.1.25.2.3.1.";
        device.put(entry + "2." + index, SnmpValue.of(Oid.of(type)));
        device.put(entry + "3." + index, SnmpValue.text(name));
        device.put(entry + "4." + index, SnmpValue.integer(units));
        device.put(entry + "5." + index, SnmpValue.integer(size));
        device.put(entry + "6." + index, SnmpValue.integer(used));
    }

    @Test
    void static_things_are_asked_for_seldom_and_repeated_in_between() {
        sampler.sample();
        int before = device.asked("1.3.6.1.2.1.31.1.1.1.1");
        after(60);

        List<Reading> readings = sampler.sample();

        assertEquals(before, device.asked("1.3.6.1.2.1.31.1.1.1.1"));
        assertEquals("eth0", value(readings, 42769, 2, 0));
        after(600);
        sampler.sample();
        assertEquals(before + 1, device.asked("1.3.6.1.2.1.31.1.1.1.1"));
    }

    @Test
    void what_a_device_does_not_have_is_not_asked_for_again_for_a_while() {
        sampler.sample();
        assertEquals(1, device.asked("1.3.6.1.4.1.2021.4.27.0"));
        assertEquals(1, device.asked("1.3.6.1.2.1.2.2.1.10"));

        for (int i = 0; i < 5; i++) {
            after(60);
            sampler.sample();
        }

        assertEquals(1, device.asked("1.3.6.1.4.1.2021.4.27.0"));
        assertEquals(1, device.asked("1.3.6.1.2.1.2.2.1.10"), "64-bit counters are there");
        after(601);
        sampler.sample();
        assertEquals(2, device.asked("1.3.6.1.4.1.2021.4.27.0"));
    }

    @Test
    void a_link_that_a_trap_says_is_down_stays_down_until_the_device_had_time_to_say_so_itself() {
        sampler.sample();

        List<Reading> told = sampler.trapped(linkTrap("1.3.6.1.6.3.1.1.5.3", 2));

        assertEquals(2L, value(told, 42769, 2, 8));
        assertEquals("linkDown", value(told, 42779, 0, 0));
        assertEquals(1L, value(told, 42779, 0, 1));
        assertEquals("1.3.6.1.2.1.2.2.1.1.2=2", value(told, 42779, 0, 2));
        assertEquals("127.0.0.1", value(told, 42779, 0, 3));
        assertEquals(2L, value(sampler.watch(), 42769, 2, 8), "its table is some seconds old");
        after(6);
        assertEquals(1L, value(sampler.watch(), 42769, 2, 8), "now the device itself counts");
    }

    @Test
    void a_trap_about_an_interface_that_is_not_there_makes_none_up() {
        sampler.sample();
        assertNull(value(sampler.trapped(linkTrap("1.3.6.1.6.3.1.1.5.3", 77)), 42769, 77, 8));
    }

    @Test
    void a_trap_that_the_profile_does_not_know_is_told_by_its_oid() {
        sampler.sample();
        assertEquals("1.3.6.1.4.1.9999.0.1", value(sampler.trapped(linkTrap("1.3.6.1.4.1.9999.0.1", 2)), 42779, 0, 0));
    }

    @Test
    void after_a_cold_start_everything_is_asked_anew() {
        sampler.sample();
        int before = device.asked("1.3.6.1.2.1.31.1.1.1.1");

        sampler.trapped(linkTrap("1.3.6.1.6.3.1.1.5.1", 2));
        sampler.watch();
        sampler.sample();

        assertEquals(before + 1, device.asked("1.3.6.1.2.1.31.1.1.1.1"));
    }

    private static Trap linkTrap(String oid, int index) {
        return new Trap(
                InetAddress.getLoopbackAddress(),
                Oid.of(oid),
                List.of(new Trap.Variable(Oid.of("1.3.6.1.2.1.2.2.1.1." + index), SnmpValue.integer(index))));
    }

    @Test
    void a_link_that_goes_down_shows_between_rounds_and_costs_one_table() {
        sampler.sample();
        device.requests = 0;
        device.put("1.3.6.1.2.1.2.2.1.8.2", SnmpValue.integer(2));

        List<Reading> readings = sampler.watch();

        assertEquals(2L, value(readings, 42769, 2, 8));
        assertEquals(2, device.requests, "sysUpTime and one table");
    }

    @Test
    void a_new_interface_shows_between_rounds_with_its_name() {
        sampler.sample();
        device.putInterface(7, "wlan0", 1);

        List<Reading> readings = sampler.watch();

        assertEquals(1L, value(readings, 42769, 7, 8));
        assertEquals("wlan0", value(readings, 42769, 7, 0));
    }

    @Test
    void a_silent_device_gives_an_error_and_nothing_that_was_good_before() {
        sampler.sample();
        device.silent = true;

        List<Reading> readings = sampler.sample();

        assertEquals(1, readings.size());
        assertEquals("does not answer", value(readings, Sampler.ERROR));
        device.requests = 0;
        sampler.watch();
        assertEquals(0, device.requests, "a silent device is not asked every second");
        device.silent = false;
        after(11);
        assertEquals(1L, value(sampler.watch(), 42769, 2, 8));
    }

    @Test
    void a_device_that_is_silent_from_the_start_is_found_later() {
        device.silent = true;
        assertEquals(List.of(new Reading(Sampler.ERROR, "does not answer")), sampler.sample());
        assertEquals(List.of(), sampler.watch());

        device.silent = false;

        assertEquals("box", value(sampler.sample(), 42770, 0, 8));
    }

    @Test
    void after_a_restart_the_device_is_recognised_anew() {
        sampler.sample();
        after(60);
        device.put("1.3.6.1.2.1.1.3.0", SnmpValue.integer(300));
        device.put("1.3.6.1.2.1.1.1.0", SnmpValue.text("Linux OpenWrt 5.4.137 #0 SMP armv7l"));

        assertEquals("the device restarted", value(sampler.sample(), Sampler.ERROR));
        assertEquals("OpenWrt", value(sampler.sample(), 3, 0, 0));
        assertEquals("openwrt/openwrt", profile());
    }

    /** LibreNMS 4587: a device without sysUpTime alerts up and down, then "rebooted", for ever. */
    @Test
    void librenms_4587_a_device_without_uptime_is_reached_round_after_round_and_recognised_once() {
        device.objects.remove(Oid.of("1.3.6.1.2.1.1.3.0"));
        sampler.sample();
        for (int round = 0; round < 20; round++) {
            nanos += 60_000_000_000L;
            List<Reading> readings = sampler.sample();
            assertTrue(sampler.isReached(), "round " + round);
            assertEquals("", value(readings, Sampler.ERROR));
            assertNull(value(readings, 42770, 0, 4), "no uptime is made up");
            assertEquals("net-snmp/linux", profile());
        }
    }

    @Test
    void a_profile_that_does_not_exist_is_an_error_reading() {
        SnmpSampler wrong = new SnmpSampler(device, LIBRARY, "net-snmp/linx", () -> nanos);

        String error = String.valueOf(value(wrong.sample(), Sampler.ERROR));

        assertTrue(error.contains("did you mean \"net-snmp/linux\"?"), error);
    }

    @Test
    void a_device_whose_profile_does_not_exist_is_measured_by_the_one_that_is_found_and_not_called_silent() {
        SnmpSampler wrong = new SnmpSampler(device, LIBRARY, "net-snmp/linx", () -> nanos);
        wrong.ask().join();

        List<Reading> readings = wrong.ask().join();

        assertTrue(wrong.isReached(), "it answers");
        assertEquals("box", value(readings, 42770, 0, 8));
        String error = String.valueOf(value(readings, Sampler.ERROR));
        assertTrue(error.contains("did you mean \"net-snmp/linux\"?"), error);
    }

    @Test
    void nonsense_in_a_numeric_place_is_left_out() {
        device.put("1.3.6.1.2.1.25.2.2.0", SnmpValue.text("lots"));
        device.put("1.3.6.1.2.1.1.3.0", SnmpValue.of(Oid.of("1.3")));

        List<Reading> readings = sampler.sample();

        assertNull(value(readings, 42770, 0, 2));
        assertNull(value(readings, 42770, 0, 4));
        assertEquals("box", value(readings, 42770, 0, 8));
    }

    private void after(int seconds) {
        nanos += seconds * 1_000_000_000L;
        SnmpValue ticks = device.objects.get(Oid.of("1.3.6.1.2.1.1.3.0"));
        device.put("1.3.6.1.2.1.1.3.0", SnmpValue.integer((ticks == null ? 0 : ticks.number()) + seconds * 100L));
    }

    private String profile() {
        var profile = sampler.profile();
        assertNotNull(profile);
        return profile.id();
    }

    private static @Nullable Object value(List<Reading> readings, int object, int instance, int resource) {
        return value(readings, new ResourcePath(object, instance, resource));
    }

    private static @Nullable Object value(List<Reading> readings, ResourcePath path) {
        return readings.stream()
                .filter(reading -> reading.path().equals(path))
                .map(Reading::value)
                .findFirst()
                .orElse(null);
    }
}
