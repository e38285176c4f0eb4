package vn.tram.simulator.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.flow.Decisions;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.flow.Rules;
import vn.tram.flow.Saved;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.state.Health;
import vn.tram.store.Acks;
import vn.tram.store.Store;

/**
 * What the core can take, how soon a restarted controller is right again, and what a year of a node costs in the ledger.
 * One thread; events come from a list and not from a broker.
 */
public final class CoreBench {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ROUNDS = 30;
    private static final int WARM_UP = 10;
    private static final int READINGS = 20;

    /** Of nodes whose year is written down. */
    private static final int WRITTEN = 40;

    /** Two a day: more than most lines have. */
    private static final int OUTAGES = 730;

    private static final int LINKS = 4;
    private static final Duration BETWEEN = Duration.ofMinutes(10);

    private static final Acks NOBODY = new Acks() {
        @Override
        public void committed(long ticket) {}

        @Override
        public void failed(long ticket, String reason) {}
    };

    private final Path folder;
    private final int nodes;

    /** @param folder an empty one */
    public CoreBench(Path folder, int nodes) {
        this.folder = folder;
        this.nodes = nodes;
    }

    /** Prints {@code core_events_per_s}, {@code restart_right_s}, {@code mb_per_node_year} and what they are made of. */
    public void run(PrintStream out) throws IOException {
        out.printf(Locale.ROOT, "core_nodes=%d%n", nodes);
        out.printf(Locale.ROOT, "core_events_per_s=%.0f%n", eventsPerSecond());
        out.printf(Locale.ROOT, "restart_right_s=%.2f%n", restart());
        ledger(out);
    }

