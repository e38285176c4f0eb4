package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.page.Line;

class WayOutTest {

    private static final Instant NOON = Instant.parse("2026-11-24T05:00:00Z");
    private static final long UP = 1;
    private static final long DOWN = 3;

    @TempDir
    Path root;

    private List<Reading> probes = List.of();
    private boolean registered = true;
    private Instant now = NOON;
    private WayOut wayOut;

    @BeforeEach
    void a_router_with_a_cable_to_the_internet() throws IOException {
        Files.createDirectories(root.resolve("proc/net"));
        Files.createDirectories(root.resolve("sys/class/net/eth0"));
        Files.writeString(root.resolve("proc/net/route"), """
                Iface Destination Gateway Flags RefCnt Use Metric Mask
                br-lan 004D0A0A 00000000 0001 0 0 0 00FFFFFF
                eth0 00000000 0101A8C0 0003 0 0 0 00000000
                """);
        carrier("1");
        wayOut = new WayOut(root, () -> probes, () -> registered, () -> now);
    }

    private void carrier(String value) throws IOException {
        Files.writeString(root.resolve("sys/class/net/eth0/carrier"), value + "\n");
    }

    private static Reading probe(int instance, long state) {
        return Reading.of(42781, instance, 3, state);
    }

    private Line look() {
        wayOut.look();
        return wayOut.get();
    }

    @Test
    void nothing_is_said_while_nothing_is_known_to_be_wrong() {
        assertEquals(Line.GOOD, look());
        probes = List.of(probe(0, UP), probe(1, UP), probe(2, DOWN));
        assertEquals(Line.GOOD, look(), "one of two other links answers");
    }

    @Test
    void when_nothing_outside_answers_there_is_no_internet_since_then() {
        probes = List.of(probe(0, DOWN), probe(1, DOWN), probe(2, DOWN));
        assertEquals(new Line(Line.State.NO_INTERNET, NOON), look());
        now = NOON.plusSeconds(600);
        assertEquals(new Line(Line.State.NO_INTERNET, NOON), look());
        probes = List.of(probe(0, UP), probe(1, UP));
        assertEquals(Line.GOOD, look());
    }

    @Test
    void a_controller_that_is_away_is_no_lack_of_internet() {
        probes = List.of(probe(0, DOWN), probe(1, UP));
        assertEquals(new Line(Line.State.CENTRE_AWAY, NOON), look());
    }

    @Test
    void a_session_that_breaks_says_nothing_while_the_probes_arrive_and_all_without_them() {
        registered = false;
        probes = List.of(probe(0, UP));
        assertEquals(Line.GOOD, look());
        probes = List.of(probe(0, 4));
        assertEquals(Line.State.CENTRE_AWAY, look().state(), "this agent sends no probes");
    }

    @Test
    void a_cable_that_is_pulled_is_named_as_the_cause_and_the_time_stays_that_of_the_cut() throws Exception {
        look();
        probes = List.of(probe(1, DOWN));
        look();
        now = NOON.plusSeconds(5);
        carrier("0");
        Files.writeString(root.resolve("proc/net/route"), "Iface\tDestination\n");
        assertEquals(new Line(Line.State.NO_CARRIER, NOON), look());
        carrier("1");
        probes = List.of(probe(1, UP));
        assertEquals(Line.GOOD, look());
    }

    @Test
    void a_machine_without_these_files_is_judged_by_what_there_is() {
        WayOut elsewhere = new WayOut(root.resolve("nowhere"), () -> probes, () -> registered, () -> now);
        elsewhere.look();
        assertEquals(Line.GOOD, elsewhere.get());
    }
}
