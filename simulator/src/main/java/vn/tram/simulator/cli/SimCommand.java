package vn.tram.simulator.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tram.flow.Rules;
import vn.tram.profiles.file.BadFileException;
import vn.tram.simulator.scenario.Break;
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

        @Option(names = "--days", paramLabel = "D", description = "Tells the story for so many days, 1 to 31.")
        private int days;

        @Option(names = "--tell", description = "Prints first what will happen.")
        private boolean tells;

        @Option(
                names = "--break",
                paramLabel = "PART",
                description =
                        "Takes a part out of the core, so that the run must fail: hysteresis, suppression, late-data.")
        private List<String> breaks = List.of();

        @Override
        public Integer call() throws IOException {
            Scenario scenario;
            Set<Break> parts;
            try {
                scenario = Scenario.named(name);
                scenario = lasting(scenario);
                parts = parts();
            } catch (BadFileException e) {
                System.err.println(e.getMessage());
                return BAD_USAGE;
            }
            ScenarioRun.Outcome outcome = run(scenario, parts);
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

        private Scenario lasting(Scenario scenario) throws CommandProblem {
            if (days == 0) {
                return scenario;
            }
            if (days < 1 || days > 31) {
                throw new CommandProblem(CommandProblem.USAGE, "--days: must be 1 to 31, was " + days);
            }
            return scenario.lasting(Duration.ofDays(days));
        }

        private Set<Break> parts() throws CommandProblem {
            Set<Break> parts = EnumSet.noneOf(Break.class);
            for (String name : breaks) {
                String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
                Break part = Stream.of(Break.values())
                        .filter(known -> known.name().equals(constant))
                        .findFirst()
                        .orElse(null);
                if (part == null) {
                    throw new CommandProblem(
                            CommandProblem.USAGE, "--break: must be hysteresis, suppression or late-data, was " + name);
                }
                parts.add(part);
            }
            return parts;
        }

        private ScenarioRun.Outcome run(Scenario scenario, Set<Break> parts) throws IOException {
            Path disk = Files.createTempDirectory("tram-sim");
            try {
                ScenarioRun run = new ScenarioRun(scenario, seed, Rules.DEFAULTS, disk, parts);
                if (tells) {
                    run.story().forEach(System.out::println);
                }
                return run.run();
            } finally {
                try (Stream<Path> files = Files.walk(disk)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
        }
    }
}
