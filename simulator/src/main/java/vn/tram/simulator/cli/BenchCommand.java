package vn.tram.simulator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tram.simulator.bench.IngestBench;

/** {@code tram bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures this machine and prints lines of name=value. There is: ingest.")
public final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "ingest: readings a second from devices to the disk.")
    private String name = "";

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description = "How long (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--devices", paramLabel = "N", defaultValue = "364", description = "Sessions (${DEFAULT-VALUE}).")
    private int devices;

    @Option(
            names = "--sends",
            paramLabel = "N",
            defaultValue = "0",
            description = "Sends a second of all devices together; 0 for as fast as they are answered.")
    private int sends;

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
        if (!name.equals("ingest")) {
            throw new CommandProblem(CommandProblem.USAGE, "bench: must be ingest, was \"" + name + "\"");
        }
        Path folder = Files.createTempDirectory("tram-bench");
        IngestBench.run(new IngestBench.Plan(folder, devices, 20, sends, Duration.ofSeconds(seconds)))
                .print(System.out);
        return 0;
    }
}
