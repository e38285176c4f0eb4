package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Agent and controller as programs, with one line between them that is cut. */
class LinkProbesIT {

    private static final String NODE = "ubnd-xa-dai-dong";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void a_line_that_is_cut_is_seen_by_its_probes_in_seconds_and_its_state_comes_back_with_them() throws Exception {
        try (Namespace namespace = Namespace.create();
                Program controller = RouterToWallIT.controller(folder, Namespace.OUTSIDE)) {
            Operator operator = Operator.setUp(URI.create(controller.line("set up ")));
            List<JsonNode> incidents = operator.follow("incident");
            Path settings = RouterToWallIT.settings(folder, operator, NODE, "interval: 5s\n");
            try (Program agent = RouterToWallIT.agent(folder, settings, namespace.name)) {
                awaitEvidence(operator, "UP", "PROBE");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> readings(operator).contains("/42781/0/9"));

                namespace.ip("link", "set", "uplink", "down");
                long cut = System.nanoTime();
                awaitEvidence(operator, "DOWN", "PROBE");
                Duration took = Duration.ofNanos(System.nanoTime() - cut);
                assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, "seen after " + took);
                await().atMost(Duration.ofSeconds(30)).until(() -> !incidents.isEmpty());
                assertEquals(NODE, incidents.get(0).get("endpoint").stringValue());

                namespace.ip("link", "set", "uplink", "up");
                long mended = System.nanoTime();
                awaitEvidence(operator, "UP", "PROBE");
                Duration back = Duration.ofNanos(System.nanoTime() - mended);
                assertTrue(back.compareTo(Duration.ofSeconds(5)) < 0, "seen after " + back);
                assertTrue(agent.process().isAlive());
            }
        }
    }

    private static String readings(Operator operator) {
        return operator.get("/api/v1/nodes/" + NODE).toString();
    }

    /** That its health is this, and that probes are among what says so. */
    private static void awaitEvidence(Operator operator, String health, String source) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    JsonNode node = operator.get("/api/v1/nodes/" + NODE);
                    assertEquals(health, node.path("health").stringValue(""), node::toString);
                    assertTrue(node.toString().contains("\"source\":\"" + source + "\""), node::toString);
                });
    }
}
