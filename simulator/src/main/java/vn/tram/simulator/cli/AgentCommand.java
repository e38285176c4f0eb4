package vn.tram.simulator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tram.agent.AgentMain;

/** {@code tram agent}, for the help and the shell: the launcher runs the agent's own start script, which reads the same. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Runs the agent of this machine. The launcher hands its options to the agent's own start script.")
public final class AgentCommand implements Callable<Integer> {

    @Option(names = "--config", paramLabel = "FILE", description = "Its settings, YAML.")
    private @Nullable String config;

    @Option(
            names = "--claim",
            paramLabel = "CLAIM",
            description = "One-time claim that an engineer made at the controller, for the first start.")
    private @Nullable String claim;

    @Option(names = "--endpoint", paramLabel = "NAME", description = "The device's name at the controller.")
    private @Nullable String endpoint;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where it keeps its data (tram-agent-data), without --config.")
    private @Nullable String data;

    @Override
    public Integer call() throws InterruptedException {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--config", config);
        add(arguments, "--claim", claim);
        add(arguments, "--endpoint", endpoint);
        add(arguments, "--data", data);
        AgentMain.main(arguments.toArray(new String[0]));
        return 0;
    }

    private static void add(List<String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.add(name);
            arguments.add(value);
        }
    }
}
