package vn.tram.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.flow.Decisions;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.flow.Rules;
import vn.tram.flow.Saved;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Weekly;
import vn.tram.maintenance.Window;
import vn.tram.people.Role;
import vn.tram.simulator.device.Province;
import vn.tram.simulator.device.SimulatedBox;
import vn.tram.state.Health;
import vn.tram.state.History;
import vn.tram.web.Claims;
import vn.tram.web.Parts;
import vn.tram.web.Settings;
import vn.tram.web.Web;
import vn.tram.web.account.Accounts;
import vn.tram.web.account.Passwords;
import vn.tram.web.live.District;
import vn.tram.web.live.LiveView;
import vn.tram.web.live.Provinces;

/**
 * The real core, live view and web server over a simulated province without any network: each simulated box hands its
 * reports to the core directly. A thread lets time pass and boxes report, so that what the pages show stays alive.
 */
final class WallStage implements AutoCloseable {

    static final String PASSWORD = "cau-vong-7-mau";
    /** What the past before the start is: long enough for a chart, and for something to have gone wrong in. */
    static final Duration PAST = Duration.ofMinutes(40);

    private static final String DISTRICTS = "bac-ninh";
    /** The WLAN connectivity object: who has a radio has a captive portal. */
    private static final int RADIO = 12;

    private static final BootId BOOT = BootId.of(1, 7);
    private static final Set<String> CHARTED = Set.of("/42769/1/9", "/42769/1/10", "/42770/0/4");
    private static final ResourcePath SHOWN = new ResourcePath(42772, 0, 0);

    final Province province;
    final LiveView live;
    private final Decisions decisions;
    private final Web web;
    private final Map<String, SimulatedBox> boxes = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Set<String> silent = new TreeSet<>();
    private final Map<String, List<History.Point>> charts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
    private Instant now;
    private long shownRevision;
    private int turn;

    private WallStage(Province province, boolean filled) throws IOException {
        this.province = province;
        Instant present = Instant.now();
        this.now = present.minus(PAST);
        this.live = new LiveView(InstantSource.system(), Provinces.bundled().find(province.code()));
        this.decisions = new Decisions(Rules.DEFAULTS, Saved.NOTHING, now);
        take(new Event.BrokerSession(now, true, ""));
        live.broker(true);
        if (filled) {
            province.nodes().forEach(node -> boxes.put(node.endpoint(), new SimulatedBox(node, 1, () -> now)));
            take(new Event.InventoryChanged(now, "test", province.sites(), province.nodes()));
            boxes.keySet().forEach(this::connect);
        }
        this.web = Web.start(Settings.loopback(0, "test").asDemo(), parts());
    }

    /** A province where everything works, as it was for the last 40 minutes; time stands still until {@link #run}. */
    static WallStage filled(int nodes) throws IOException {
        return new WallStage(Province.of(DISTRICTS, 1, nodes), true);
    }

    /** A controller that knows no node. */
    static WallStage empty() throws IOException {
        WallStage stage = new WallStage(Province.of(DISTRICTS, 1, 20), false);
        stage.run();
        return stage;
    }

    URI uri() {
        return web.uri();
    }

    /** Lets {@code span} of the past go by, with a report of every box each minute. */
    synchronized void pass(Duration span) {
        for (long second = 0; second < span.toSeconds(); second++) {
            now = now.plusSeconds(1);
            if (now.getEpochSecond() % 60 == 0) {
                boxes.keySet().forEach(this::report);
            }
            take(new Event.Tick(now));
        }
    }

    /** Catches up with the present and goes on by itself. */
    void run() {
        synchronized (this) {
            pass(Duration.between(now, Instant.now()));
        }
        time.scheduleAtFixedRate(this::second, 0, 500, TimeUnit.MILLISECONDS);
    }

    private synchronized void second() {
        now = Instant.now();
        List<String> endpoints = List.copyOf(new TreeSet<>(boxes.keySet()));
        for (int i = 0; i < endpoints.size() / 60; i++) {
            report(endpoints.get(turn++ % endpoints.size()));
        }
        take(new Event.Tick(now));
        live.reached(now);
    }

    synchronized void connect(String endpoint) {
        silent.remove(endpoint);
        take(new Event.Presence(now, endpoint, true, ""));
        take(new Event.Registered(now, endpoint, Duration.ofMinutes(10), List.of("/3/0", "/42769/1")));
        report(endpoint);
    }

    /** Its session with the broker breaks off. */
    synchronized void lose(String endpoint) {
        silent.add(endpoint);
        take(new Event.Presence(now, endpoint, false, ""));
    }

    /** Its radio breaks; the box goes on reporting. */
    synchronized void breakRadio(String endpoint, boolean broken) {
        box(endpoint).breakRadio(broken);
        report(endpoint);
    }

