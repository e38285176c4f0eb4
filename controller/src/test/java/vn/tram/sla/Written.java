package vn.tram.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sla.Entry.Kind;
import vn.tram.state.Health;

/** A ledger that a test writes by hand, and what is computed from it. */
final class Written {

    static final Instant OCTOBER = Instant.parse("2026-09-30T17:00:00Z");
    static final Instant NOVEMBER = Instant.parse("2026-10-31T17:00:00Z");
    static final long MONTH = Duration.ofDays(31).toMillis();

    private final List<Entry> entries = new ArrayList<>();
    private Head head = Head.EMPTY;

    static Instant at(String time) {
        return Instant.parse(time);
    }

    /** A commune's connection point, up since before October. */
    static Written upSinceSeptember(String endpoint) {
        return new Written()
                .placed(endpoint, Site.Tier.COMMUNE, "09286", "VNPT")
                .says(at("2026-09-20T00:00:00Z"), endpoint, Health.UP);
    }

    Written placed(String endpoint, Site.Tier tier, String unit, String carrier) {
        String text = new Placement(Node.Kind.CONNECTION_POINT, tier, unit, "256", carrier).text();
        return add(Kind.PLACEMENT, at("2026-09-20T00:00:00Z"), endpoint, null, null, null, null, text);
    }

    Written says(Instant at, String endpoint, Health verdict) {
        return add(Kind.VERDICT, at, endpoint, null, null, verdict, null, "");
    }

    Written down(Instant shown, Instant began, String endpoint) {
        return add(Kind.VERDICT, shown, endpoint, began, null, Health.DOWN, null, "");
    }

    Written controllerOff(Instant from, Instant to) {
        return add(Kind.CONTROLLER, to, "", from, to, null, Entry.OURS, "");
    }

    Written corrected(
            Instant at, String endpoint, Instant from, Instant to, @Nullable Health verdict, @Nullable String cause) {
        return add(Kind.CORRECTION, at, endpoint, from, to, verdict, cause, "");
    }

    Written maintenance(String endpoint, Instant from, Instant to) {
        add(Kind.MAINTENANCE_BEGAN, from, endpoint, null, null, null, null, "");
        return add(Kind.MAINTENANCE_ENDED, to, endpoint, null, null, null, null, "");
    }

    private Written add(
            Kind kind,
            Instant at,
            String endpoint,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Health verdict,
            @Nullable String cause,
            String why) {
        Entry entry = new Entry(head.seq() + 1, kind, at, endpoint, Entry.NODE, from, to, null, verdict, cause, why, "")
                .after(head.hash());
        head = Head.of(entry);
        entries.add(entry);
        return this;
    }

    List<Interval> intervals(String endpoint, View view, Instant from, Instant to) {
        Timelines timelines = new Timelines(view, from, to);
        entries.forEach(timelines::accept);
        return timelines.end(endpoint, Entry.NODE);
    }

    Sheet sheet(Definition definition, String period, View view) {
        return sheet(definition, period, view, NOVEMBER.plus(Duration.ofDays(100)));
    }

    Sheet sheet(Definition definition, String name, View view, Instant now) {
        Period period = Period.parse(name, definition.zone());
        if (period == null) {
            throw new IllegalArgumentException(name);
        }
        Instant to = now.isBefore(period.to()) ? now : period.to();
        Timelines timelines = new Timelines(view, period.from(), to);
        entries.forEach(timelines::accept);
        return Sheet.of(definition, period, to, view, timelines);
    }

    /** Of the only node in October. */
    Result october(Definition definition) {
        return sheet(definition, "2026-10", View.CORRECTED).nodes().get(0);
    }

    static Definition definition(String... lines) {
        String yaml = "name: x\ntitle: {vi: a, en: b}\nbasis: none\n" + String.join("\n", lines);
        try {
            return DefinitionReader.read(YamlMap.parse("x.yaml", yaml));
        } catch (BadFileException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static final Definition UPTIME = definition("kind: uptime", "excluded-causes: [OURS]");
    static final Definition Y1540 = definition("kind: y1540", "interval: 5m", "loss: 75", "excluded-causes: [OURS]");
    static final Definition MEF =
            definition("kind: mef", "interval: 10s", "consecutive: 10", "loss: 50", "maintenance: excluded");
}
