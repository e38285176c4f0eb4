package vn.tram.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Node.Kind;
import vn.tram.inventory.Site;
import vn.tram.inventory.Site.Tier;
import vn.tram.maintenance.Window;
import vn.tram.sla.Entry;
import vn.tram.sla.Head;
import vn.tram.sla.SavedLedger;
import vn.tram.state.Health;
import vn.tram.state.NodeState;

/** A story told to the core: what happens, second by second, and what the core made of it. */
final class Story {

    static final Instant MORNING = Instant.parse("2026-11-24T01:00:00Z");

    static final String CENTRE = "cp-tinh";
    static final String DISTRICT = "cp-huyen";
    static final String COMMUNE_A = "cp-xa-a";
    static final String COMMUNE_B = "cp-xa-b";
    static final String HOTSPOT = "ap-cho";

    private final Rules rules;
    private Decisions core;
    private Instant now = MORNING;
    private final List<Effect> effects = new ArrayList<>();
    private final Map<String, NodeState> states = new TreeMap<>();
    private final Map<Long, Incident> incidents = new TreeMap<>();
    private final List<Entry> ledger = new ArrayList<>();
    private final Map<String, Window> windows = new TreeMap<>();
    private final Map<String, Node> nodes = new TreeMap<>();
    private final Map<String, Site> sites = new TreeMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Integer> boots = new HashMap<>();
    private final Map<String, Instant> bootedAt = new HashMap<>();
    private long ticket;

    private Story(Rules rules) {
        this.rules = rules;
        this.core = new Decisions(rules, Saved.NOTHING, now);
    }

    static Story empty() {
        return new Story(Rules.DEFAULTS);
    }

    static Story ofAHealthyProvince(Rules rules) {
        return healthy(ofAProvince(new Story(rules)));
    }

    /** The centre, a district under it, two communes under that, and a market with a hotspot under the first. */
    static Story ofAProvince() {
        return ofAProvince(empty());
    }

    private static Story ofAProvince(Story story) {
        story.happens(new Event.InventoryChanged(
                story.now,
                "an",
                List.of(
                        site("tinh", Tier.PROVINCE, null),
                        site("huyen", Tier.DISTRICT, "tinh"),
                        site("xa-a", Tier.COMMUNE, "huyen"),
                        site("xa-b", Tier.COMMUNE, "huyen"),
                        site("cho", Tier.AREA, "xa-a")),
                List.of(
                        new Node(CENTRE, "Trung tâm", Kind.CONNECTION_POINT, "tinh", null),
                        new Node(DISTRICT, "Huyện", Kind.CONNECTION_POINT, "huyen", null),
                        new Node(COMMUNE_A, "Xã A", Kind.CONNECTION_POINT, "xa-a", null),
                        new Node(COMMUNE_B, "Xã B", Kind.CONNECTION_POINT, "xa-b", null),
                        new Node(HOTSPOT, "Chợ", Kind.HOTSPOT, "cho", null))));
        return story;
    }

    /** The same, with every node connected, reporting and past the grace period. */
    static Story ofAHealthyProvince() {
        return healthy(ofAProvince());
    }

    private static Story healthy(Story story) {
        story.happens(new Event.BrokerSession(story.now, true, ""));
        for (String endpoint : List.of(CENTRE, DISTRICT, COMMUNE_A, COMMUNE_B, HOTSPOT)) {
            story.connects(endpoint);
            story.reports(endpoint, Reading.of(42770, 0, 0, 12.5));
        }
        story.passes(Duration.ofSeconds(20));
        return story;
    }

    static Site site(String id, Tier tier, @Nullable String parent) {
        return new Site(id, id, tier, "256", "256", parent, 21.18, 106.07);
    }

    List<Effect> happens(Event event) {
        List<Effect> caused = core.on(event);
        take(caused);
        return caused;
    }

    private void take(List<Effect> caused) {
        for (Effect effect : caused) {
            effects.add(effect);
            if (effect instanceof Effect.NodeChanged changed) {
                states.put(changed.state().endpoint(), changed.state());
            } else if (effect instanceof Effect.IncidentChanged changed) {
                incidents.put(changed.incident().id(), changed.incident());
            } else if (effect instanceof Effect.LedgerAppended appended) {
                ledger.add(appended.entry());
            } else if (effect instanceof Effect.MaintenanceChanged changed) {
                windows.put(changed.coverage().window().id(), changed.coverage().window());
            } else if (effect instanceof Effect.InventoryChanged changed) {
                changed.nodes().forEach(node -> nodes.put(node.endpoint(), node));
                changed.sites().forEach(site -> sites.put(site.id(), site));
            }
        }
    }

