package vn.tram.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Event;
import vn.tram.incident.Incident;
import vn.tram.people.Role;
import vn.tram.people.User;
import vn.tram.web.account.QuickHash;
import vn.tram.web.live.LiveView;
import vn.tram.web.live.Provinces;

/** The real web server on a free port, over an invented province and parts that are kept in memory. */
final class RunningWeb implements AutoCloseable {

    static final String PASSWORD = "sông Cầu 2026";

    final ManualClock clock = new ManualClock();
    final LiveView live = new LiveView(clock, Provinces.bundled().find("27"));
    final InventedProvince province = new InventedProvince(1, ManualClock.START);
    final MemoryUsers users = new MemoryUsers();
    final MemoryAudit audit = new MemoryAudit();
    final MemoryPublisher publisher = new MemoryPublisher(clock);
    final MemoryWarnings warnings = new MemoryWarnings(clock);
    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<Incident> stored = new CopyOnWriteArrayList<>();
    final Map<String, Supplier<String>> readiness = new TreeMap<>();
    volatile boolean loopIsFull;
    private final Web web;

    private RunningWeb(UnaryOperator<Settings> settings, @Nullable SetUp setUp) {
        province.fill(live);
        readiness.put("broker", () -> "");
        try {
            web = Web.start(settings.apply(Settings.loopback(0, "1.2.3")), parts(setUp));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunningWeb start() {
        return new RunningWeb(settings -> settings, null);
    }

    static RunningWeb start(UnaryOperator<Settings> settings) {
        return new RunningWeb(settings, null);
    }

    static RunningWeb startWith(SetUp setUp) {
        return new RunningWeb(settings -> settings, setUp);
    }

    Parts parts(@Nullable SetUp setUp) {
        return new Parts(
                clock,
                live,
                new WavyHistory(),
                users,
                audit,
                this::offer,
                (from, to, limit) -> stored.stream()
                        .sorted(Comparator.comparingLong(Incident::id).reversed())
                        .limit(limit)
                        .toList(),
                publisher,
                warnings,
                new MemoryFaults(clock, province),
                (actor, endpoint) -> new Claims.Claim("claim-of-" + endpoint, clock.instant(), "tram agent"),
                new MemoryKeeper(),
                new WrittenSheets(clock, province),
                setUp,
                readiness,
                List.of(Metric.gauge("tram_queue_free", "Room in the loop's queue.", () -> 42)));
    }

    private boolean offer(Event event) {
        if (loopIsFull) {
            return false;
        }
        events.add(event);
        return true;
    }

    RunningWeb withUser(String name, Role role) {
        users.add(new User(name, role, QuickHash.of(PASSWORD), clock.instant(), clock.instant()));
        return this;
    }

    int port() {
        return web.port();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** With cookies of its own. */
    Browser browser() {
        return new Browser(origin());
    }

    /** A browser in which somebody has signed in. */
    Browser signedIn(String name) {
        Browser browser = browser();
        browser.signIn(name, PASSWORD);
        return browser;
    }

    @Override
    public void close() {
        web.close();
    }
}
