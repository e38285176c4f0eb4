package vn.tram.simulator.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vn.tram.profiles.file.BadFileException;

/**
 * How fast and how cheaply one agent asks many devices for their interfaces: replayed devices in a process of their own,
 * or others that answer at 127.1.0.1 and on; the collector in a process with the agent's heap; beside it
 * {@code snmpbulkwalk} and Prometheus' {@code snmp_exporter} with the same devices. Then how soon a trap is seen.
 */
public final class SnmpBench {

    private static final Path BULKWALK = Path.of("/usr/bin/snmpbulkwalk");
    private static final int PORT = 16_161;
    private static final int PEER_DEVICES = 100;
    private static final int TRAPS = 20;

    /** How many requests the exporter is given at a time; its best counts. */
    private static final List<Integer> AT_ONCE = List.of(8, 32, 128);

    /** ifTable and ifXTable have the objects that are asked for. */
    private static final List<String> TABLES = List.of("1.3.6.1.2.1.2.2", "1.3.6.1.2.1.31.1.1");

    /** As on a device: the start script's heap and compiler. */
    private static final List<String> AGENT_FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms6m", "-Xmx24m", "-XX:-UsePerfData");

    /**
     * What to do.
     *
     * @param folder for the recording
     * @param devices how many
     * @param interfaces of each; not more than the devices have when others answer
     * @param home of the project, where the built agent is
     * @param farmPort of devices that answer already; 0 for replayed ones
     * @param time how long it is measured
     */
    public record Plan(Path folder, Path home, int devices, int interfaces, int farmPort, Duration time) {}

    private final Plan plan;

    private SnmpBench(Plan plan) {
        this.plan = plan;
    }

    /** @throws IOException when a process cannot be started */
    public static void run(Plan plan, PrintStream out)
            throws IOException, GeneralSecurityException, BadFileException, InterruptedException {
        SnmpBench bench = new SnmpBench(plan);
        if (plan.farmPort() > 0) {
            bench.measure(plan.farmPort(), out);
            return;
        }
        Process farm = bench.farm();
        try {
            bench.measure(PORT, out);
        } finally {
            farm.destroy();
            farm.waitFor();
        }
    }

