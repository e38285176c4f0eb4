package vn.tram.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProfileCommandTest {

    /** Lies beside the checkout; not part of the project. */
    private static final Path WALKS = Path.of("../../shared/data/snmp-walks");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void match_says_which_profile_a_recorded_router_has_and_why() {
        assertEquals(0, run("match", walk("openwrt.snmprec")));

        assertTrue(out.toString().startsWith("openwrt/openwrt"), out.toString());
        assertTrue(out.toString().contains("sysObjectID 1.3.6.1.4.1.8072.3.2.10, sysDescr ~ OpenWrt"), out.toString());
    }

    @Test
    void match_tells_a_linux_host_from_a_router_that_runs_linux() {
        assertEquals(0, run("match", "--json", walk("linux.snmprec")));

        assertEquals(
                "net-snmp/linux", JSON.readTree(out.toString()).path("profile").asString());
    }

    @Test
    void try_gives_the_interfaces_that_an_independent_poller_found() throws IOException {
        assertEquals(0, run("try", "--json", walk("openwrt.snmprec")));

        JsonNode tried = JSON.readTree(out.toString());
        JsonNode expected = JSON.readTree(Files.readString(WALKS.resolve("openwrt.expected.json")));
        assertEquals(
                expected.path("device").path("hardware").asString(),
                tried.path("hardware").asString());
        assertEquals(
                expected.path("device").path("version").asString(),
                tried.path("version").asString());
        JsonNode ports = expected.path("ports");
        assertTrue(ports.size() > 0);
        assertEquals(ports.size(), tried.path("interfaces").size());
        for (int i = 0; i < ports.size(); i++) {
            JsonNode port = ports.get(i);
            JsonNode row = tried.path("interfaces").get(i);
            assertEquals(port.path("ifIndex").asInt(), row.path("index").asInt());
            assertEquals(port.path("ifName").asString(), row.path("name").asString(), () -> "name of interface " + row);
            assertEquals(port.path("ifOperStatus").asString(), row.path("oper").asString(), () -> "status of " + row);
        }
    }

    @Test
    void try_prints_every_resource_with_its_name_and_units() throws IOException {
        Path file = Files.writeString(folder.resolve("box.snmprec"), """
                1.3.6.1.2.1.1.1.0|4|A box
                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
                1.3.6.1.2.1.1.3.0|67|360000
                1.3.6.1.2.1.1.5.0|4x|5472e1baa16d
                1.3.6.1.2.1.2.2.1.2.1|4|port1
                1.3.6.1.2.1.2.2.1.8.1|2|2
                1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615
                """);

        assertEquals(0, run("try", file.toString()));

        assertTrue(out.toString().startsWith("generic/snmp"), out.toString());
        assertTrue(out.toString().contains("Host Health: Uptime"), out.toString());
        assertTrue(out.toString().contains(" 3600 s"), out.toString());
        assertTrue(out.toString().contains("Trạm"), out.toString());
        assertTrue(out.toString().contains("Network Interface: Name"), out.toString());
    }

    @Test
    void one_document_says_what_a_device_is_and_everything_about_it() throws IOException {
        Path file = Files.writeString(folder.resolve("ups.snmprec"), """
                1.3.6.1.2.1.1.1.0|4|A UPS
                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.534.1
                1.3.6.1.2.1.25.3.3.1.2.7|2|12
                1.3.6.1.2.1.33.1.1.2.0|4|Powerful 9000
                1.3.6.1.2.1.33.1.2.1.0|2|2
                1.3.6.1.2.1.33.1.2.5.0|2|543
                1.3.6.1.4.1.534.1.2.4.0|2|97
                """);

        assertEquals(0, run("match", "--json", file.toString()));
        JsonNode document = JSON.readTree(out.toString());

        assertEquals("eaton/connectups", document.path("profile").asString());
        assertEquals("Powerful 9000", document.path("hardware").asString());
        assertEquals("sysObjectID 1.3.6.1.4.1.534.1", document.path("why").asString());
        JsonNode sensors = document.path("sensors");
        assertEquals("54.3", sensor(sensors, "Battery voltage").path("value").asString());
        assertEquals("V", sensor(sensors, "Battery voltage").path("unit").asString());
        assertEquals(
                "1.3.6.1.2.1.33.1.2.5.0",
                sensor(sensors, "Battery voltage").path("oid").asString());
        assertEquals("normal", sensor(sensors, "Battery").path("state").asString());
        assertEquals(97, sensor(sensors, "Battery charge").path("value").asInt());
        for (String list : List.of("interfaces", "radios", "processors", "memory", "storage", "neighbours")) {
            assertTrue(document.path(list).isArray(), list);
        }
    }

    private static JsonNode sensor(JsonNode sensors, String name) {
        for (JsonNode sensor : sensors) {
            if (sensor.path("name").asString().equals(name)) {
                return sensor;
            }
        }
        throw new AssertionError("no sensor \"" + name + "\" in " + sensors);
    }

    @Test
    void lines_that_are_none_are_said_and_left_out() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.snmprec"), """
                1.3.6.1.2.1.1.1.0|4|A box
                nonsense
                1.3.6.1.2.1.1.3.0|67|soon
                1.3.6.1.2.1.1.5.0|4x|zz
                """);

        assertEquals(0, run("match", file.toString()));

        assertTrue(err.toString().contains("bad.snmprec:2: must be OID|tag|value; 3 such lines are left out"));
    }

    @Test
    void a_file_or_host_that_does_not_exist_is_wrong_usage() {
        assertEquals(2, run("match", "no/such.snmprec"));
        assertTrue(err.toString().contains("no/such.snmprec: must be a file that exists"), err.toString());
        assertEquals(2, run("match", "127.0.0.1:99999"));
        assertTrue(err.toString().contains("the port must be a number from 1 to 65535"), err.toString());
        assertEquals(2, run("match"));
    }

    @Test
    void a_host_that_does_not_answer_is_a_failure_that_says_so() throws IOException {
        int port;
        try (var socket = new DatagramSocket(0)) {
            port = socket.getLocalPort();
        }

        assertEquals(1, run("match", "127.0.0.1:" + port));

        assertTrue(err.toString().contains("does not answer SNMP v2c"), err.toString());
    }

    @Test
    void lint_lists_what_is_wrong_in_a_profile_and_praises_a_good_one() throws IOException {
        Path good = Files.writeString(folder.resolve("good.yaml"), "name: Good\ninherits: [system, if-mib]\n");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "name: Bad\ngroups: {host: {evry: 60s}}\n");

        assertEquals(0, run("lint", good.toString()));
        assertEquals(2, run("lint", good.toString(), bad.toString()));

        assertTrue(out.toString().contains("good.yaml: good, \"Good\""), out.toString());
        assertTrue(err.toString().contains("bad.yaml:2: groups.host.evry"), err.toString());
        assertTrue(err.toString().contains("did you mean \"every\"?"), err.toString());
        assertFalse(out.toString().contains("Bad"));
    }

    private int run(String... args) {
        return new CommandLine(new ProfileCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private static String walk(String name) {
        Path file = WALKS.resolve(name);
        assumeTrue(Files.exists(file), "recorded devices are not beside the checkout: " + WALKS);
        return file.toString();
    }
}
