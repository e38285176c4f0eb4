package vn.tram.simulator.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tram.flow.Rules;
import vn.tram.profiles.file.BadFileException;
import vn.tram.simulator.scenario.Scenario;
import vn.tram.simulator.scenario.ScenarioRun;

/** {@code tram sim run}: the whole core under simulated time and faults; {@code tram sim replay}: recorded devices. */
@Command(
        name = "sim",
        mixinStandardHelpOptions = true,
        description = "Runs stories in simulated time, and lets recorded devices live.",
        subcommands = {SimCommand.Run.class, ReplayCommand.class})
public final class SimCommand {

    private static final int BAD_USAGE = 2;

    /** {@code tram sim run SCENARIO --seed N}. */
    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Runs one scenario; exits with 0 only if every check held, with 1 if one did not.")
    static final class Run implements Callable<Integer> {

        @Parameters(paramLabel = "SCENARIO", description = "Such as district-fibre-cut.")
        private String name = "";

        @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same run. Default: 1.")
        private long seed = 1;

        @Override
        public Integer call() throws IOException {
            Scenario scenario;
            try {
                scenario = Scenario.named(name);
            } catch (BadFileException e) {
                System.err.println(e.getMessage());
                return BAD_USAGE;
            }
            ScenarioRun.Outcome outcome = run(scenario);
            outcome.violations().forEach(System.err::println);
            System.out.printf(
                    "%s seed=%d reports=%d backlog=%d lost=%d doubled=%d violations=%d%n",
                    scenario.name(),
                    seed,
                    outcome.reports(),
                    outcome.backlog(),
                    outcome.lost(),
                    outcome.doubled(),
                    outcome.violations().size());
            return outcome.violations().isEmpty() ? 0 : 1;
        }

        private ScenarioRun.Outcome run(Scenario scenario) throws IOException {
            Path disk = Files.createTempDirectory("tram-sim");
            try {
                return new ScenarioRun(scenario, seed, Rules.DEFAULTS, disk).run();
            } finally {
                try (Stream<Path> files = Files.walk(disk)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
        }
    }
}
