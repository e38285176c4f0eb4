package vn.tram.sampler.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import vn.tram.sampler.proc.ProcText.MalformedException;

/** Texts as proc(5) shows them and as routers gave them. */
class ProcTextTest {

    @Test
    void uptime_is_in_whole_seconds() throws Exception {
        assertEquals(350_735, ProcText.uptimeSeconds("350735.47 234388.90\n"));
        assertEquals(0, ProcText.uptimeSeconds("0.03 0.01\n"));
        refused("uptime: must be a number, was up", () -> ProcText.uptimeSeconds("up 3 days"));
    }

    @Test
    void load_is_that_of_one_minute() throws Exception {
        assertEquals(0.75, ProcText.load("0.75 0.35 0.25 1/25 1747\n"));
        refused("load: must be a number, was ", () -> ProcText.load(""));
    }

    @Test
    void memory_is_what_programs_can_still_take() throws Exception {
        String text = """
                MemTotal:         247428 kB
                MemFree:          123000 kB
                MemAvailable:     150000 kB
                Buffers:            4000 kB
                Cached:            30000 kB
                HugePages_Total:       0
                """;
        assertEquals(new ProcText.Memory(247_428, 150_000), ProcText.memory(text));
    }

    @Test
    void memory_of_an_old_kernel_is_estimated() throws Exception {
        String text = "MemTotal: 61000 kB\nMemFree: 20000 kB\nBuffers: 1000 kB\nCached: 5000 kB\n";
        assertEquals(new ProcText.Memory(61_000, 26_000), ProcText.memory(text));
        refused("memory: must be a text with MemTotal, was MemFree: 1 kB", () -> ProcText.memory("MemFree: 1 kB"));
    }

    @Test
    void the_processor_is_busy_when_it_neither_idles_nor_waits() throws Exception {
        ProcText.Ticks before = ProcText.ticks("cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1 2 3 4\n");
        ProcText.Ticks after = ProcText.ticks("cpu  130 0 60 850 60 0 0 0 30 0\ncpu0 1 2 3 4\n");

        assertEquals(40.0, after.busySince(before));
        assertNull(before.busySince(before), "no time passed");
        refused("processor times: must be cpu and at least 4 numbers, was intr 1 2", () -> ProcText.ticks("intr 1 2"));
    }

    @Test
    void counters_of_interfaces_are_found_by_name() throws Exception {
        String text = """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                    lo:   27614     371    0    0    0     0          0         0    27614     371    0    0    0     0       0          0
                  eth0:9007199254740993 2   3    4    5     6          7         8  9 10 11 12 13 14 15 16
                eth0:1: 1 0 0 0 0 0 0 0 2 0 0 0 0 0 0 0
                """;
        Map<String, ProcText.Counters> counters = ProcText.counters(text);

        assertEquals(Set.of("lo", "eth0", "eth0:1"), counters.keySet());
        assertEquals(
                new ProcText.Counters(9_007_199_254_740_993L, 3, 4, 9, 11, 12),
                counters.get("eth0"),
                "beyond what a double can tell");
        refused("counters of an interface: must be 16 numbers, was eth0: 1 2", () -> ProcText.counters("eth0: 1 2"));
    }

    @Test
    void the_default_route_with_the_lowest_metric_is_the_uplink() throws Exception {
        String text = """
                Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
                usb0	00000000	0100A8C0	0003	0	0	700	00000000	0	0	0
                eth0	00000000	FE01A8C0	0003	0	0	100	00000000	0	0	0
                eth0	0001A8C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
                """;
        assertEquals(new ProcText.Route("eth0", "192.168.1.254"), ProcText.defaultRoute(text));
        assertNull(ProcText.defaultRoute("Iface\tDestination\n"));
    }

    @Test
    void signals_have_dots_after_their_numbers() throws Exception {
        String text = """
                Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
                 face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
                 wlan0: 0000   54.  -56.  -256        0      0      0      0      0        0
                """;
        assertEquals(Map.of("wlan0", new ProcText.Signal(54, -56)), ProcText.signals(text));
    }

    @Test
    void the_name_of_the_system_loses_its_quotes() {
        String text = "NAME=OpenWrt\nPRETTY_NAME=\"OpenWrt 23.05.5\"\n";
        assertEquals("OpenWrt 23.05.5", ProcText.osRelease(text, "PRETTY_NAME"));
        assertNull(ProcText.osRelease(text, "VERSION"));
    }

    private static void refused(String message, Executable reading) {
        assertEquals(message, assertThrows(MalformedException.class, reading).getMessage());
    }
}
