package vn.tram.simulator.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** What the launcher does itself, for the help and the shell. */
public abstract class LauncherCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** For Maven. */
    @Unmatched
    private String[] rest = {};

    private LauncherCommand() {}

    @Override
    public Integer call() {
        throw new CommandProblem(
                CommandProblem.USAGE,
                spec.name() + ": is done by the launcher; run ./tram in the project's folder"
                        + (rest.length == 0 ? "" : ", with the same options"));
    }

    /** {@code tram build}. */
    @Command(
            name = "build",
            mixinStandardHelpOptions = true,
            description = "Builds the programs, when they are not built.")
    public static final class Build extends LauncherCommand {}

    /** {@code tram test}. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Installs the real peers of the tests, and runs every check. Options go to Maven.")
    public static final class Test extends LauncherCommand {}
}
