package vn.tram.simulator.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tram.agent.AgentMain;

/** {@code tram agent}, for the help: the launcher runs the agent's own start script. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Runs the agent of this machine. The launcher hands its options to the agent's own start script.")
public final class AgentCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "Its settings, YAML.")
    private Path config = Path.of("agent.yaml");

    @Override
    public Integer call() throws InterruptedException {
        AgentMain.main(new String[] {"--config", config.toString()});
        return 0;
    }
}
