package vn.tram.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench of the agent runs to its end; how quick it is depends on the machine. */
@Tag("alone")
class AgentBenchIT {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_built_agent_is_started_registered_and_weighed() throws Exception {
        assumeTrue(
                Files.isExecutable(HOME.resolve("edge-agent/target/agent/bin/tram-agent")), "the agent is not built");

        AgentBench.Result result = AgentBench.run(new AgentBench.Plan(folder, HOME, Duration.ofSeconds(1)));

        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        result.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertTrue(printed.toString(StandardCharsets.UTF_8).startsWith("rss_mb="), printed::toString);
        assertTrue(result.anonymousMb() > 0 && result.anonymousMb() < result.rssMb(), result::toString);
        assertTrue(result.archiveMb() > 1, result::toString);
        assertTrue(result.classPathMb() < 12, result::toString);
    }
}
