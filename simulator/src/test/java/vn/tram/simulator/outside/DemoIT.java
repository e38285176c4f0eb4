package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a program: how it ends, what it leaves, and what the next one finds. */
class DemoIT {

    private static final int SIGINT = 128 + 2;
    private static final int SIGTERM = 128 + 15;

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void nothing_there() {
        data = folder.resolve("demo");
        Program.agentScript();
    }

    @Test
    void it_ends_by_ctrl_c_in_order_and_the_next_one_finds_its_data_and_ends_what_was_left_behind() throws Exception {
        try (Program first = demo("first", "--port", "0")) {
            first.line("ready ");
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(data.resolve("agent/data/device.pem")));
            interrupt(first);
            assertEquals(SIGINT, first.exitCode());
            assertEquals(0, agents());
        }
        byte[] authority = Files.readAllBytes(data.resolve("controller/ca/ca.crt"));
        byte[] device = Files.readAllBytes(data.resolve("agent/data/device.pem"));

        try (Program killed = demo("killed", "--port", "0")) {
            killed.line("sign in as ");
            await().until(() -> agents() == 1);
            killed.process().destroyForcibly().waitFor();
            await().until(() -> agents() == 1);
        }
        try (Program last = demo("last", "--port", "0")) {
            last.line("sign in as ");
            await().until(() -> agents() == 1);
            last.process().destroy();
            assertEquals(SIGTERM, last.exitCode());
            assertEquals(0, agents());
            assertEquals(
                    List.of(),
                    last.said().lines().filter(line -> line.startsWith("\tat ")).toList());
        }
        assertArrayEquals(authority, Files.readAllBytes(data.resolve("controller/ca/ca.crt")));
        assertArrayEquals(device, Files.readAllBytes(data.resolve("agent/data/device.pem")));
        assertEquals("3", Files.readString(data.resolve("runs")).strip());
    }

    @Test
    void what_is_in_its_way_is_said_in_one_sentence_with_what_to_do() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(other.getLocalPort());
            refuses(
                    3,
                    "port " + port + " on 127.0.0.1 is taken by another program; choose another one with --port",
                    "--port",
                    port);
        }
        refuses(2, "--port: must be 0 to 65535, was 99999", "--port", "99999");
        refuses(2, "nodes: must be 20 to 20000, were 3", "--port", "0", "--nodes", "3");
        Files.createFile(data);
        refuses(3, data + " cannot be made; choose another folder with --data", "--port", "0");
    }

    private void refuses(int code, String sentence, String... options) throws Exception {
        try (Program demo = demo("refused", options)) {
            assertEquals(code, demo.exitCode());
            assertEquals("tram: " + sentence + "\n", demo.said());
        }
    }

    private Program demo(String log, String... options) throws IOException {
        // A shell's background job ignores SIGINT, and whatever it starts inherits that.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtram.home=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "vn.tram.simulator.Tram",
                "demo",
                "--data",
                data.toString()));
        if (!Arrays.asList(options).contains("--nodes")) {
            command.addAll(List.of("--nodes", "20"));
        }
        command.addAll(List.of(options));
        return Program.start(folder.resolve(log), command);
    }

    private static void interrupt(Program program) throws IOException, InterruptedException {
        String pid = String.valueOf(program.process().pid());
        assertEquals(0, new ProcessBuilder("kill", "-INT", pid).start().waitFor());
        assertTrue(program.process().isAlive() || program.process().exitValue() == SIGINT);
    }

    /** Agents of this demo that run; not the shell beside one that waits to make its archive. */
    private long agents() {
        String settings = data.resolve("agent/agent.yaml").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> Arrays.asList(process.info().arguments().orElse(new String[0]))
                        .contains(settings))
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(ProcessHandle::isAlive)
                .count();
    }
}