    private void measure(int port, PrintStream out)
            throws IOException, GeneralSecurityException, BadFileException, InterruptedException {
        String lines = load(port);
        out.print(lines);
        double ours = lines.lines()
                .filter(line -> line.startsWith("rows_per_s="))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('=') + 1)))
                .sum();
        if (Files.isExecutable(BULKWALK)) {
            double peer = bulkwalk(port);
            print(out, "snmpbulkwalk_rows_per_s=%.0f%nratio_snmpbulkwalk=%.1f%n", peer, ours / peer);
        } else {
            out.println("ratio_snmpbulkwalk=none");
        }
        exporter(port, ours, out);
        TrapDelay.Result traps = TrapDelay.measure(
                Files.createDirectory(plan.folder().resolve("traps")), plan.home(), SnmpLoad.address(0, port), TRAPS);
        print(out, "trap_to_noc_ms=%.0f%ntrap_to_noc_worst_ms=%.0f%n", traps.medianMillis(), traps.worstMillis());
    }

    private static void print(PrintStream out, String format, Object... figures) {
        out.printf(Locale.ROOT, format, figures);
    }

    private String load(int port) throws IOException, InterruptedException {
        List<String> command = java(AGENT_FLAGS, SnmpLoad.class.getName());
        command.addAll(List.of("" + plan.devices(), "" + port, "" + plan.time().toSeconds()));
        Process load = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String lines;
        try (InputStream said = load.getInputStream()) {
            lines = new String(said.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (load.waitFor() != 0) {
            throw new IOException("bench snmp: the collector ended with exit code " + load.exitValue());
        }
        return lines;
    }

    private void exporter(int port, double ours, PrintStream out) throws IOException, InterruptedException {
        try (SnmpExporter exporter = SnmpExporter.start(plan.folder())) {
            if (exporter == null) {
                out.println("ratio_snmp_exporter=none");
                return;
            }
            Duration each = plan.time().dividedBy(AT_ONCE.size());
            List<SnmpExporter.Result> results = new ArrayList<>();
            for (int atOnce : AT_ONCE) {
                results.add(exporter.scrape(plan.devices(), port, atOnce, each));
            }
            SnmpExporter.Result best =
                    Collections.max(results, Comparator.comparingDouble(SnmpExporter.Result::rowsPerSecond));
            print(
                    out,
                    "snmp_exporter_rows_per_s=%.0f%nsnmp_exporter_cpu_s_per_1000=%.4f%nsnmp_exporter_at_once=%d%n"
                            + "snmp_exporter_failed=%d%nratio_snmp_exporter=%.1f%n",
                    best.rowsPerSecond(),
                    best.cpuSecondsPer1000(),
                    best.atOnce(),
                    best.failures(),
                    ours / best.rowsPerSecond());
        }
    }

    private Process farm() throws IOException {
        Path recording = Files.writeString(plan.folder().resolve("router.snmprec"), recording());
        List<String> command = java(List.of(), "vn.tram.simulator.Tram");
        command.addAll(List.of("sim", "replay", recording.toString(), "--addresses", "--port", "" + PORT, "--devices"));
        command.add(Integer.toString(plan.devices()));
        Process farm = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // It names each device when all of them can be asked.
        InputStream said = farm.getInputStream();
        for (int lines = 0; lines < plan.devices(); ) {
            int octet = said.read();
            if (octet < 0) {
                throw new IOException("bench snmp: the replayed devices ended at their start");
            }
            lines += octet == '\n' ? 1 : 0;
        }
        return farm;
    }

    private String recording() {
        StringBuilder text = new StringBuilder("""
                1.3.6.1.2.1.1.1.0|4|A router
                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.8072.3.2.10
                1.3.6.1.2.1.1.3.0|67|90000
                """);
        for (int i = 1; i <= plan.interfaces(); i++) {
            String row = "." + i + "|";
            text.append("1.3.6.1.2.1.2.2.1.2")
                    .append(row)
                    .append("4|eth")
                    .append(i)
                    .append('\n');
            for (int column : new int[] {7, 8}) {
                text.append("1.3.6.1.2.1.2.2.1.").append(column).append(row).append("2|1\n");
            }
            text.append("1.3.6.1.2.1.2.2.1.9").append(row).append("67|0\n");
            for (int column : new int[] {10, 13, 14, 16, 19, 20}) {
                text.append("1.3.6.1.2.1.2.2.1.").append(column).append(row).append("65|7\n");
            }
            for (int column : new int[] {6, 10}) {
                text.append("1.3.6.1.2.1.31.1.1.1.").append(column).append(row).append("70|7\n");
            }
        }
        return text.toString();
    }

    private static List<String> java(List<String> flags, String main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        return command;
    }

    /** Rows a second of net-snmp's program, as many at a time as this machine does best with. */
    private double bulkwalk(int port) throws IOException, InterruptedException {
        int count = Math.min(PEER_DEVICES, plan.devices());
        String walks = TABLES.stream()
                .map(table -> BULKWALK + " -v2c -cpublic -Cr50 -Onq {} " + table)
                .collect(Collectors.joining("; ", "{ ", "; } >/dev/null 2>&1"));
        String hosts = IntStream.range(0, count)
                .mapToObj(i -> "127.1." + (i + 1) / 256 + "." + (i + 1) % 256 + ":" + port)
                .collect(Collectors.joining("\n"));
        Path list = Files.writeString(plan.folder().resolve("hosts"), hosts + "\n");
        int atOnce = 2 * Runtime.getRuntime().availableProcessors();
        ProcessBuilder builder = new ProcessBuilder(
                        "xargs", "-a", list.toString(), "-P", "" + atOnce, "-I{}", "sh", "-c", walks)
                .inheritIO();
        builder.environment().put("MIBS", "");
        builder.environment().put("MIBDIRS", "");
        builder.environment().put("SNMP_PERSISTENT_DIR", plan.folder().toString());
        long began = System.nanoTime();
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new IOException("bench snmp: snmpbulkwalk did not walk all devices");
        }
        return count * plan.interfaces() / ((System.nanoTime() - began) / 1e9);
    }
}
