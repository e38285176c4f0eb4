package vn.tram.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench of the way from devices to the disk runs to its end; how quick that is depends on the machine. */
@Tag("alone")
class IngestBenchIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void devices_in_a_process_of_their_own_send_at_the_offered_rate_and_are_answered() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        IngestBench.run(
                new IngestBench.Plan(folder, 4, 20, 400, Duration.ofSeconds(2)),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(6, lines.size(), printed::toString);
        assertTrue(lines.get(0).matches("durable_readings_per_s=[1-9][0-9]*"), printed::toString);
        assertTrue(lines.get(2).matches("p99_ms=[0-9]+"), printed::toString);
    }
}
