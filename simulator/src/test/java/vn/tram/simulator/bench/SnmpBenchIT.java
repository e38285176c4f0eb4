package vn.tram.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench of the collector runs to its end; how quick it is depends on the machine. */
@Tag("alone")
class SnmpBenchIT {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void twenty_devices_are_asked_beside_the_other_programs_and_a_trap_is_seen() throws Exception {
        assumeTrue(
                Files.isExecutable(HOME.resolve("edge-agent/target/agent/bin/tram-agent")), "the agent is not built");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        SnmpBench.run(
                new SnmpBench.Plan(folder, HOME, 20, 3, 0, Duration.ofSeconds(2)),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        Map<String, String> figures = printed.toString(StandardCharsets.UTF_8)
                .lines()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
        for (String name : new String[] {"rows_per_s", "cpu_s_per_1000_devices", "rss_20_mb", "trap_to_noc_ms"}) {
            assertTrue(Double.parseDouble(figures.getOrDefault(name, "0")) > 0, name + " of " + printed);
        }
        assertTrue(figures.containsKey("ratio_snmpbulkwalk"), printed::toString);
        assertTrue(figures.containsKey("ratio_snmp_exporter"), printed::toString);
    }
}
