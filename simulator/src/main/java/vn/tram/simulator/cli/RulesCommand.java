package vn.tram.simulator.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.tram.controller.RulesFile;
import vn.tram.profiles.file.BadFileException;

/** {@code tram rules show|lint|try}: by which rules incidents are made. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Shows, checks and tries the rules by which incidents are made.",
        subcommands = {RulesCommand.Show.class, RulesCommand.Lint.class, RulesTry.class})
public final class RulesCommand {

    private static final int DONE = 0;
    private static final int USAGE = 2;

    /** {@code tram rules show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints every rule with the value that it has.")
    static final class Show implements Callable<Integer> {

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "The settings file of a controller: its rules; without, those that come with Trạm.")
        private @Nullable Path config;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try {
                Path file = config == null ? null : RulesFile.of(ControllerSettings.read(config));
                String text = RulesFile.write(RulesFile.read(file));
                spec.commandLine().getOut().println("# " + (file == null ? "as Trạm comes" : file));
                spec.commandLine().getOut().print(text);
                spec.commandLine().getOut().flush();
                return DONE;
            } catch (BadFileException | IOException e) {
                throw new CommandProblem(CommandProblem.USAGE, String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code tram rules lint}. */
    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description = "Checks files of rules. Exit code 2 when something is wrong in one of them.")
    static final class Lint implements Callable<Integer> {

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rules, YAML.")
        private List<Path> files = List.of();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            int code = DONE;
            for (Path file : files) {
                try {
                    RulesFile.read(file);
                    spec.commandLine().getOut().println(file + ": good");
                } catch (BadFileException | IOException e) {
                    spec.commandLine().getErr().println(e.getMessage());
                    code = USAGE;
                }
            }
            return code;
        }
    }
}
