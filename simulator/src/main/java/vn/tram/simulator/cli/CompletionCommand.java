package vn.tram.simulator.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tram completion bash|zsh}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints what makes the shell complete commands and options: source <(./tram completion bash)")
public final class CompletionCommand implements Callable<Integer> {

    /** One script serves both: in zsh it loads the emulation of bash's completion. */
    enum Shell {
        BASH,
        ZSH
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print("# " + shell.name().toLowerCase(java.util.Locale.ROOT) + "\n"
                        + AutoComplete.bash("tram", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
