package vn.tram.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.inventory.Node;
import vn.tram.people.Role;
import vn.tram.web.account.Accounts;
import vn.tram.web.account.Passwords;
import vn.tram.web.live.LiveView;
import vn.tram.web.live.Provinces;

/**
 * The pages over an invented province, for writing them: {@code WebDev [port [folder of pages]]}. Pages are read anew
 * from the folder at each request. Nine nodes report each second. To run it after {@code mvn package}:
 *
 * <pre>java -cp "controller/target/test-classes:controller/target/classes:controller/target/controller/lib/*" \
 *     vn.tram.web.WebDev 8090</pre>
 */
public final class WebDev {

    private static final String PASSWORD = "tram-dev-2026";

    private WebDev() {}

    public static void main(String[] args) throws IOException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
        Path pages = Path.of(args.length > 1 ? args[1] : "controller/src/main/resources/web");
        InstantSource clock = InstantSource.system();
        LiveView live = new LiveView(clock, Provinces.bundled().find("27"));
        InventedProvince province = new InventedProvince(1, clock.instant());
        province.fill(live);
        Node newcomer = new Node("tu-mang-cho-huyen", "tu-mang-cho-huyen", Node.Kind.OTHER, null, null);
        live.on(new Effect.InventoryChanged(List.of(), List.of(newcomer)));
        live.on(new Effect.InventoryChanged(List.of(), behindAnAgent()));
        Settings settings = Settings.loopback(port, "0.1.0-dev").asDemo();
        Web web = Web.start(
                Files.isDirectory(pages) ? settings.withPages(pages) : settings, parts(clock, live, province));
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        thread.scheduleAtFixedRate(
                () -> {
                    synchronized (province) {
                        province.step(live, clock.instant(), 9);
                        live.reached(clock.instant());
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
        System.out.println("ready " + web.uri()
                + " sign in as viewer, operator, engineer, publisher or administrator with " + PASSWORD);
    }

    private static List<Node> behindAnAgent() {
        String agent = "tu-mang-cho-huyen~";
        Node cabinet = new Node(agent + "sw-1", "Tủ mạng tầng 1", Node.Kind.SWITCH, "p-27", null);
        Node floor = new Node(agent + "sw-2", "Tủ mạng tầng 2", Node.Kind.SWITCH, "p-27", null).seen(agent + "sw-1");
        Node camera = new Node(
                agent + "cam-1", "Camera cổng", Node.Kind.CAMERA, "p-27", agent + "sw-1", null, 1, agent + "sw-2");
        return List.of(cabinet, floor, camera);
    }

    private static Parts parts(InstantSource clock, LiveView live, InventedProvince province) {
        MemoryUsers users = new MemoryUsers();
        MemoryAudit audit = new MemoryAudit();
        Accounts accounts = new Accounts(users, audit, new Passwords(), clock);
        for (Role role : Role.values()) {
            String name = role.name().toLowerCase(Locale.ROOT);
            accounts.add(new Accounts.Actor("dev", Accounts.CONSOLE), name, role, PASSWORD);
        }
        return new Parts(
                clock,
                live,
                new WavyHistory(),
                users,
                audit,
                event -> carryOut(event, live, province),
                (from, to, limit) -> List.of(),
                new MemoryPublisher(clock),
                new MemoryWarnings(clock),
                new MemoryFaults(clock, province),
                (actor, endpoint) -> new Claims.Claim(
                        "k7Qm-2fXz-9dTw-4hPn",
                        clock.instant().plusSeconds(86_400),
                        "tram agent --controller https://tram.example:8443 --claim k7Qm-2fXz-9dTw-4hPn"),
                new MemoryKeeper(),
                new WrittenSheets(clock, province),
                null,
                Map.of(),
                List.of());
    }

    private static boolean carryOut(Event event, LiveView live, InventedProvince province) {
        if (event instanceof Event.IncidentAcknowledged acknowledged) {
            synchronized (province) {
                Instant at = acknowledged.at();
                province.acknowledge(live, acknowledged.actor(), at);
            }
        }
        if (event instanceof Event.InventoryChanged changed) {
            live.on(new Effect.InventoryChanged(changed.sites(), changed.nodes()));
        }
        return true;
    }
}
