package vn.tram.simulator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.controller.ControllerConfig;
import vn.tram.controller.RulesFile;
import vn.tram.flow.Rules;
import vn.tram.incident.Difference;
import vn.tram.incident.Incident;
import vn.tram.incident.IncidentRules;
import vn.tram.incident.Replay;
import vn.tram.inventory.Inventory;
import vn.tram.maintenance.Schedule;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.Quantity;
import vn.tram.sla.Entry;
import vn.tram.store.Archive;

/** {@code tram rules try}. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = {
            "Shows which incidents other rules would have made of the past.",
            "Replays every verdict in the outage ledger by the present rules and by those of FILE, and tells what differs."
        })
final class RulesTry implements Callable<Integer> {

    private static final int MOST = 100_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss").withZone(Schedule.ZONE);

    @Option(names = "--rules", required = true, paramLabel = "FILE", description = "The rules to try, YAML.")
    private Path file = Path.of("");

    @Option(names = "--last", paramLabel = "TIME", description = "How far back, such as 30d or 12h. Default: 30d")
    private String last = "30d";

    @Option(names = "--data", paramLabel = "FOLDER", description = "The controller's data folder.")
    private @Nullable Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "Its settings file, instead of the folder.")
    private @Nullable Path config;

    @Option(names = "--json", description = "As one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One replay after the other over the same entries. */
    private record Tried(List<Incident> present, List<Incident> other, List<Incident> was, long verdicts) {}

    @Override
    public Integer call() {
        Duration back = Quantity.duration(last);
        if (back == null || back.isZero()) {
            throw new CommandProblem(CommandProblem.USAGE, "--last: must be a time such as 30d, was \"" + last + "\"");
        }
        Instant now = Instant.now();
        Instant from = now.minus(back);
        try {
            Path folder = folder();
            Rules present =
                    RulesFile.read(config == null ? usual(folder) : RulesFile.of(ControllerSettings.read(config)));
            Rules other = RulesFile.read(file);
            Tried tried = replay(folder.resolve("store"), present.incident(), other.incident(), from, now);
            Difference difference = Difference.of(tried.present(), tried.other(), from);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(document(tried, difference, from, now));
            } else {
                print(out, tried, difference, from, now);
            }
            out.flush();
            return 0;
        } catch (BadFileException | IOException e) {
            throw new CommandProblem(CommandProblem.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private Path folder() {
        if ((data == null) == (config == null)) {
            throw new CommandProblem(CommandProblem.USAGE, "--data: must be given, or --config, and not both");
        }
        return data != null ? data : ControllerSettings.read(config).data();
    }

    private static @Nullable Path usual(Path folder) {
        return RulesFile.of(ControllerConfig.loopback(folder, 0, 0, 0));
    }

    private static Tried replay(Path store, IncidentRules present, IncidentRules other, Instant from, Instant now) {
        try (Archive archive = Archive.open(store)) {
            Inventory inventory = new Inventory();
            inventory.put(archive.sites(), archive.nodes());
            Replay one = new Replay(present, inventory);
            Replay two = new Replay(other, inventory);
            long[] verdicts = new long[1];
            archive.ledger().read(entry -> {
                one.tell(entry);
                two.tell(entry);
                verdicts[0] += entry.kind() == Entry.Kind.VERDICT && !entry.at().isBefore(from) ? 1 : 0;
                return true;
            });
            return new Tried(
                    Difference.within(one.until(now), from),
                    Difference.within(two.until(now), from),
                    archive.incidents(from, now, MOST),
                    verdicts[0]);
        }
    }

    private void print(PrintWriter out, Tried tried, Difference difference, Instant from, Instant now) {
        out.println("from " + TIME.format(from) + " to " + TIME.format(now) + ", " + tried.verdicts()
                + " verdicts in the ledger");
        out.println("%8d incidents as it was".formatted(tried.was().size()));
        out.println(
                "%8d by the present rules, replayed".formatted(tried.present().size()));
        out.println("%8d by %s: %d alike, %d otherwise, %d more, %d less"
                .formatted(
                        tried.other().size(),
                        file,
                        difference.same(),
                        difference.changed().size(),
                        difference.raised().size(),
                        difference.spared().size()));
        difference.raised().forEach(incident -> out.println("  + " + line(incident)));
        difference.spared().forEach(incident -> out.println("  - " + line(incident)));
        for (Difference.Pair pair : difference.changed()) {
            out.println("  ~ " + line(pair.before()));
            out.println("    " + line(pair.after()));
        }
    }

    private static String line(Incident incident) {
        Instant closedAt = incident.closedAt();
        String lasted = closedAt == null
                ? "open"
                : Quantity.write(Duration.ofSeconds(
                        Duration.between(incident.openedAt(), closedAt).toSeconds()));
        String what =
                incident.kind() + " " + incident.endpoint() + (incident.link() < 0 ? "" : " " + incident.detail());
        return "%s  %-40s %7s, %d under it, %d returns%s"
                .formatted(
                        TIME.format(incident.openedAt()),
                        what,
                        lasted,
                        incident.suppressed().size(),
                        returns(incident),
                        incident.level() > 0 ? ", escalated" : "");
    }

    private static long returns(Incident incident) {
        return incident.timeline().stream()
                .filter(step -> step.message().equals("incident.reopened"))
                .count();
    }

    private static String document(Tried tried, Difference difference, Instant from, Instant now) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("from", from.toString());
        document.put("to", now.toString());
        document.put("verdicts", tried.verdicts());
        document.put("was", tried.was().size());
        document.put("present", tried.present().size());
        document.put("other", tried.other().size());
        document.put("alike", difference.same());
        document.put("raised", all(difference.raised()));
        document.put("spared", all(difference.spared()));
        List<Object> changed = new ArrayList<>();
        difference
                .changed()
                .forEach(pair -> changed.add(Map.of("before", one(pair.before()), "after", one(pair.after()))));
        document.put("changed", changed);
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    private static List<Map<String, @Nullable Object>> all(List<Incident> incidents) {
        return incidents.stream().map(RulesTry::one).toList();
    }

    private static Map<String, @Nullable Object> one(Incident incident) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        Instant closedAt = incident.closedAt();
        one.put("kind", incident.kind().name());
        one.put("endpoint", incident.endpoint());
        one.put("link", incident.link());
        one.put("openedAt", incident.openedAt().toString());
        one.put("closedAt", closedAt == null ? null : closedAt.toString());
        one.put("suppressed", incident.suppressed());
        one.put("returns", returns(incident));
        one.put("level", incident.level());
        return one;
    }
}
