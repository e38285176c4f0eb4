package vn.tram.controller;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import vn.tram.broker.Broker;
import vn.tram.broker.BrokerSettings;
import vn.tram.ca.Authority;
import vn.tram.ca.ContentKeys;
import vn.tram.content.DeviceListener;
import vn.tram.content.Emergencies;
import vn.tram.content.PortalCertificates;
import vn.tram.content.Publishing;
import vn.tram.flow.Decisions;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.flow.Rules;
import vn.tram.flow.Saved;
import vn.tram.identity.Claim;
import vn.tram.identity.Credential;
import vn.tram.identity.PortalCertificate;
import vn.tram.lwm2m.LwM2mEnd;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.BadFileException;
import vn.tram.store.Store;
import vn.tram.web.Faults;
import vn.tram.web.Parts;
import vn.tram.web.Settings;
import vn.tram.web.Web;
import vn.tram.web.account.Accounts;
import vn.tram.web.account.Passwords;
import vn.tram.web.live.LiveView;
import vn.tram.web.live.Province;
import vn.tram.web.live.Provinces;
import vn.tram.wire.MqttOptions;
import vn.tram.wire.PahoSession;
import vn.tram.wire.Topics;

/** The central end, put together: its parts start in order, and stop in the opposite one. */
public final class Controller implements AutoCloseable {

    /** Shown on the pages. */
    public static final String VERSION = "0.1.0";

    private static final String OWN_NAME = "controller";
    private static final int QUEUE = 65_536;

    private final ControllerConfig config;
    private final InstantSource clock;
    private final @Nullable Demo demo;
    private final Closing closing = new Closing();
    private final AtomicReference<Map<String, Long>> coreCounts = new AtomicReference<>(Map.of());
    private final Topics topics;
    private final Authority authority;
    private final Credential own;
    private final LiveView live;
    private @Nullable Broker embedded;
    private @Nullable Running running;

    /**
     * What only the demo has.
     *
     * @param province code of the simulated province
     * @param faults what people may break in it
     */
    public record Demo(String province, Faults faults) {}

    /** The parts that others ask for. */
    private record Running(
            Store store,
            Loop loop,
            URI broker,
            DeviceListener listener,
            DeviceClaims claims,
            LinkProbes probes,
            FirstStart first,
            Web web) {}

    private Controller(ControllerConfig config, InstantSource clock, @Nullable Demo demo)
            throws IOException, GeneralSecurityException {
        this.config = config;
        this.clock = clock;
        this.demo = demo;
        topics = new Topics(config.prefix());
        Obstacles.check(config);
        authority = Authority.open(config.data().resolve("ca"), "Tram", clock);
        own = authority.certifyController(OWN_NAME, Names.of(config));
        live = new LiveView(clock, null);
    }

    /**
     * Starts everything; the pages and the devices are served when this returns.
     *
     * @param demo null outside the demo
     * @throws Obstacle says what of this machine is in the way, such as a taken port or a folder that cannot be written
     */
    public static Controller start(ControllerConfig config, InstantSource clock, @Nullable Demo demo)
            throws IOException, GeneralSecurityException, BadFileException {
        Controller controller = new Controller(config, clock, demo);
        try {
            controller.running = controller.startParts();
            return controller;
        } catch (IOException | GeneralSecurityException | BadFileException | RuntimeException e) {
            controller.close();
            throw e;
        }
    }