    /** Time passes in ticks of a second. */
    Story passes(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(1).isAfter(end) ? end : now.plusSeconds(1);
            happens(new Event.Tick(now));
        }
        return this;
    }

    /** Time passes and the named nodes report every minute. */
    Story passesWithReports(Duration time, String... endpoints) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            passes(Duration.ofMinutes(1));
            for (String endpoint : endpoints) {
                reports(endpoint, Reading.of(42770, 0, 0, minute + 0.5));
            }
        }
        return this;
    }

    /** Only the clock moves; the core is told nothing. */
    void sleeps(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    Story boots(String endpoint) {
        boots.merge(endpoint, 1, Integer::sum);
        bootedAt.put(endpoint, now);
        sequences.put(endpoint, 0L);
        return this;
    }

    Story connects(String endpoint) {
        if (!boots.containsKey(endpoint)) {
            boots(endpoint);
        }
        happens(new Event.Presence(now, endpoint, true, ""));
        happens(new Event.Registered(now, endpoint, Duration.ofMinutes(5), List.of("/3/0", "/42769/1", "/42772/0")));
        return this;
    }

    Story losesSession(String... endpoints) {
        for (String endpoint : endpoints) {
            happens(new Event.Presence(now, endpoint, false, ""));
        }
        return this;
    }

    Story closes(String endpoint) {
        happens(new Event.Deregistered(now, endpoint, false));
        happens(new Event.Presence(now, endpoint, false, "closed"));
        return this;
    }

    Report report(String endpoint, Instant readAt, Reading... readings) {
        if (!boots.containsKey(endpoint)) {
            boots(endpoint);
        }
        long sequence = sequences.merge(endpoint, 1L, Long::sum);
        return new Report(
                BootId.of(Objects.requireNonNull(boots.get(endpoint)), endpoint.hashCode()),
                sequence,
                Report.Kind.SAMPLE,
                Math.max(
                        0,
                        Duration.between(Objects.requireNonNull(bootedAt.get(endpoint)), readAt)
                                .toMillis()),
                readAt.toEpochMilli(),
                List.of(readings));
    }

    List<Effect> reports(String endpoint, Reading... readings) {
        return arrives(endpoint, report(endpoint, now, readings));
    }

    List<Effect> arrives(String endpoint, Report report) {
        return happens(new Event.Reported(now, endpoint, report, ++ticket));
    }

    /** An interface as a device reports it. */
    List<Effect> reportsInterface(String endpoint, int instance, boolean adminUp, long operStatus) {
        return reports(
                endpoint,
                Reading.of(42769, instance, 0, "eth" + instance),
                Reading.of(42769, instance, 7, adminUp),
                Reading.of(42769, instance, 8, operStatus));
    }

    Story controllerRestarts(Duration offFor) {
        Instant lastAlive = now;
        now = now.plus(offFor);
        long nextId = incidents.keySet().stream().mapToLong(id -> id + 1).max().orElse(1);
        Saved saved = new Saved(
                List.copyOf(sites.values()),
                List.copyOf(nodes.values()),
                List.copyOf(states.values()),
                List.copyOf(incidents.values()),
                nextId,
                savedLedger(),
                List.copyOf(windows.values()),
                lastAlive);
        core = new Decisions(rules, saved, now);
        take(core.start());
        return this;
    }

    private SavedLedger savedLedger() {
        Map<String, String> placements = new HashMap<>();
        Set<String> maintained = new HashSet<>();
        Head head = Head.EMPTY;
        for (Entry entry : ledger) {
            head = new Head(entry.seq(), entry.hash());
            if (entry.kind() == Entry.Kind.PLACEMENT) {
                placements.put(entry.endpoint(), entry.why());
            } else if (entry.kind() == Entry.Kind.MAINTENANCE_BEGAN) {
                maintained.add(entry.endpoint());
            } else if (entry.kind() == Entry.Kind.MAINTENANCE_ENDED) {
                maintained.remove(entry.endpoint());
            }
        }
        return new SavedLedger(head, maintained, placements);
    }

    /** Every entry that the ledger has got, in order. */
    List<Entry> ledger() {
        return ledger;
    }

    NodeState state(String endpoint) {
        return Objects.requireNonNull(states.get(endpoint), "nothing was ever said about " + endpoint);
    }

    Health health(String endpoint) {
        return state(endpoint).health();
    }

    List<Site> sites() {
        return List.copyOf(sites.values());
    }

    List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    List<Incident> incidents() {
        return List.copyOf(incidents.values());
    }

    List<Incident> openIncidents() {
        return incidents.values().stream().filter(Incident::isOpen).toList();
    }

    Incident onlyIncident() {
        if (incidents.size() != 1) {
            throw new AssertionError("one incident was expected, there were " + incidents.values());
        }
        return incidents.values().iterator().next();
    }

    List<Effect> effects() {
        return effects;
    }

    /** Effects of one kind since {@link #forget}. */
    <E extends Effect> List<E> effects(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void forget() {
        effects.clear();
    }

    Decisions core() {
        return core;
    }
}
