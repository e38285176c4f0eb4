package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The main job with nothing faked: a real router's SNMP agent, the agent and the controller as programs, the API. */
class RouterToWallIT {

    private static final String NODE = "may-that";
    private static final String WATCHED = "lan0";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void the_api_shows_the_name_and_the_interfaces_of_this_machine_within_5_s_of_the_agents_start() throws Exception {
        try (Snmpd snmpd = Snmpd.start(folder, "");
                Program controller = controller(folder, "127.0.0.1")) {
            Operator operator = Operator.setUp(URI.create(controller.line("set up ")));
            Path settings = settings(operator, snmpd);
            Instant started = Instant.now();
            try (Program agent = agent(folder, settings, "")) {
                await().atMost(Duration.ofSeconds(15))
                        .pollInterval(Duration.ofMillis(50))
                        .untilAsserted(() -> {
                            assertEquals(
                                    hostName(),
                                    node(operator).at("/device/sysName").stringValue(""));
                            assertEquals(interfaces(), links(operator));
                        });
                Duration took = Duration.between(started, Instant.now());
                assertEquals("UP", node(operator).get("health").stringValue());
                assertTrue(agent.process().isAlive());
                assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "shown after " + took);
            }
        }
    }

    @Test
    void a_link_that_is_cut_is_an_incident_on_the_feed_and_restoring_it_closes_the_incident() throws Exception {
        try (Namespace namespace = Namespace.create()) {
            namespace.cable(WATCHED, "far");
            try (Snmpd snmpd = Snmpd.start(folder, namespace.name);
                    Program controller = controller(folder, Namespace.OUTSIDE)) {
                Operator operator = Operator.setUp(URI.create(controller.line("set up ")));
                List<JsonNode> incidents = operator.follow("incident");
                try (Program agent = agent(folder, settings(operator, snmpd), namespace.name)) {
                    awaitLink(operator, "UP");

                    namespace.ip("link", "set", "far", "down");
                    awaitLink(operator, "DOWN");
                    await().until(() -> !incidents.isEmpty());
                    JsonNode opened = incidents.get(incidents.size() - 1);
                    assertEquals("LINK_DOWN", opened.get("kind").stringValue());
                    assertEquals(NODE, opened.get("endpoint").stringValue());
                    assertEquals(WATCHED, opened.get("detail").stringValue());
                    assertTrue(opened.get("closedAt").isNull(), opened::toString);

                    namespace.ip("link", "set", "far", "up");
                    awaitLink(operator, "UP");
                    await().until(() ->
                            !incidents.get(incidents.size() - 1).get("closedAt").isNull());
                    assertEquals(
                            opened.get("id"),
                            incidents.get(incidents.size() - 1).get("id"));
                    assertTrue(agent.process().isAlive());
                }
            }
        }
    }

    /** @param address by which devices reach it */
    static Program controller(Path folder, String address) throws IOException {
        Path settings = folder.resolve("controller.yaml");
        Files.writeString(settings, """
                data: controller
                names: [%1$s]
                web: {listen: "127.0.0.1:0"}
                devices: {listen: "%1$s:0", broker: "%1$s:0"}
                stamp: {listen: "%1$s:0"}
                """.formatted(address));
        return Program.start(
                folder.resolve("controller.log"), "", Program.controllerScript(), "--config", settings.toString());
    }

    private Path settings(Operator operator, Snmpd snmpd) throws IOException, InterruptedException {
        String snmp = "snmp: {target: \"127.0.0.1:%d\", community: %s}%n".formatted(snmpd.port, Snmpd.COMMUNITY);
        return settings(folder, operator, NODE, snmp);
    }

    /** @param more what the agent's settings have besides the way to the controller */
    static Path settings(Path folder, Operator operator, String node, String more)
            throws IOException, InterruptedException {
        String claim = operator.claim(node).get("claim").stringValue();
        String broker = claim.replaceAll(".*broker=([^#&]*).*", "$1");
        Path settings = folder.resolve("agent.yaml");
        Files.writeString(settings, """
                endpoint: %s
                controller: %s
                broker: %s
                claim: "%s"
                """.formatted(node, claim.replaceAll("/enrol.*", ""), broker, claim) + more);
        return settings;
    }

    static Program agent(Path folder, Path settings, String namespace) throws IOException {
        return Program.start(
                folder.resolve("agent.log"), namespace, Program.agentScript(), "--config", settings.toString());
    }

    private void awaitLink(Operator operator, String health) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertTrue(
                        node(operator)
                                .path("links")
                                .valueStream()
                                .anyMatch(link -> link.get("name").stringValue().equals(WATCHED)
                                        && link.get("health").stringValue().equals(health)),
                        () -> node(operator).path("links").toString()));
    }

    private static JsonNode node(Operator operator) {
        return operator.get("/api/v1/nodes/" + NODE);
    }

    private static Set<String> links(Operator operator) {
        return node(operator)
                .path("links")
                .valueStream()
                .map(link -> link.get("name").stringValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As the kernel has them. */
    private static Set<String> interfaces() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/sys/class/net"))) {
            return all.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static String hostName() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }
}
