package vn.tram.simulator;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import vn.tram.controller.Obstacle;
import vn.tram.simulator.cli.AgentCommand;
import vn.tram.simulator.cli.BenchCommand;
import vn.tram.simulator.cli.CommandProblem;
import vn.tram.simulator.cli.CompletionCommand;
import vn.tram.simulator.cli.ControllerCommand;
import vn.tram.simulator.cli.DemoCommand;
import vn.tram.simulator.cli.LauncherCommand;
import vn.tram.simulator.cli.PortalCommand;
import vn.tram.simulator.cli.ProbeLinkCommand;
import vn.tram.simulator.cli.ProfileCommand;
import vn.tram.simulator.cli.ReflectLinkCommand;
import vn.tram.simulator.cli.RulesCommand;
import vn.tram.simulator.cli.SimCommand;
import vn.tram.simulator.cli.SlaCommand;
import vn.tram.simulator.cli.UserCommand;

/** What {@code ./tram} runs when it has built. */
@Command(
        name = "tram",
        version = "tram 0.1.0",
        mixinStandardHelpOptions = true,
        description = "Keeps every connection point and Wi-Fi hotspot of a province up, provisioned and accounted for.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it ran and failed",
            "2:wrong usage, or a settings file with problems",
            "3:this machine lacks something",
            "130, 143:ended by Ctrl-C or SIGTERM, with everything closed"
        },
        subcommands = {
            DemoCommand.class,
            ControllerCommand.class,
            AgentCommand.class,
            SimCommand.class,
            BenchCommand.class,
            ProbeLinkCommand.class,
            ReflectLinkCommand.class,
            ProfileCommand.class,
            RulesCommand.class,
            PortalCommand.class,
            UserCommand.class,
            SlaCommand.class,
            CompletionCommand.class,
            LauncherCommand.Build.class,
            LauncherCommand.Test.class
        })
public final class Tram implements Runnable {

    private Tram() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Tram());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((problem, command, result) -> {
            command.getErr().println("tram: " + (problem.getMessage() == null ? problem : problem.getMessage()));
            if (problem instanceof Obstacle) {
                return CommandProblem.LACKING;
            }
            return problem instanceof CommandProblem known ? known.exitCode() : CommandProblem.FAILED;
        });
        return line;
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }
}
