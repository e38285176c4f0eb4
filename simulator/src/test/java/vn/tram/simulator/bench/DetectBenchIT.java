package vn.tram.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small province is cut for some seconds; how soon that is seen depends on the machine, and what is seen does not. */
class DetectBenchIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void each_cut_becomes_the_one_incident_that_names_its_cause() throws Exception {
        DetectBench.Result result =
                DetectBench.run(new DetectBench.Plan(folder, 40, Duration.ofSeconds(3), Duration.ofMillis(250), 1));

        assertTrue(result.cuts() >= 5, result::toString);
        assertEquals(0, result.missed(), result::toString);
        assertEquals(0, result.falseIncidents(), result::toString);
        assertTrue(result.p50Millis() >= 700 && result.p50Millis() < 5_000, result::toString);
    }
}
