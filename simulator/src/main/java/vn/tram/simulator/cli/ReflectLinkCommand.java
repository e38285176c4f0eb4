package vn.tram.simulator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.tram.agent.ReflectCommand;

/** {@code tram reflect}: the agent's own, which is also {@code tram-agent reflect} and reads the values. */
@Command(
        name = "reflect",
        mixinStandardHelpOptions = true,
        description = "Answers the link probes of another site (RFC 8762) until it is stopped.")
public final class ReflectLinkCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--listen", paramLabel = "[ADDR:]PORT", description = "UDP (0.0.0.0:862).")
    private @Nullable String listen;

    @Option(names = "--key", paramLabel = "FILE", description = "Only what is signed with this key is answered.")
    private @Nullable String key;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "vi or en (the terminal's).")
    private @Nullable String language;

    @Override
    public Integer call() {
        List<String> words = new ArrayList<>();
        ProbeLinkCommand.add(words, "--listen", listen);
        ProbeLinkCommand.add(words, "--key", key);
        ProbeLinkCommand.add(words, "--language", language);
        return new ReflectCommand(
                        spec.commandLine().getOut(), spec.commandLine().getErr())
                .runUntilStopped(words.toArray(new String[0]));
    }
}