    private Running startParts() throws IOException, GeneralSecurityException, BadFileException {
        Rules rules = RulesFile.read(RulesFile.of(config));
        Hands hands = new Hands(live);
        Store store = closing.add(Store.open(config.data().resolve("store"), clock, hands));
        FirstStart first = new FirstStart(store.users(), store.settings());
        if (demo != null) {
            store.settings().put(FirstStart.PROVINCE, demo.province());
        }
        showProvince(store);
        Saved saved = store.load();
        Decisions decisions = new Decisions(rules, saved, clock.instant());
        Loop loop = new Loop(core(decisions), hands, clock, QUEUE);
        URI broker = startBroker();
        LwM2mEnd devices = new LwM2mEnd(
                LwM2mEnd.Settings.of(topics),
                ObjectDefinitions.bundled(),
                new PahoSession(session(broker)),
                loop::offer,
                clock);
        hands.connect(store, devices);
        show(saved);
        decisions.start().forEach(hands);
        ContentKeys keys = ContentKeys.open(config.data().resolve("ca"), clock);
        Publishing publishing =
                new Publishing(config.data().resolve("content"), this::provinceName, keys.signing(), clock);
        closing.add(loop).start();
        closing.add(devices).start();
        Announcements announcements = new Announcements(publishing, live, clock);
        EmergencyWarnings warnings =
                new EmergencyWarnings(new Emergencies(config.data().resolve("content"), keys.signing(), clock), clock);
        keepTelling(announcements, warnings, loop);
        DeviceClaims claims = new DeviceClaims();
        LinkProbes probes = closing.add(LinkProbes.start(config, store, loop, clock));
        DeviceListener listener = closing.add(
                new DeviceListener(config.devices(), own.tls(), publishing.blobs(), keys.verifying(), claims, probes));
        UploadedCertificate certificate = new UploadedCertificate(new PortalCertificates(
                config.data().resolve("portal-certificate"), PortalCertificate.publicAuthorities(), clock));
        listener.givePortalCertificate(certificate::text);
        claims.open(new vn.tram.ca.Claims(
                authority, config.data().resolve("ca").resolve("claims"), claimUrl(listener, broker), clock));
        Web web = closing.add(Web.start(
                webSettings(),
                webParts(store, loop, devices, announcements, warnings, listener, claims, certificate, probes, first)));
        return new Running(store, loop, broker, listener, claims, probes, first, web);
    }

    private Function<Event, List<Effect>> core(Decisions decisions) {
        return event -> {
            List<Effect> effects = decisions.on(event);
            if (event instanceof Event.Tick) {
                coreCounts.set(decisions.counts());
                live.reached(event.at());
            } else if (event instanceof Event.BrokerSession session) {
                live.broker(session.connected());
            }
            return effects;
        };
    }

    /** What was kept, for the pages; the core's own changes follow. */
    private void show(Saved saved) {
        live.on(new Effect.InventoryChanged(saved.sites(), saved.nodes()));
        saved.states().forEach(state -> live.on(new Effect.NodeChanged(state)));
        saved.incidents().forEach(incident -> live.on(new Effect.IncidentChanged(incident)));
    }

    private void showProvince(Store store) {
        String code = store.settings().get(FirstStart.PROVINCE);
        Province province = code == null ? null : Provinces.bundled().find(code);
        if (province != null) {
            live.province(province);
        }
    }

    private String provinceName() {
        Province province = live.province();
        return province == null ? "" : province.name();
    }

