package vn.tram.simulator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tram.profiles.file.BadFileException;
import vn.tram.simulator.bench.AgentBench;
import vn.tram.simulator.bench.CoreBench;
import vn.tram.simulator.bench.DemoBench;
import vn.tram.simulator.bench.DetectBench;
import vn.tram.simulator.bench.IngestBench;
import vn.tram.simulator.bench.SnmpBench;

/** {@code tram bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures this machine and prints lines of name=value. There are: agent, ingest, demo, snmp, core,"
                        + " detect.")
public final class BenchCommand implements Callable<Integer> {

    /** In each Send, at most. */
    private static final int READINGS = 20;

    private static final Duration DEMO_SETTLING = Duration.ofMinutes(3);

    @Parameters(
            paramLabel = "NAME",
            description = {
                "agent: what the agent of a device costs, and how soon it is registered.",
                "ingest: readings a second from devices to the disk.",
                "demo: what the demo costs, and how old its wall is.",
                "snmp: how fast and cheaply one agent asks many devices, and how soon a trap is seen.",
                "core: what the core takes, how soon a restart is over, and what the ledger of a node costs a year.",
                "detect: how soon a cut is an incident on the live feed, at 364 and at 4,000 nodes."
            })
    private String name = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "0",
            description = "How long (agent 60, ingest 20 for each rate, demo 600, snmp 15, detect 30).")
    private int seconds;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description =
                    "Sessions, devices asked, or nodes (364, snmp 500, core 4000; detect: the greater number, 4000).")
    private int devices;

    @Option(names = "--interfaces", paramLabel = "N", defaultValue = "10", description = "snmp: of each device (10).")
    private int interfaces;

    @Option(
            names = "--farm",
            paramLabel = "PORT",
            description = "snmp: devices answer already at this port of 127.1.0.1, 127.1.0.2 and on.")
    private int farm;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Readings a second offered; 0 for all it takes, and the highest with p99 < 250 ms.")
    private int rate;

    @Override
    public Integer call() throws IOException, GeneralSecurityException, BadFileException, InterruptedException {
        Path folder = Files.createTempDirectory("tram-bench");
        switch (name) {
            case "agent" ->
                AgentBench.run(new AgentBench.Plan(folder, home(), time(60))).print(System.out);
            case "ingest" ->
                IngestBench.run(new IngestBench.Plan(folder, count(364), READINGS, rate, time(20)), System.out);
            case "demo" ->
                DemoBench.run(new DemoBench.Plan(folder, count(364), time(600), DEMO_SETTLING))
                        .print(System.out);
            case "snmp" ->
                SnmpBench.run(new SnmpBench.Plan(folder, home(), count(500), interfaces, farm, time(15)), System.out);
            case "detect" -> DetectBench.run(folder, 364, count(4_000), time(30), System.out);
            case "core" -> new CoreBench(folder, count(4_000)).run(System.out);
            default ->
                throw new CommandProblem(
                        CommandProblem.USAGE,
                        "bench: must be agent, ingest, demo, snmp, core or detect, was \"" + name + "\"");
        }
        delete(folder);
        return 0;
    }

    /** After a bench that succeeded; what failed leaves its logs. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("tram.home", ".")).toAbsolutePath();
    }

    private int count(int usual) {
        return devices == 0 ? usual : devices;
    }

    private Duration time(int usualSeconds) {
        return Duration.ofSeconds(seconds == 0 ? usualSeconds : seconds);
    }
}
