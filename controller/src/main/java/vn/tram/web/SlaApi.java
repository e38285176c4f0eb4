package vn.tram.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tram.sla.Definition;
import vn.tram.sla.Period;
import vn.tram.sla.View;
import vn.tram.web.SheetView.DefinitionView;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Query;
import vn.tram.web.http.Request;

/** {@code /sla}: availability of a month or a quarter, computed from the ledger. */
final class SlaApi {

    private final InstantSource clock;
    private final SlaSheets sheets;

    SlaApi(InstantSource clock, SlaSheets sheets) {
        this.clock = clock;
        this.sheets = sheets;
    }

    private record Listed(List<DefinitionView> definitions) {}

    Answer definitions(Request request) {
        request.query().done();
        return Answer.json(
                new Listed(sheets.definitions().stream().map(DefinitionView::of).toList()));
    }

    Answer sheet(Request request) {
        Query query = request.query();
        Definition definition = definition(query);
        Period period = period(query, definition);
        View asked = query.choice("view", View.class);
        query.done();
        Period begun = Objects.requireNonNull(period, "period");
        return Answer.json(SheetView.of(sheets.sheet(definition, begun, asked == null ? View.CORRECTED : asked)));
    }

    private Definition definition(Query query) {
        List<Definition> all = sheets.definitions();
        String name = query.text("definition");
        for (Definition definition : all) {
            if (definition.name().equals(name)) {
                return definition;
            }
        }
        if (name != null) {
            List<String> names = all.stream().map(Definition::name).toList();
            query.problem("definition", "must be one of " + names, name);
        }
        return all.get(0);
    }

    /** Null only with a problem. */
    private @Nullable Period period(Query query, Definition definition) {
        String month = query.text("month");
        String quarter = query.text("quarter");
        Instant now = clock.instant();
        String present = YearMonth.from(now.atZone(definition.zone())).toString();
        String key = quarter == null ? "month" : "quarter";
        String name = quarter != null ? quarter : month != null ? month : present;
        if (month != null && quarter != null) {
            query.problem("quarter", "must be given without month", quarter);
        }
        boolean isQuarter = name.contains("Q");
        Period period = isQuarter == (quarter != null) ? Period.parse(name, definition.zone()) : null;
        if (period == null || !period.from().isBefore(now)) {
            query.problem(key, "must have begun, and be such as " + (quarter == null ? "2026-10" : "2026-Q4"), name);
        }
        return period;
    }
}
