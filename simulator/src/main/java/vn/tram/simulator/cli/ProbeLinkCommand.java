package vn.tram.simulator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.tram.agent.ProbeCommand;

/** {@code tram probe}: the agent's own, which is also {@code tram-agent probe} and reads the values. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description =
                "Tests the line to a peer: losses each way, round trips, jitter, classes, and an estimate of speech.",
        footer = {"", "Exits with 0 when something was answered, with 1 when nothing was."})
public final class ProbeLinkCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "HOST[:PORT]", description = "The peer.")
    private String target = "";

    @Option(names = "--via", paramLabel = "METHOD", description = "stamp (RFC 8762, port 862), icmp or tcp (stamp).")
    private @Nullable String via;

    @Option(names = "--count", paramLabel = "N", description = "How many probes, 1 to 100000 (10).")
    private @Nullable String count;

    @Option(names = "--rate", paramLabel = "R", description = "How many a second, 1 to 100 (1).")
    private @Nullable String rate;

    @Option(names = "--dscp", paramLabel = "CLASS", description = "Such as EF, AF41, CS5 or 46 (0).")
    private @Nullable String dscp;

    @Option(names = "--size", paramLabel = "BYTES", description = "Of each packet after the UDP or ICMP header.")
    private @Nullable String size;

    @Option(names = "--key", paramLabel = "FILE", description = "The key of signed STAMP, the file's first line.")
    private @Nullable String key;

    @Option(names = "--ssid", paramLabel = "N", description = "Id of the STAMP session, 0 to 65535 (0).")
    private @Nullable String ssid;

    @Option(
            names = "--clock-error",
            paramLabel = "US",
            description = "This clock is right to so many microseconds; for one-way delays.")
    private @Nullable String clockError;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "vi or en (the terminal's).")
    private @Nullable String language;

    @Option(names = "--json", description = "One JSON document at the end.")
    private boolean json;

    @Override
    public Integer call() {
        List<String> words = new ArrayList<>(List.of(target));
        add(words, "--via", via);
        add(words, "--count", count);
        add(words, "--rate", rate);
        add(words, "--dscp", dscp);
        add(words, "--size", size);
        add(words, "--key", key);
        add(words, "--ssid", ssid);
        add(words, "--clock-error", clockError);
        add(words, "--language", language);
        if (json) {
            words.add("--json");
        }
        return new ProbeCommand(spec.commandLine().getOut(), spec.commandLine().getErr())
                .runUntilStopped(words.toArray(new String[0]));
    }

    static void add(List<String> words, String name, @Nullable String value) {
        if (value != null) {
            words.add(name);
            words.add(value);
        }
    }
}
