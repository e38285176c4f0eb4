package vn.tram.simulator.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tram.controller.ControllerMain;

/** {@code tram controller}. */
@Command(
        name = "controller",
        mixinStandardHelpOptions = true,
        description = "Runs the central end: broker, store and pages. Its settings are described in the README.")
public final class ControllerCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "Its settings, YAML.")
    private Path config = Path.of("controller.yaml");

    @Override
    public Integer call() {
        return ControllerMain.run(new String[] {"--config", config.toString()}, System.out, System.err);
    }
}