    /** Looks once a minute whether something's time has come or is over, or a node has moved. */
    private void keepTelling(Announcements announcements, EmergencyWarnings warnings, Loop loop) {
        ScheduledExecutorService telling = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "content");
            thread.setDaemon(true);
            return thread;
        });
        closing.<AutoCloseable>add(telling::shutdownNow);
        telling.scheduleWithFixedDelay(() -> announcements.tell(loop::offer), 0, 60, TimeUnit.SECONDS);
        telling.scheduleWithFixedDelay(() -> warnings.tell(loop::offer), 0, 1, TimeUnit.SECONDS);
    }

    private URI startBroker() throws IOException {
        URI outside = config.mqtt();
        if (outside != null) {
            return outside;
        }
        InetSocketAddress listen = config.broker();
        Broker broker = closing.add(Broker.start(BrokerSettings.secure(
                config.data().resolve("broker"), listen.getHostString(), listen.getPort(), topics, own)));
        embedded = broker;
        return URI.create("mqtts://" + Names.reached(listen) + ":" + broker.port());
    }

    private MqttOptions session(URI broker) throws IOException, GeneralSecurityException {
        SSLContext tls = broker.getScheme().equals("mqtts") ? brokerTls() : null;
        return LwM2mEnd.options(broker, OWN_NAME, topics, tls);
    }

    private SSLContext brokerTls() throws IOException, GeneralSecurityException {
        Path key = config.mqttKey();
        Path chain = config.mqttChain();
        return key == null || chain == null ? own.tls() : pem(key, chain).tls();
    }

    private static Credential pem(Path key, Path chain) throws IOException, GeneralSecurityException {
        return Credential.parse(Files.readString(key), Files.readString(chain));
    }

    private Settings webSettings() throws IOException, GeneralSecurityException {
        InetSocketAddress listen = config.web();
        Path key = config.webKey();
        Path chain = config.webChain();
        boolean plain = Names.isLoopback(listen) && key == null;
        if (plain) {
            Settings loopback = Settings.loopback(listen.getPort(), VERSION);
            return demo == null ? loopback : loopback.asDemo();
        }
        Credential credential = key == null || chain == null ? own : pem(key, chain);
        Settings secure = Settings.secure(
                listen.getHostString(), listen.getPort(), credential.tls(), Names.inHost(config.names()), VERSION);
        String token = config.metricsToken();
        return token == null ? secure : secure.withMetricsToken(token);
    }

    private Parts webParts(
            Store store,
            Loop loop,
            LwM2mEnd devices,
            Announcements announcements,
            EmergencyWarnings warnings,
            DeviceListener listener,
            DeviceClaims claims,
            UploadedCertificate certificate,
            LinkProbes probes,
            FirstStart first)
            throws IOException, BadFileException {
        Map<String, Supplier<String>> readiness = Map.of(
                "store",
                        () -> String.valueOf(
                                store.stats().problem() == null
                                        ? ""
                                        : store.stats().problem()),
                "loop", loop::problem,
                "broker", () -> live.summary().broker().equals("up") ? "" : "no session with the broker");
        return new Parts(
                clock,
                live,
                store.history(),
                store.users(),
                store.audit(),
                loop::offer,
                store::incidents,
                announcements,
                warnings,
                demo == null ? null : demo.faults(),
                claims,
                certificate,
                new SlaSheets(store.ledger(), SlaDefinitions.load(config.data()), clock),
                demo == null ? first : null,
                readiness,
                Gauges.of(store, loop, devices, listener, probes, embedded, coreCounts::get));
    }

    private URI enrolUrl(DeviceListener listener) {
        return URI.create("https://" + firstName() + ":" + listener.port() + Claim.PATH);
    }

    private String firstName() {
        return Names.inUri(config.names().get(0));
    }

    /** Says where the broker is, unless that is where devices look for it first. */
    private URI claimUrl(DeviceListener listener, URI broker) {
        boolean outside = config.mqtt() != null;
        URI seen = outside ? broker : URI.create("mqtts://" + firstName() + ":" + broker.getPort());
        boolean usual = !outside && broker.getPort() == ControllerConfig.BROKER_PORT;
        return Claim.url(enrolUrl(listener), usual ? null : seen, config.prefix());
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the controller has not started");
        }
        return now;
    }

    /** Where the pages are, as a browser elsewhere reaches them. */
    public URI pages() {
        URI listening = running().web().uri();
        return Names.isEverywhere(config.web().getHostString())
                ? URI.create(listening.getScheme() + "://" + firstName() + ":" + listening.getPort() + "/")
                : listening;
    }

    /** Where devices fetch certificates and content. */
    public URI deviceListener() {
        return enrolUrl(running().listener()).resolve("/");
    }

    /** The broker, seen from this machine. */
    public URI broker() {
        return running().broker();
    }

    /** The link that opens the set-up; null once it has been done. */
    public @Nullable URI setUpLink() {
        FirstStart first = running().first();
        return first.isOpen() ? pages().resolve("/set-up?token=" + first.token()) : null;
    }

    public Authority authority() {
        return authority;
    }

    /** Makes a claim for a device, as an engineer does on the pages. */
    public Claim claim(@Nullable String endpoint) {
        return running().claims().make(endpoint);
    }

    /**
     * What the device listener tells a device that asks how it shall probe: for a process that has its devices beside
     * the controller. Blocks on the disk.
     *
     * @return {@link vn.tram.stamp.ProbeParameters} as text; null when there are too many devices
     */
    public @Nullable String probeParameters(String endpoint) {
        return running().probes().parameters(endpoint);
    }

    public Accounts accounts() {
        Store store = running().store();
        return new Accounts(store.users(), store.audit(), new Passwords(), clock);
    }

    /** Takes an event into the loop's queue; false when it is full. */
    public boolean offer(Event event) {
        return running().loop().offer(event);
    }

    @Override
    public void close() {
        closing.close();
    }
}
