package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.inventory.Node;
import vn.tram.inventory.Node.Kind;
import vn.tram.inventory.Site;
import vn.tram.inventory.Site.Tier;

class CoreSpeedTest {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int NODES = 4_000;
    private static final int ROUNDS = 30;
    private static final int WARM_UP = 5;

    /** Events a second of processor time: a third of what it does without the optimising compiler. */
    private static final double FLOOR = 20_000;

    @Test
    void four_thousand_nodes_do_not_slow_the_core_down() {
        Decisions core = province();
        long stored = 0;
        long nanos = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            List<Event> events = round(round);
            long began = CPU.getCurrentThreadCpuTime();
            for (Event event : events) {
                for (Effect effect : core.on(event)) {
                    stored += effect instanceof Effect.Store ? 1 : 0;
                }
            }
            nanos += round > WARM_UP ? CPU.getCurrentThreadCpuTime() - began : 0;
        }
        double perSecond = (double) (ROUNDS - WARM_UP) * NODES / (nanos / 1e9);
        assertEquals(NODES * ROUNDS, stored);
        assertTrue(perSecond > FLOOR, "events a second: must be over " + FLOOR + ", were " + perSecond);
    }

    private static List<Event> round(int round) {
        List<Event> events = new ArrayList<>();
        Instant now = Story.MORNING.plusSeconds(60L * round);
        for (int node = 0; node < NODES; node++) {
            now = now.plusMillis(15);
            events.add(new Event.Reported(now, "node-" + node, report(round, now), node));
            if (node % 66 == 0) {
                events.add(new Event.Tick(now));
            }
        }
        return events;
    }

    private static Report report(int round, Instant now) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            readings.add(Reading.of(42769, 1 + i / 4, 9 + i % 4, (long) round * i));
        }
        return new Report(BootId.of(1, 1), round, Report.Kind.SAMPLE, round * 60_000L, now.toEpochMilli(), readings);
    }

    private static Decisions province() {
        List<Site> sites = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            Tier tier = i == 0 ? Tier.PROVINCE : i < 20 ? Tier.DISTRICT : Tier.COMMUNE;
            String parent = i == 0 ? null : i < 20 ? "site-0" : "site-" + (1 + i % 19);
            sites.add(Story.site("site-" + i, tier, parent));
            nodes.add(new Node("node-" + i, "Nút " + i, Kind.CONNECTION_POINT, "site-" + i, null));
        }
        return new Decisions(Rules.DEFAULTS, new Saved(sites, nodes, List.of(), List.of(), 1, null), Story.MORNING);
    }
}
