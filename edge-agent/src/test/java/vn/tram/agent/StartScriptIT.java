package vn.tram.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built program by its start script, and the archive of classes that makes its later starts quick. */
class StartScriptIT {

    private static final Path SCRIPT = Path.of("target/agent/bin/tram-agent").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder = Path.of("");

    private @Nullable Process agent;

    @BeforeEach
    void given_settings_of_an_agent_whose_broker_is_away() throws IOException {
        assumeTrue(Files.isExecutable(SCRIPT), "the program is not built: " + SCRIPT);
        Files.writeString(folder.resolve("agent.yaml"), """
                endpoint: hs-001
                broker: mqtt://127.0.0.1:1
                """);
    }

    @AfterEach
    void end() throws InterruptedException {
        Process running = agent;
        if (running != null) {
            running.destroy();
            assertTrue(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it ends when it is told to");
        }
    }

    @Test
    void the_first_start_makes_an_archive_of_classes_that_the_second_one_runs_from() throws Exception {
        start("1", "");
        Path archive = awaitArchive();
        assertEquals(List.of(archive), classFiles(), "nothing else is left over");
        end();

        // With this flag Java does not start at all without its archive.
        start("0", "-Xshare:on -Xlog:class+load:file=" + folder.resolve("loaded"));
        awaitStarted();
        assertTrue(loaded().anyMatch(
                        line -> line.contains(AgentMain.class.getName()) && line.contains("shared objects file")));
    }

    @Test
    void the_archive_of_another_java_is_replaced() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Path old = Files.writeString(folder.resolve("data/classes-17.jsa"), "of a Java that is gone");

        start("1", "");

        assertNotEquals(old, awaitArchive());
        assertFalse(Files.exists(old));
    }

    @Test
    void where_the_disk_has_no_room_for_an_archive_the_agent_runs_and_nothing_is_left_over() throws Exception {
        start("3", "", "sh", "-c", "ulimit -f 4096; exec \"$@\"", "sh");
        awaitStarted();
        await().atMost(PATIENCE).until(() -> classFiles().isEmpty());
        assertTrue(agent != null && agent.isAlive());
    }

    /** @param before the script, what runs it */
    private void start(String archiveAfter, String options, String... before) throws IOException {
        Path log = folder.resolve("log");
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                SCRIPT.toString(), "--config", folder.resolve("agent.yaml").toString()));
        ProcessBuilder program = new ProcessBuilder(command);
        program.environment().put("TRAM_AGENT_ARCHIVE_AFTER", archiveAfter);
        program.environment().put("TRAM_AGENT_JAVA_OPTS", options);
        agent = program.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private void awaitStarted() {
        await().atMost(PATIENCE)
                .until(() -> Files.readString(folder.resolve("log")).contains("agent hs-001 started"));
    }

    private Path awaitArchive() {
        return await().atMost(PATIENCE)
                .until(
                        () -> classFiles().stream()
                                .filter(file -> file.toString().endsWith(".jsa"))
                                .filter(file -> file.toFile().length() > 1_000_000)
                                .toList(),
                        found -> found.size() == 1)
                .get(0);
    }

    private List<Path> classFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("classes-"))
                    .toList();
        }
    }

    private Stream<String> loaded() throws IOException {
        return Files.readAllLines(folder.resolve("loaded")).stream();
    }
}