    /** Work begins at the site that goes on all day, every day. */
    synchronized void workAt(String site, String reason) {
        Weekly always = new Weekly(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        Schedule schedule = new Schedule(now, null, always);
        take(new Event.MaintenancePlanned(
                now, new Window("work-1", Window.Target.SITE, site, schedule, reason, "engineer", now, null, null)));
    }

    /** A node that nobody knew. */
    synchronized void add(Node node, Site site) {
        boxes.put(node.endpoint(), new SimulatedBox(node, 1, () -> now));
        take(new Event.InventoryChanged(now, "test", List.of(site), List.of(node)));
        connect(node.endpoint());
    }

    /** Hotspots show this revision from their next report on; {@code endpoint} reports at once. */
    synchronized void show(String endpoint, long revision) {
        shownRevision = revision;
        report(endpoint);
    }

    /** Every node of the district, the district's own first. */
    List<String> under(String district) {
        Map<String, Site> sites = province.sites().stream().collect(Collectors.toMap(Site::id, site -> site));
        return province.nodes().stream()
                .filter(node ->
                        node.site() != null && district.equals(site(sites, node).districtCode()))
                .filter(node -> site(sites, node).tier() != Site.Tier.PROVINCE)
                .map(Node::endpoint)
                .toList();
    }

    private static Site site(Map<String, Site> sites, Node node) {
        Site site = sites.get(node.site() == null ? "" : node.site());
        if (site == null) {
            throw new IllegalStateException("node " + node.endpoint() + ": its site is not in the province");
        }
        return site;
    }

    private List<District> districts() {
        vn.tram.web.live.Province known = live.province();
        return known == null ? List.of() : known.districts();
    }

    Node anyHotspotOutside(String district) {
        List<String> inside = under(district);
        return province.nodes().stream()
                .filter(node -> node.kind() == Node.Kind.HOTSPOT && !inside.contains(node.endpoint()))
                .findFirst()
                .orElseThrow();
    }

    long count(Health health) {
        return live.nodes().stream()
                .filter(node -> node.summary().health() == health)
                .count();
    }

    private SimulatedBox box(String endpoint) {
        SimulatedBox box = boxes.get(endpoint);
        if (box == null) {
            throw new IllegalArgumentException("endpoint: must be one of the province, was " + endpoint);
        }
        return box;
    }

    private void report(String endpoint) {
        if (silent.contains(endpoint)) {
            return;
        }
        List<Reading> readings = new ArrayList<>(box(endpoint).sample());
        if (readings.stream().anyMatch(reading -> reading.path().object() == RADIO)) {

            readings.add(new Reading(SHOWN, shownRevision));
        }
        long sequence = sequences.merge(endpoint, 1L, Long::sum);
        Report report = new Report(BOOT, sequence, Report.Kind.SAMPLE, sequence * 60_000, now.toEpochMilli(), readings);
        readings.stream()
                .filter(reading -> CHARTED.contains(reading.path().toString()))
                .forEach(reading -> chart(endpoint, reading));
        take(new Event.Reported(now, endpoint, report, sequence));
    }

    private void chart(String endpoint, Reading reading) {
        if (reading.value() instanceof Long value) {
            charts.computeIfAbsent(endpoint + reading.path(), key -> new CopyOnWriteArrayList<>())
                    .add(new History.Point(now, value, value, value));
        }
    }

    private synchronized boolean take(Event event) {
        decisions.on(event).forEach(this::carryOut);
        return true;
    }

    private void carryOut(Effect effect) {
        live.on(effect);
    }

    private Parts parts() {
        WallFakes.MemoryUsers users = new WallFakes.MemoryUsers();
        WallFakes.MemoryAudit audit = new WallFakes.MemoryAudit();
        Accounts accounts = new Accounts(users, audit, new Passwords(), InstantSource.system());
        for (Role role : List.of(Role.OPERATOR, Role.ENGINEER, Role.PUBLISHER, Role.ADMINISTRATOR)) {
            accounts.add(
                    new Accounts.Actor("test", Accounts.CONSOLE), role.name().toLowerCase(Locale.ROOT), role, PASSWORD);
        }
        Predicate<Event> loop = this::take;
        return new Parts(
                InstantSource.system(),
                live,
                (endpoint, path, from, to, most) -> charts.getOrDefault(endpoint + path, List.of()).stream()
                        .filter(point ->
                                !point.at().isBefore(from) && point.at().isBefore(to))
                        .toList(),
                users,
                audit,
                loop,
                (from, to, limit) -> List.of(),
                new WallFakes.MemoryPublisher(),
                new MemoryWarnings(InstantSource.system()),
                new WallFakes.StageFaults(this, districts()),
                WallStage::claim,
                null,
                null,
                null,
                new TreeMap<>(),
                List.of());
    }

    private static Claims.Claim claim(String actor, @Nullable String endpoint) {
        String claim = "k7Qm-2fXz-9dTw-4hPn";
        return new Claims.Claim(
                claim,
                Instant.now().plus(Duration.ofDays(1)),
                "tram agent --controller https://tram.example:8443 --claim " + claim);
    }

    @Override
    public void close() {
        time.shutdownNow();
        web.close();
    }
}
