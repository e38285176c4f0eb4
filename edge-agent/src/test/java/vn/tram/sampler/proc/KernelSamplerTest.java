package vn.tram.sampler.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.Group.KernelPart;
import vn.tram.profiles.LimitMapping;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.sampler.Sampler;

class KernelSamplerTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T06:00:00Z"));

    @TempDir
    Path root;

    private Sampler sampler;

    @BeforeEach
    void a_small_router() throws IOException {
        write("proc/uptime", "1000.50 900.00\n");
        write("proc/loadavg", "0.20 0.10 0.05 1/99 4242\n");
        write("proc/meminfo", "MemTotal: 247428 kB\nMemAvailable: 150000 kB\n");
        write("proc/stat", "cpu  100 0 100 800 0 0 0 0 0 0\n");
        write("proc/sys/kernel/hostname", "tram-dai-dong\n");
        write("proc/sys/kernel/osrelease", "6.6.73\n");
        write("proc/1/stat", "");
        write("proc/77/stat", "");
        write("proc/net/dev", "eth0: 1000 1 2 3 0 0 0 0 2000 1 4 5 0 0 0 0\nwlan0: 7 1 0 0 0 0 0 0 8 1 0 0 0 0 0 0\n");
        write("proc/net/route", "eth0 00000000 0101A8C0 0003 0 0 0 00000000 0 0 0\n");
        write("sys/class/thermal/thermal_zone0/temp", "41250\n");
        write("sys/class/hwmon/hwmon0/temp1_input", "48650\n");
        write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.5\0");
        write("proc/device-tree/compatible", "raspberrypi,4-model-b\0brcm,bcm2711\0");
        write("proc/device-tree/serial-number", "10000000abcdef01\0");
        write("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        netInterface("eth0", "2", "up", "1", "1");
        write("sys/class/net/eth0/speed", "1000\n");
        write("sys/class/net/eth0/ifalias", "tới Đại Đồng\n");
        netInterface("wlan0", "3", "down", "0", "1");
        Files.createDirectories(root.resolve("sys/class/net/wlan0/wireless"));
        write("sys/class/net/bonding_masters", "");
        sampler = new KernelSampler(root, EnumSet.allOf(KernelPart.class), CLOCK);
    }

    @Test
    void a_machine_that_is_hotter_than_its_profile_allows_says_so() throws Exception {
        LimitMapping limit = new LimitMapping("temperature", 42770, 0, 7, Map.of(), true, 90, 85);
        sampler = new KernelSampler(root, EnumSet.allOf(KernelPart.class), List.of(limit), CLOCK);
        assertEquals(0L, round().get("/42780/0/0"));

        write("sys/class/thermal/thermal_zone0/temp", "93500\n");

        Map<String, Object> round = round();
        assertEquals(1L, round.get("/42780/0/0"));
        assertEquals("temperature 93.5 > 90", round.get("/42780/0/1"));
    }

    @Test
    void a_round_tells_all_that_the_kernel_tells() {
        Map<String, Object> round = round();

        assertEquals("", round.get("/42770/0/14"), "no error");
        assertEquals(1000L, round.get("/42770/0/4"));
        assertEquals(0.2, round.get("/42770/0/1"));
        assertEquals(247_428L, round.get("/42770/0/2"));
        assertEquals(150_000L, round.get("/42770/0/3"));
        assertEquals(48.7, round.get("/42770/0/7"), "the hottest sensor");
        assertEquals("tram-dai-dong", round.get("/42770/0/8"));
        assertEquals(true, round.get("/42770/0/13"));
        assertEquals(2L, round.get("/42770/0/12"));
        assertEquals("raspberrypi", round.get("/3/0/0"));
        assertEquals("Raspberry Pi 4 Model B Rev 1.5", round.get("/3/0/1"));
        assertEquals("10000000abcdef01", round.get("/3/0/2"));
        assertEquals("Debian GNU/Linux 12 (bookworm)", round.get("/3/0/3"));
        assertEquals("6.6.73", round.get("/3/0/19"));
        assertEquals(41L, round.get("/4/0/0"));
        assertEquals("192.168.1.1", round.get("/4/0/5"));
        assertEquals(2L, round.get("/7/0/2"));
        assertEquals(1L, round.get("/7/0/3"));
    }

    @Test
    void interfaces_are_told_by_their_index() {
        Map<String, Object> round = round();

        assertEquals("eth0", round.get("/42769/2/0"));
        assertEquals("tới Đại Đồng", round.get("/42769/2/2"));
        assertEquals(6L, round.get("/42769/2/3"));
        assertEquals(1500L, round.get("/42769/2/4"));
        assertEquals(1_000_000_000L, round.get("/42769/2/5"));
        assertEquals("02:fc:00:00:00:02", round.get("/42769/2/6"));
        assertEquals(true, round.get("/42769/2/7"));
        assertEquals(1L, round.get("/42769/2/8"));
        assertEquals(1000L, round.get("/42769/2/9"));
        assertEquals(2000L, round.get("/42769/2/10"));
        assertEquals(2L, round.get("/42769/2/11"));
        assertEquals(4L, round.get("/42769/2/12"));
        assertEquals(3L, round.get("/42769/2/13"));
        assertEquals(5L, round.get("/42769/2/14"));
        assertEquals(71L, round.get("/42769/3/3"), "a radio");
        assertEquals(2L, round.get("/42769/3/8"));
        assertNull(round.get("/42769/3/5"), "a radio has no fixed speed");
        assertNull(round.get("/42769/2/15"), "when it changed is not known yet");
    }

    @Test
    void a_radio_is_an_instance_of_the_wlan_object() {
        Map<String, Object> round = round();

        assertEquals("wlan0", round.get("/12/3/0"));
        assertEquals(true, round.get("/12/3/1"));
        assertEquals(2L, round.get("/12/3/3"), "enabled, and not up");
        assertEquals(8L, round.get("/12/3/33"));
        assertNull(round.get("/12/2/0"), "eth0 is none");
    }

    @Test
    void every_reading_fits_the_object_definitions() {
        ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
        sampler.sample().forEach(tree::put);
        sampler.watch().forEach(tree::put);
    }

    @Test
    void the_processor_load_is_known_from_the_second_round_on() throws IOException {
        assertNull(round().get("/42770/0/0"));
        write("proc/stat", "cpu  130 0 120 850 0 0 0 0 0 0\n");
        assertEquals(50.0, round().get("/42770/0/0"));
    }

    @Test
    void a_cut_link_is_seen_between_rounds_and_the_time_of_the_change_with_it() throws IOException {
        round();
        write("sys/class/net/eth0/operstate", "down\n");
        write("proc/uptime", "1033.20 0\n");

        assertEquals(2L, byPath(sampler.watch()).get("/42769/2/8"));
        assertEquals(1033L, round().get("/42769/2/15"));
    }

    @Test
    void a_driver_that_does_not_tell_its_state_is_believed_by_its_carrier() throws IOException {
        netInterface("eth0", "2", "unknown", "1", "1");
        assertEquals(1L, round().get("/42769/2/8"));
        netInterface("eth0", "2", "unknown", "0", "1");
        assertEquals(2L, round().get("/42769/2/8"));
        Files.delete(root.resolve("sys/class/net/eth0/carrier"));
        assertEquals(4L, round().get("/42769/2/8"), "unknown is not shown as good");
        netInterface("eth0", "2", "unknown", "1", "0");
        assertEquals(2L, round().get("/42769/2/8"), "switched off");
    }

    @Test
    void an_interface_that_is_unplugged_is_not_present_once() throws IOException {
        round();
        Files.move(root.resolve("sys/class/net/eth0"), root.resolve("unplugged"));

        Map<String, Object> watched = byPath(sampler.watch());
        assertEquals(6L, watched.get("/42769/2/8"));
        assertEquals(false, watched.get("/42769/2/7"));
        assertFalse(round().containsKey("/42769/2/8"));
    }

    @Test
    void what_cannot_be_read_is_left_out_and_told() throws IOException {
        write("proc/meminfo", "gibberish");
        Files.delete(root.resolve("proc/net/dev"));

        Map<String, Object> round = round();

        String error = String.valueOf(round.get("/42770/0/14"));
        assertTrue(error.contains("host: memory: must be a text with MemTotal, was gibberish"), error);
        assertTrue(error.contains("interfaces: " + root.resolve("proc/net/dev")), error);
        assertNull(round.get("/42770/0/2"));
        assertEquals(1000L, round.get("/42770/0/4"), "what came before stays");
        assertEquals("raspberrypi", round.get("/3/0/0"), "the other parts stay");
    }

    @Test
    void an_empty_root_is_only_an_error() {
        Sampler blind = new KernelSampler(root.resolve("nothing"), EnumSet.allOf(KernelPart.class), CLOCK);
        assertTrue(String.valueOf(byPath(blind.sample()).get("/42770/0/14")).contains("uptime"));
        assertEquals(List.of(), blind.watch());
    }

    @Test
    void only_the_parts_that_the_profile_wants_are_measured() {
        Sampler host = new KernelSampler(root, EnumSet.of(KernelPart.HOST), CLOCK);
        assertTrue(byPath(host.sample()).keySet().stream().allMatch(path -> path.startsWith("/42770/0/")));
        assertEquals(List.of(), host.watch());
    }

    @Test
    void what_makers_leave_in_place_of_an_answer_is_no_answer() throws IOException {
        write("sys/class/dmi/id/sys_vendor", "To Be Filled By O.E.M.\n");
        write("sys/class/dmi/id/product_name", "PC Engines apu4\n");
        assertEquals("raspberrypi", round().get("/3/0/0"), "the device tree answers");
        assertEquals("PC Engines apu4", round().get("/3/0/1"));
    }

    @Test
    void a_clock_at_1970_is_told_as_not_set() {
        Sampler unset =
                new KernelSampler(root, EnumSet.of(KernelPart.HOST), InstantSource.fixed(Instant.ofEpochSecond(60)));
        assertEquals(false, byPath(unset.sample()).get("/42770/0/13"));
    }

    @Test
    void this_machine_can_be_measured() {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/dev")), "needs Linux");
        Sampler real = new KernelSampler(Path.of("/"), EnumSet.allOf(KernelPart.class), InstantSource.system());
        Map<String, Object> round = byPath(real.sample());
        assertEquals("", round.get("/42770/0/14"));
        assertNotNull(round.get("/42769/1/0"));
        assertNotNull(round.get("/42770/0/5"));
    }

    private Map<String, Object> round() {
        return byPath(sampler.sample());
    }

    private static Map<String, Object> byPath(List<Reading> readings) {
        Map<String, Object> values = new HashMap<>();
        readings.forEach(reading ->
                assertNull(values.put(reading.path().toString(), reading.value()), "twice: " + reading.path()));
        return values;
    }

    private void netInterface(String name, String index, String operstate, String carrier, String up)
            throws IOException {
        String folder = "sys/class/net/" + name + "/";
        write(folder + "ifindex", index + "\n");
        write(folder + "operstate", operstate + "\n");
        write(folder + "carrier", carrier + "\n");
        write(folder + "flags", up.equals("1") ? "0x1003\n" : "0x1002\n");
        write(folder + "type", "1\n");
        write(folder + "mtu", "1500\n");
        write(folder + "address", "02:fc:00:00:00:0" + index + "\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
