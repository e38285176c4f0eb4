package vn.tram.simulator.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tram.people.Role;
import vn.tram.people.User;
import vn.tram.store.People;
import vn.tram.web.account.Accounts;
import vn.tram.web.account.Passwords;

/** {@code tram user add|reset}: for a controller on this machine, running or not. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Adds people who may sign in to a controller on this machine, or gives them a new password.",
        subcommands = {UserCommand.Add.class, UserCommand.Reset.class})
public final class UserCommand {

    private static final Accounts.Actor CONSOLE = new Accounts.Actor(Accounts.CONSOLE, Accounts.CONSOLE);

    /** Which controller. */
    static final class Where {

        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description = "The settings file of the controller.")
        private Path config = Path.of("controller.yaml");

        int change(Function<Accounts, Accounts.Outcome> change) {
            try (People people =
                    People.open(ControllerSettings.read(config).data().resolve("store"))) {
                return report(change.apply(
                        new Accounts(people.users(), people.audit(), new Passwords(), InstantSource.system())));
            }
        }

        private static int report(Accounts.Outcome outcome) {
            User user = outcome.user();
            if (user == null) {
                throw new CommandProblem(CommandProblem.FAILED, String.valueOf(outcome.problem()));
            }
            System.out.println(user.name() + " may sign in as " + user.role());
            if (outcome.generated() != null) {
                System.out.println("password: " + outcome.generated());
            }
            return 0;
        }
    }

    /** {@code tram user add}. */
    @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a user and prints a password for them.")
    static final class Add implements Callable<Integer> {

        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "viewer, operator, engineer, publisher or administrator")
        private String role = "";

        @Override
        public Integer call() {
            @Nullable Role known = Role.parse(role);
            if (known == null) {
                String names = Arrays.stream(Role.values())
                        .map(one -> one.name().toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.joining(", "));
                throw new CommandProblem(
                        CommandProblem.USAGE, "role: must be one of " + names + ", was \"" + role + "\"");
            }
            return where.change(accounts -> accounts.add(CONSOLE, name, known, null));
        }
    }

    /** {@code tram user reset}. */
    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Gives a user a new password and prints it.")
    static final class Reset implements Callable<Integer> {

        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() {
            return where.change(accounts -> accounts.reset(CONSOLE, name, null));
        }
    }
}
