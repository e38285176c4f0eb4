package vn.tram.simulator.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tram.sla.Definition;
import vn.tram.sla.Measure;
import vn.tram.sla.Result;
import vn.tram.sla.Sheet;

/** A sheet of availability as text for people, with columns that are aligned. */
final class SlaTable {

    private static final List<String> HEAD =
            List.of("", "available", "target", "met", "known", "down", "outages", "longest", "nodes", "below");

    private final Sheet sheet;
    private final int worst;

    SlaTable(Sheet sheet, int worst) {
        this.sheet = sheet;
        this.worst = worst;
    }

    void print(PrintWriter out) {
        Definition definition = sheet.definition();
        out.println(definition.name() + ", " + sheet.period().name() + ": "
                + sheet.period().from() + " to " + sheet.to() + ", as "
                + sheet.view().name().toLowerCase(Locale.ROOT));
        out.println("basis: " + definition.basis() + (definition.verified() ? "" : " [not verified]"));
        out.println("ledger: up to entry " + sheet.head().seq() + ", hash "
                + sheet.head().hash());
        out.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        sheet.groups().forEach(group -> rows.add(group(group)));
        sheet.nodes().stream().limit(worst).forEach(node -> rows.add(node(node)));
        lines(rows).forEach(out::println);
        int more = sheet.nodes().size() - worst;
        if (more > 0) {
            out.println("and " + more + " more nodes; --nodes N or --json shows them");
        }
        boolean unverified = definition.targets().stream().anyMatch(target -> !target.verified());
        if (unverified) {
            out.println("* nobody has compared this target with a source: it is not a legal figure");
        }
    }

    private static List<String> group(Sheet.Group group) {
        String by = group.by().name().toLowerCase(Locale.ROOT);
        String key = group.by() == Sheet.By.TIER ? group.key().toLowerCase(Locale.ROOT) : group.key();
        String label = group.by() == Sheet.By.ALL ? "all" : by + " " + (key.isEmpty() ? "(none)" : key);
        return row(label, group.measure(), group.target(), group.met(), "", "", group.nodes() + "", group.below() + "");
    }

    private static List<String> node(Result node) {
        String longest = node.outages() == 0 ? "" : duration(node.longest());
        return row(
                "node " + node.endpoint(),
                node.measure(),
                node.target(),
                node.met(),
                node.outages() + "",
                longest,
                "",
                "");
    }

    private static List<String> row(
            String label,
            Measure measure,
            Definition.@Nullable Target target,
            @Nullable Boolean met,
            String outages,
            String longest,
            String nodes,
            String below) {
        return List.of(
                label,
                percent(measure.thousandths()),
                target == null ? "" : percent(target.thousandths()) + (target.verified() ? "" : "*"),
                met == null ? "" : met ? "yes" : "NO",
                percent(measure.known()),
                measure.isKnown() ? duration(measure.down()) : "",
                outages,
                longest,
                nodes,
                below);
    }

    private static String percent(int thousandths) {
        return thousandths < 0 ? "-" : String.format(Locale.ROOT, "%d.%03d", thousandths / 1000, thousandths % 1000);
    }

    private static String duration(long millis) {
        Duration length = Duration.ofMillis(millis);
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", length.toHours(), length.toMinutesPart(), length.toSecondsPart());
    }

    private static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                String space = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? cell + space : "  " + space + cell);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
