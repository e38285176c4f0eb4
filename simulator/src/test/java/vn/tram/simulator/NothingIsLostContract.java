package vn.tram.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real agents report through a real broker to a real controller, each in a process of its own, and one after the other
 * is killed by the system in the middle of it, or the line between them is cut. What the agents have written down beside
 * their outboxes is then looked for in the controller's files.
 */
abstract class NothingIsLostContract {

    private static final int KILLS = Integer.getInteger("tram.kills", 50);
    private static final long SEED = Long.getLong("tram.seed", System.nanoTime());

    /** Some readings of one round of an agent. */
    private static final int ROUND_BYTES = 400;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<RunningAgent> agents = new ArrayList<>();
    private final List<String> happened = new ArrayList<>();

    /** Starts an outside broker, or skips the test; null for the controller's own. */
    abstract @Nullable Mosquitto broker(Path folder) throws IOException;

    @Test
    void each_reading_is_stored_once_in_order_with_its_own_time_whatever_is_killed() throws Exception {
        Mosquitto broker = broker(folder);
        RunningController controller =
                new RunningController(folder.resolve("controller"), broker == null ? null : broker.uri());
        Relay line = null;
        try {
            controller.setUp();
            line = new Relay(broker == null ? controller.brokerPort() : broker.port());
            URI address = URI.create((broker == null ? "mqtts" : "mqtt") + "://localhost:"
                    + line.uri().getPort());
            for (String endpoint : List.of("hs-001", "cp-001")) {
                agents.add(new RunningAgent(folder.resolve(endpoint), endpoint, controller, address, List.of()));
            }
            awaitStored(controller, 1);
            for (int kill = 0; kill < KILLS; kill++) {
                awaitWritten(random.nextInt(3 * ROUND_BYTES));
                fault(broker, controller, line);
            }
            compare(controller);
        } finally {
            for (RunningAgent agent : agents) {
                agent.close();
            }
            if (line != null) {
                line.close();
            }
            controller.close();
            if (broker != null) {
                broker.close();
            }
        }
    }

    private void fault(@Nullable Mosquitto broker, RunningController controller, Relay line) throws Exception {
        int kind = random.nextInt(broker == null ? 3 : 4);
        if (kind == 0) {
            happened.add("controller");
            controller.kill();
            controller.startAgain();
        } else if (kind == 1) {
            RunningAgent agent = agents.get(random.nextInt(agents.size()));
            happened.add(agent.endpoint());
            agent.kill();
            agent.startAgain();
        } else if (kind == 2) {
            happened.add("line");
            line.cut();
            awaitWritten(random.nextInt(5 * ROUND_BYTES));
            line.mend();
        } else if (broker != null) {
            happened.add("broker");
            broker.kill();
            broker.startAgain();
        }
    }

    private long written() throws IOException {
        long bytes = 0;
        for (RunningAgent agent : agents) {
            bytes += agent.written();
        }
        return bytes;
    }

    private void awaitWritten(int more) throws IOException {
        long enough = written() + more;
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> written() >= enough);
    }

    private void awaitStored(RunningController controller, int reports) {
        for (RunningAgent agent : agents) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> StoredReadings.of(controller.data(), agent.endpoint())
                                    .times()
                                    .size()
                            >= reports);
        }
    }

    private void compare(RunningController controller) throws Exception {
        for (RunningAgent agent : agents) {
            Journal before = agent.journal();
            await(agent.endpoint() + " after " + happened + ", seed " + SEED)
                    .atMost(Duration.ofSeconds(150))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertEquals(Set.of(), missing(before, stored(controller, agent))));
            StoredReadings stored = stored(controller, agent);
            check(stored, agent.journal(), agent.endpoint() + ", seed " + SEED);
        }
    }

    private static StoredReadings stored(RunningController controller, RunningAgent agent)
            throws IOException, SQLException {
        return StoredReadings.of(controller.data(), agent.endpoint());
    }

    private static Set<String> missing(Journal journal, StoredReadings stored) {
        Set<String> missing = new TreeSet<>(journal.appended());
        missing.removeAll(stored.times().keySet());
        return missing;
    }

    /** @param journal read after {@code stored}, so that all that is stored must be in it */
    private static void check(StoredReadings stored, Journal journal, String where) {
        int rows = 0;
        for (Map.Entry<String, Set<String>> report : stored.readings().entrySet()) {
            String id = where + ": report " + report.getKey();
            assertEquals(journal.times().get(report.getKey()), stored.times().get(report.getKey()), id);
            assertEquals(journal.readings().get(report.getKey()), report.getValue(), id);
            rows += report.getValue().size();
        }
        assertEquals(rows, stored.rows(), where + ": each reading once");
        assertTrue(stored.inOrder(), where + ": uptime grows with the sequence");
    }
}