    private static Decisions province(int count) {
        List<Site> sites = new ArrayList<>();
        List<Node> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Site.Tier tier = i == 0 ? Site.Tier.PROVINCE : i < 20 ? Site.Tier.DISTRICT : Site.Tier.COMMUNE;
            String parent = i == 0 ? null : i < 20 ? "site-0" : "site-" + (1 + i % 19);
            sites.add(new Site("site-" + i, "Xã " + i, tier, "0" + i, "256", parent, 21.18, 106.07));
            points.add(
                    new Node(name(i), "Xã " + i, Node.Kind.CONNECTION_POINT, "site-" + i, null, "Nhà mạng " + i % 3));
        }
        Decisions core = new Decisions(Rules.DEFAULTS, Saved.NOTHING, BEGIN);
        core.on(new Event.BrokerSession(BEGIN, true, ""));
        core.on(new Event.InventoryChanged(BEGIN, "bench", sites, points));
        return core;
    }

    private static String name(int node) {
        return "tsl-" + node;
    }

    private static Report report(int sequence, Instant now) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < READINGS; i++) {
            readings.add(Reading.of(42769, 1 + i / 5, 9 + i % 5, (long) sequence * i));
        }
        return new Report(
                BootId.of(1, 1), sequence, Report.Kind.SAMPLE, sequence * 60_000L, now.toEpochMilli(), readings);
    }

    /** Every node reports once a minute, as devices do; what is measured are the last rounds. */
    private double eventsPerSecond() {
        Decisions core = province(nodes);
        long events = 0;
        long nanos = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            List<Event> coming = round(round);
            long began = System.nanoTime();
            coming.forEach(core::on);
            if (round > WARM_UP) {
                nanos += System.nanoTime() - began;
                events += coming.size();
            }
        }
        return events / (nanos / 1e9);
    }

    private List<Event> round(int round) {
        List<Event> events = new ArrayList<>();
        Instant minute = BEGIN.plusSeconds(60L * round);
        for (int node = 0; node < nodes; node++) {
            Instant now = minute.plusMillis(60_000L * node / nodes);
            events.add(new Event.Reported(now, name(node), report(round, now), node));
            if (node % 66 == 0) {
                events.add(new Event.Tick(now));
            }
        }
        return events;
    }

    /** From opening the store until every node, whose sessions all come back at once, is up again. */
    private double restart() throws IOException {
        Path data = folder.resolve("restart");
        AtomicLong now = new AtomicLong(BEGIN.plusSeconds(60).toEpochMilli());
        try (Store store = Store.open(data, () -> Instant.ofEpochMilli(now.get()), NOBODY)) {
            Decisions core = province(nodes);
            List<Effect> first = new ArrayList<>();
            round(1).forEach(event -> first.addAll(core.on(event)));
            Saved inventory = inventory();
            store.keep(new Effect.InventoryChanged(inventory.sites(), inventory.nodes()));
            first.forEach(effect -> keep(store, effect));
        }
        now.addAndGet(Duration.ofMinutes(5).toMillis());
        Instant start = Instant.ofEpochMilli(now.get());
        Set<String> up = new HashSet<>();
        long began = System.nanoTime();
        try (Store store = Store.open(data, () -> start, NOBODY)) {
            Decisions core = new Decisions(Rules.DEFAULTS, store.load(), start);
            core.start().forEach(effect -> keep(store, effect));
            carry(store, core, new Event.BrokerSession(start, true, ""), up);
            for (int node = 0; node < nodes; node++) {
                carry(store, core, new Event.Presence(start, name(node), true, ""), up);
                carry(store, core, new Event.Registered(start, name(node), Duration.ofMinutes(5), List.of("/3/0")), up);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (up.size() != nodes) {
            throw new IllegalStateException("nodes up after the restart: must be " + nodes + ", were " + up.size());
        }
        return seconds;
    }

    private Saved inventory() {
        List<Site> sites = new ArrayList<>();
        List<Node> points = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            sites.add(new Site("site-" + i, "Xã " + i, Site.Tier.COMMUNE, "0" + i, "256", null, 21.18, 106.07));
            points.add(new Node(name(i), "Xã " + i, Node.Kind.CONNECTION_POINT, "site-" + i, null));
        }
        return new Saved(sites, points, List.of(), List.of(), 1, null);
    }

    private static void carry(Store store, Decisions core, Event event, Set<String> up) {
        for (Effect effect : core.on(event)) {
            keep(store, effect);
            if (effect instanceof Effect.NodeChanged changed && changed.state().health() == Health.UP) {
                up.add(changed.state().endpoint());
            }
        }
    }

    private static void keep(Store store, Effect effect) {
        if (effect instanceof Effect.NodeChanged changed) {
            store.keep(changed);
        } else if (effect instanceof Effect.LedgerAppended appended) {
            store.keep(appended);
        } else if (effect instanceof Effect.IncidentChanged changed) {
            store.keep(changed);
        }
    }

    /** A year's outages of some nodes with their links, closer together than in a year: what counts is how many. */
    private void ledger(PrintStream out) throws IOException {
        Path data = folder.resolve("ledger");
        long before = bytesOfNewStore(folder.resolve("empty"));
        AtomicLong entries = new AtomicLong();
        try (Store store = Store.open(data, () -> BEGIN, NOBODY)) {
            Decisions core = province(WRITTEN);
            Instant now = BEGIN;
            for (int outage = 1; outage <= OUTAGES; outage++) {
                now = outage(core, store, now, outage, entries);
            }
        }
        double perNode = (double) (bytes(data) - before) / WRITTEN;
        out.printf(Locale.ROOT, "ledger_entries_per_node_year=%.0f%n", (double) entries.get() / WRITTEN);
        out.printf(Locale.ROOT, "ledger_bytes_per_entry=%.0f%n", perNode * WRITTEN / entries.get());
        out.printf(Locale.ROOT, "mb_per_node_year=%.3f%n", perNode / 1e6);
    }

    private static Instant outage(Decisions core, Store store, Instant begin, int round, AtomicLong entries) {
        List<Event> events = new ArrayList<>();
        for (int node = 0; node < WRITTEN; node++) {
            events.add(new Event.Presence(begin, name(node), true, ""));
            events.add(new Event.Registered(begin, name(node), Duration.ofHours(1), List.of("/3/0")));
            events.add(new Event.Reported(begin, name(node), linksUp(round, begin), 0));
        }
        Instant cut = begin.plus(BETWEEN.dividedBy(2));
        ticks(events, begin, cut);
        for (int node = 0; node < WRITTEN; node++) {
            events.add(new Event.Presence(cut, name(node), false, ""));
        }
        Instant end = begin.plus(BETWEEN);
        ticks(events, cut, end);
        for (Event event : events) {
            for (Effect effect : core.on(event)) {
                if (effect instanceof Effect.LedgerAppended appended) {
                    store.keep(appended);
                    entries.incrementAndGet();
                }
            }
        }
        return end;
    }

    private static void ticks(List<Event> events, Instant from, Instant to) {
        for (Instant now = from.plusSeconds(2); now.isBefore(to); now = now.plusSeconds(2)) {
            events.add(new Event.Tick(now));
        }
    }

    private static Report linksUp(int round, Instant now) {
        List<Reading> readings = new ArrayList<>();
        for (int link = 1; link <= LINKS; link++) {
            readings.add(Reading.of(42769, link, 0, "eth" + link));
            readings.add(Reading.of(42769, link, 7, true));
            readings.add(Reading.of(42769, link, 8, 1L));
        }
        readings.add(Reading.of(42770, 0, 4, Duration.between(BEGIN, now).toSeconds() + 1000));
        long uptime = Duration.between(BEGIN, now).toMillis();
        return new Report(BootId.of(1, 1), round, Report.Kind.SAMPLE, uptime, now.toEpochMilli(), readings);
    }

    private static long bytesOfNewStore(Path data) throws IOException {
        Store.open(data, () -> BEGIN, NOBODY).close();
        return bytes(data);
    }

    private static long bytes(Path data) throws IOException {
        return Files.size(data.resolve("tram.db"));
    }
}
