package vn.tram.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.sla.Chain;
import vn.tram.sla.Definition;
import vn.tram.sla.Period;
import vn.tram.sla.Sheet;
import vn.tram.sla.Timelines;
import vn.tram.sla.View;
import vn.tram.store.LedgerReader;

/**
 * Computes sheets of availability from the ledger for the pages, one at a time. A sheet is kept for
 * a minute. Safe for use by many threads.
 */
public final class SlaSheets implements vn.tram.web.SlaSheets {

    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int KEPT = 16;

    private final LedgerReader ledger;
    private final List<Definition> definitions;
    private final InstantSource clock;
    private final Map<Asked, Kept> kept = new LinkedHashMap<>();

    private record Asked(String definition, String period, View view) {}

    private record Kept(Instant at, Sheet sheet) {}

    SlaSheets(LedgerReader ledger, List<Definition> definitions, InstantSource clock) {
        this.ledger = ledger;
        this.definitions = List.copyOf(definitions);
        this.clock = clock;
    }

    @Override
    public List<Definition> definitions() {
        return definitions;
    }

    @Override
    public synchronized Sheet sheet(Definition definition, Period period, View view) {
        Instant now = clock.instant();
        Asked asked = new Asked(definition.name(), period.name(), view);
        Kept known = kept.get(asked);
        if (known != null && !now.isBefore(known.at) && now.isBefore(known.at.plus(FRESH))) {
            return known.sheet;
        }
        Sheet sheet = compute(ledger, definition, period, view, Long.MAX_VALUE, now, null);
        if (kept.size() >= KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(asked, new Kept(now, sheet));
        return sheet;
    }

    /**
     * Computes one sheet.
     *
     * @param period must have begun before {@code now}
     * @param upTo the last entry of the ledger that counts
     * @param chain is given every entry; null when nobody checks
     */
    public static Sheet compute(
            LedgerReader ledger,
            Definition definition,
            Period period,
            View view,
            long upTo,
            Instant now,
            @Nullable Chain chain) {
        Instant to = now.isBefore(period.to()) ? now : period.to();
        Timelines timelines = new Timelines(view, period.from(), to);
        ledger.read(entry -> {
            if (chain != null) {
                chain.accept(entry);
            }
            if (entry.seq() <= upTo) {
                timelines.accept(entry);
            }
            return entry.seq() < upTo || chain != null;
        });
        return Sheet.of(definition, period, to, view, timelines);
    }

    /** Checks every entry. */
    public static Chain verify(LedgerReader ledger) {
        Chain chain = new Chain();
        ledger.read(chain::accept);
        return chain;
    }
}
