package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.tram.profiles.file.Secret;
import vn.tram.simulator.device.Recording;
import vn.tram.simulator.device.ReplayFarm;

/** The programs, with real devices behind the agent: snmpd, and a street of boxes that answer over UDP. */
class DevicesBehindIT {

    private static final String GATEWAY = "cp-it-002";

    @TempDir
    private Path folder;

    @Test
    void a_device_behind_the_agent_is_a_node_of_its_own_and_its_silence_an_incident_of_its_own() throws Exception {
        Path there = Files.createDirectory(folder.resolve("device"));
        Snmpd snmpd = Snmpd.start(there, "");
        try (Program controller = RouterToWallIT.controller(folder, "127.0.0.1")) {
            Operator operator = Operator.setUp(URI.create(controller.line("set up ")));
            Path settings =
                    RouterToWallIT.settings(folder, operator, GATEWAY, """
                    devices:
                      interval: 5s
                      list: [{name: box, target: "127.0.0.1:%d", community: %s}]
                    """.formatted(snmpd.port, Snmpd.COMMUNITY));
            try (Program agent = RouterToWallIT.agent(folder, settings, "")) {
                awaitHealth(operator, GATEWAY + "~box", "UP");
                JsonNode box = operator.get("/api/v1/nodes/" + GATEWAY + "~box");
                assertEquals(
                        RouterToWallIT.hostName(), box.at("/device/sysName").stringValue(""));
                assertTrue(box.path("links").size() > 0, box::toString);

                snmpd.close();
                awaitHealth(operator, GATEWAY + "~box", "DOWN");
                await().untilAsserted(() -> assertEquals(List.of(GATEWAY + "~box"), open(operator)));
                assertEquals("UP", health(operator, GATEWAY));

                snmpd = Snmpd.startAt(there, snmpd.port);
                awaitHealth(operator, GATEWAY + "~box", "UP");
                await().untilAsserted(() -> assertEquals(List.of(), open(operator)));
                assertTrue(agent.process().isAlive());
            }
        } finally {
            snmpd.close();
        }
    }

    @Test
    void a_scan_finds_500_devices_and_one_agent_asks_them_all() throws Exception {
        try (ReplayFarm farm = ReplayFarm.start();
                Program controller = RouterToWallIT.controller(folder, "127.0.0.1")) {
            serve(farm, 500);
            Operator operator = Operator.setUp(URI.create(controller.line("set up ")));
            Path settings = RouterToWallIT.settings(folder, operator, GATEWAY, """
                    devices:
                      interval: 10s
                      snmp: {community: public}
                      scan: {ranges: [127.9.0.0/22], per-second: 500}
                    """);
            try (Program agent = RouterToWallIT.agent(folder, settings, "")) {
                await().atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertEquals(
                                501,
                                operator.get("/api/v1/summary").at("/counts/UP").intValue()));
                JsonNode one = operator.get("/api/v1/nodes/" + GATEWAY + "~ip-127-9-1-7");
                assertEquals("box 263", one.at("/device/sysName").stringValue(""));
                assertEquals(List.of(), open(operator));
                assertTrue(agent.process().isAlive());
            }
        }
    }

    private void serve(ReplayFarm farm, int devices) throws IOException {
        for (int number = 1; number <= devices; number++) {
            byte[] address = {127, 9, (byte) (number >> 8), (byte) number};
            InetSocketAddress where = new InetSocketAddress(InetAddress.getByAddress(address), 161);
            try {
                farm.serve(box(number), where, new Secret("public"), List.of(), number);
            } catch (IOException e) {
                assumeTrue(number > 1, "port 161 must not be had here: " + e.getMessage());
                throw e;
            }
        }
    }

    private Recording box(int number) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "1.3.6.1.2.1.1.1.0|4|Camera of the street",
                "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1",
                "1.3.6.1.2.1.1.3.0|67|360000",
                "1.3.6.1.2.1.1.5.0|4|box " + number));
        for (String column : List.of("2|4|eth", "7|2|1", "8|2|1", "10|65|1000", "16|65|1000")) {
            String[] parts = column.split("\\|");
            IntStream.rangeClosed(1, 2)
                    .forEach(port -> lines.add("1.3.6.1.2.1.2.2.1." + parts[0] + "." + port + "|" + parts[1] + "|"
                            + parts[2] + (parts[0].equals("2") ? port : "")));
        }
        return Recording.read(Files.write(folder.resolve("box.snmprec"), lines));
    }

    private static void awaitHealth(Operator operator, String endpoint, String health) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertEquals(health, health(operator, endpoint)));
    }

    private static String health(Operator operator, String endpoint) {
        return operator.get("/api/v1/nodes/" + endpoint).path("health").stringValue("");
    }

    private static List<String> open(Operator operator) {
        return operator.get("/api/v1/incidents")
                .path("incidents")
                .valueStream()
                .map(incident -> incident.get("endpoint").stringValue())
                .toList();
    }
}
