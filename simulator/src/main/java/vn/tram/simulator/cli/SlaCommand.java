package vn.tram.simulator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.tram.controller.SlaDefinitions;
import vn.tram.controller.SlaSheets;
import vn.tram.profiles.file.BadFileException;
import vn.tram.sla.Chain;
import vn.tram.sla.Definition;
import vn.tram.sla.Period;
import vn.tram.sla.Sheet;
import vn.tram.sla.View;
import vn.tram.store.LedgerReader;
import vn.tram.web.SheetView;
import vn.tram.web.http.Json;

/** {@code tram sla}: availability, computed again from the ledger of a controller on this machine, running or not. */
@Command(
        name = "sla",
        mixinStandardHelpOptions = true,
        description = "Computes availability from a controller's ledger, which is checked on the way.",
        footer = {
            "",
            "Exits with 1 and names the entry when the ledger was changed; nothing is computed from it then.",
            "docs/sla.md says how to compute the same by hand."
        })
public final class SlaCommand implements Callable<Integer> {

    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Which controller. */
    static final class Where {
        @Option(names = "--config", paramLabel = "FILE", description = "The settings file of the controller.")
        private @Nullable Path config;

        @Option(names = "--data", paramLabel = "FOLDER", description = "Its data folder, or that of the demo.")
        private @Nullable Path data;
    }

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(names = "--month", paramLabel = "YYYY-MM", description = "Such as 2026-10.")
    private @Nullable String month;

    @Option(names = "--quarter", paramLabel = "YYYY-QN", description = "Such as 2026-Q4.")
    private @Nullable String quarter;

    @Option(
            names = "--definition",
            paramLabel = "NAME",
            defaultValue = "uptime",
            description = "What counts as available (${DEFAULT-VALUE}).")
    private String definition = "uptime";

    @Option(
            names = "--view",
            paramLabel = "VIEW",
            defaultValue = "corrected",
            description = "corrected, or shown: without what was learned later (${DEFAULT-VALUE}).")
    private View view = View.CORRECTED;

    @Option(names = "--up-to", paramLabel = "SEQ", description = "As the ledger was when that entry was its last.")
    private long upTo = Long.MAX_VALUE;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "10", description = "How many of the worst (10).")
    private int nodes = 10;

    @Option(names = "--json", description = "As one JSON document, with every node.")
    private boolean json;

    @Option(names = "--verify", description = "Only checks the ledger and names its last entry.")
    private boolean verify;

    public SlaCommand() {
        this(InstantSource.system());
    }

    SlaCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Path data = data();
        try (LedgerReader ledger = LedgerReader.open(data.resolve("store"))) {
            PrintWriter out = spec.commandLine().getOut();
            if (verify) {
                Chain chain = SlaSheets.verify(ledger);
                check(chain);
                out.println("whole: " + chain.head().seq() + " entries, the last one's hash is "
                        + chain.head().hash());
                return 0;
            }
            Definition found = definition(SlaDefinitions.load(data));
            Period period = period(found);
            Chain chain = new Chain();
            Sheet sheet = SlaSheets.compute(ledger, found, period, view, upTo, clock.instant(), chain);
            check(chain);
            if (json) {
                out.println(Json.write(SheetView.of(sheet)));
            } else {
                new SlaTable(sheet, nodes).print(out);
            }
            return 0;
        } catch (BadFileException e) {
            throw new CommandProblem(CommandProblem.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static void check(Chain chain) {
        if (chain.problem() != null) {
            throw new CommandProblem(CommandProblem.FAILED, "ledger: " + chain.problem());
        }
    }

    /** Of the controller; the demo's is in its own. */
    private Path data() {
        Path config = where.config;
        if (config != null) {
            return ControllerSettings.read(config).data();
        }
        Path data = where.data == null ? Path.of("") : where.data;
        Path demos = data.resolve("controller");
        return Files.isDirectory(demos.resolve("store")) ? demos : data;
    }

    private Definition definition(List<Definition> all) {
        for (Definition one : all) {
            if (one.name().equals(definition)) {
                return one;
            }
        }
        String names = all.stream().map(Definition::name).collect(Collectors.joining(", "));
        throw new CommandProblem(
                CommandProblem.USAGE, "--definition: must be one of " + names + ", was \"" + definition + "\"");
    }

    private Period period(Definition found) {
        String option = quarter == null ? "--month" : "--quarter";
        String asked = quarter == null ? month : quarter;
        if (asked == null || month != null && quarter != null) {
            throw new CommandProblem(CommandProblem.USAGE, "one of --month and --quarter must be given");
        }
        boolean rightForm = (quarter == null) == !asked.toUpperCase(Locale.ROOT).contains("Q");
        Period period = rightForm ? Period.parse(asked.toUpperCase(Locale.ROOT), found.zone()) : null;
        if (period == null) {
            String such = quarter == null ? "2026-10" : "2026-Q4";
            throw new CommandProblem(
                    CommandProblem.USAGE, option + ": must be such as " + such + ", was \"" + asked + "\"");
        }
        if (!period.from().isBefore(clock.instant())) {
            throw new CommandProblem(CommandProblem.USAGE, option + ": must have begun, was " + asked);
        }
        return period;
    }
}
