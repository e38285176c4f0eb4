package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two sites with a router between them that may change the class of what it forwards; real programs, real nftables. */
class ProbeClassesIT {

    private static final String FAR = "10.251.9.2";
    private static final String TARGET = FAR + ":8620";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void a_router_that_bleaches_the_class_is_found_and_without_nft_the_class_is_unknown() throws Exception {
        try (Namespace near = Namespace.create("a");
                Namespace router = Namespace.create("b");
                Namespace far = Namespace.create("c")) {
            connect(near, router, far);
            try (Program reflector = Program.start(
                    folder.resolve("reflect.log"),
                    far.name,
                    Program.agentScript(),
                    "reflect",
                    "--listen",
                    "0.0.0.0:8620",
                    "--language",
                    "en")) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> said("reflect.log").contains("answering"));

                JsonNode kept = JsonMapper.shared().readTree(probe(near, "", "--dscp", "EF", "--json"));
                assertEquals(46, kept.get("dscpReceivedThere").intValue(), kept::toString);
                assertEquals(0, kept.get("dscpReceivedHere").intValue(), kept::toString);

                assertEquals(
                        0,
                        run(
                                router,
                                "nft add table ip bleach"
                                        + " && nft add chain ip bleach forward '{ type filter hook forward priority 0; }'"
                                        + " && nft add rule ip bleach forward ip daddr " + FAR + " ip dscp set cs0"));
                String bleached = probe(near, "", "--dscp", "EF", "--language", "vi");
                assertTrue(
                        bleached.contains("Lớp dịch vụ bị đổi trên đường truyền: gửi EF, đến nơi là CS0."), bleached);

                String blind = probe(near, "env PATH=/usr/bin:/bin ", "--dscp", "EF", "--language", "en");
                assertTrue(blind.contains("answers arrived here with unknown"), blind);
                assertTrue(reflector.process().isAlive());
                assertEquals(1, run(near, "nft list tables | grep -q tram_probe"), "a test leaves no table behind");
            }
            assertFalse(said("reflect.log").contains("Exception"), () -> said("reflect.log"));
        }
    }

    private static void connect(Namespace near, Namespace router, Namespace far) throws Exception {
        cable(near, router, "west", "10.251.8");
        cable(far, router, "east", "10.251.9");
        assertEquals(0, run(router, "echo 1 >/proc/sys/net/ipv4/ip_forward"));
        near.ip("route", "add", "default", "via", "10.251.8.1");
        far.ip("route", "add", "default", "via", "10.251.9.1");
        Assumptions.assumeTrue(run(near, "nft list tables") == 0, "classes are counted by nftables, which is missing");
    }

    private static void cable(Namespace site, Namespace router, String name, String network) throws Exception {
        site.ip("link", "add", "site", "type", "veth", "peer", "name", name, "netns", router.name);
        site.ip("addr", "add", network + ".2/24", "dev", "site");
        site.ip("link", "set", "site", "up");
        router.ip("addr", "add", network + ".1/24", "dev", name);
        router.ip("link", "set", name, "up");
    }

    /** Long enough for the reflector to have counted twice. */
    private String probe(Namespace from, String before, String... options) throws Exception {
        Path log = folder.resolve("probe.log");
        List<String> words = new ArrayList<>(List.of(
                "sh",
                "-c",
                "exec " + before + Program.agentScript() + " probe " + TARGET + " --count 60 --rate 20 \"$@\"",
                "probe"));
        words.addAll(List.of(options));
        try (Program program = Program.start(log, from.name, words.toArray(new String[0]))) {
            assertTrue(program.process().waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, program.process().exitValue(), () -> said("probe.log"));
        }
        return said("probe.log");
    }

    private static int run(Namespace namespace, String shell) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ip", "netns", "exec", namespace.name, "sh", "-c", shell)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    private String said(String log) {
        try {
            Path file = folder.resolve(log);
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
