package vn.tram.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tram.access.PortalOption;
import vn.tram.cabinet.Wiring;
import vn.tram.identity.Claim;
import vn.tram.identity.EndpointName;
import vn.tram.platform.GateSettings;
import vn.tram.probe.ProbeSettings;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.Secret;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sampler.snmp.AccessReader;
import vn.tram.sampler.snmp.SnmpAccess;
import vn.tram.uplink.FileOutbox;
import vn.tram.wire.Topics;

/**
 * How an agent runs, from its settings file. Relative paths in the file mean those beside it.
 *
 * @param endpoint the device's name at the controller
 * @param controller the controller's HTTPS listener for devices, which gives certificates and content; null where
 *     content is not wanted
 * @param broker {@code mqtts://host:8883}; {@code mqtt} only where nobody listens in
 * @param prefix of the topics; empty for none
 * @param claim with which a device without a certificate gets one; null when it has one, or needs none
 * @param data folder of everything that the agent keeps
 * @param interval from one round of readings to the next
 * @param lifetime of the registration: how long the controller believes a silent agent
 * @param profile of the device, such as {@code net-snmp/linux}; null when it is to be found out
 * @param snmp how the device is asked; null when only Linux itself is read
 * @param traps what devices say unasked; null when nobody listens
 * @param devices those behind the agent; null when there are none
 * @param outbox how much is kept for a controller that is away
 * @param portal the captive portal; null for none
 * @param log file to log to; null for standard error
 * @param cabinet what is wired to the box; null when nothing is
 * @param probes of links, and who is answered
 * @param journal file to write every reported value to as well; null for none
 */
public record AgentConfig(
        String endpoint,
        @Nullable URI controller,
        URI broker,
        String prefix,
        @Nullable Claim claim,
        Path data,
        Duration interval,
        Duration lifetime,
        @Nullable String profile,
        @Nullable Snmp snmp,
        @Nullable Traps traps,
        @Nullable GatewaySettings devices,
        FileOutbox.Limits outbox,
        @Nullable Portal portal,
        @Nullable Log log,
        @Nullable Wiring cabinet,
        ProbeSettings probes,
        @Nullable Path journal) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);
    public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);
    public static final int SNMP_PORT = 161;
    public static final int TRAP_PORT = 162;
    public static final int BROKER_PORT = 8883;
    public static final long DEFAULT_LOG_BYTES = 1_000_000;

    /** @param access who the agent is to the device */
    public record Snmp(InetSocketAddress target, SnmpAccess access) {}

    /**
     * Traps and informs of the devices that are asked.
     *
     * @param listen by UDP
     * @param access what the device itself sends them with: that of {@code snmp} when nothing else is set, null without
     *     {@code snmp}; those behind the agent send with what they are asked with
     */
    public record Traps(InetSocketAddress listen, @Nullable SnmpAccess access) {}

    /**
     * The captive portal.
     *
     * @param station the hotspot's name for people
     * @param operator who offers the network, for people
     * @param name of the portal in the hotspot's DNS; null when people are led to its address
     * @param api by TLS; null for none
     * @param gate how the kernel holds the doors; null when nobody holds anybody back
     */
    public record Portal(
            InetSocketAddress listen,
            String station,
            String operator,
            @Nullable String name,
            @Nullable PortalApiSettings api,
            @Nullable GateSettings gate) {}

    /** @param bytes of this file and of the one before it, each */
    public record Log(Path file, long bytes) {}

    /**
     * @param file YAML
     * @throws BadFileException with every problem of the file at once
     */
    public static AgentConfig read(Path file) throws IOException, BadFileException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "folder of the settings file");
        return of(YamlMap.read(file), folder);
    }

    static AgentConfig of(YamlMap root, Path folder) throws BadFileException {
        String endpoint = root.text("endpoint");
        String problem = endpoint.isEmpty() ? null : EndpointName.problem(endpoint);
        if (problem != null) {
            root.problem("endpoint", problem, endpoint);
        }
        URI controller = root.has("controller") ? root.uri("controller", null, "https") : null;
        URI fallback = controller == null ? null : brokerBeside(controller);
        Path data = folder.resolve(root.path("data", Path.of("data")));
        YamlMap outbox = root.map("outbox");
        Snmp snmp = snmp(root.map("snmp"), root.has("snmp"));
        AgentConfig config = new AgentConfig(
                endpoint,
                controller,
                root.uri("broker", fallback, "mqtts", "mqtt"),
                prefix(root),
                claim(root),
                data,
                root.duration("interval", Duration.ofSeconds(1), Duration.ofHours(1), DEFAULT_INTERVAL),
                root.duration("lifetime", Duration.ofSeconds(30), Duration.ofDays(1), DEFAULT_LIFETIME),
                root.optionalText("profile"),
                snmp,
                traps(root, snmp),
                root.has("devices") ? GatewaySettings.of(root.map("devices")) : null,
                new FileOutbox.Limits(
                        outbox.bytes("size", 1_000_000, 4_000_000_000L, FileOutbox.Limits.DEFAULT.bytes()),
                        outbox.duration(
                                "age", Duration.ofHours(1), Duration.ofDays(365), FileOutbox.Limits.DEFAULT.age())),
                portal(root, endpoint, folder),
                log(root.map("log"), root.has("log"), folder),
                root.has("cabinet") ? CabinetSettings.of(root.map("cabinet")) : null,
                root.has("probes") ? ProbesReader.of(root.map("probes")) : ProbeSettings.DEFAULT,
                root.has("journal") ? folder.resolve(root.path("journal", null)) : null);
        root.done();
        return config;
    }

    /** The embedded broker runs beside the device listener. */
    static URI brokerBeside(URI controller) {
        return URI.create("mqtts://" + controller.getHost() + ":" + BROKER_PORT);
    }

    private static String prefix(YamlMap root) {
        String prefix = root.text("prefix", "");
        try {
            return new Topics(prefix).prefix();
        } catch (IllegalArgumentException e) {
            root.problem("prefix", String.valueOf(e.getMessage()), "");
            return "";
        }
    }

    private static @Nullable Claim claim(YamlMap root) {
        if (!root.has("claim")) {
            return null;
        }
        Claim claim = Claim.parse(root.secret("claim", null).value());
        if (claim == null) {
            root.problem("claim", "must be https://HOST:PORT/enrol#SECRET.FINGERPRINT", Secret.REDACTED);
        }
        return claim;
    }

    private static @Nullable Snmp snmp(YamlMap map, boolean present) {
        if (!present) {
            return null;
        }
        InetSocketAddress target = Addresses.of(map, "target", "127.0.0.1:" + SNMP_PORT, SNMP_PORT);
        return new Snmp(target, AccessReader.read(map));
    }

    private static @Nullable Traps traps(YamlMap root, @Nullable Snmp snmp) {
        if (!root.has("traps")) {
            return null;
        }
        YamlMap map = root.map("traps");
        InetSocketAddress listen = Addresses.of(map, "listen", "0.0.0.0:" + TRAP_PORT, TRAP_PORT);
        boolean hasAccess = map.has("version") || map.has("community") || map.has("user");
        if (snmp == null && !root.has("devices")) {
            root.problem("traps", "needs snmp or devices, which say whose traps they are", "");
        } else if (snmp == null && hasAccess) {
            root.problem("traps", "needs snmp, for devices behind send with what they are asked with", "an access");
        }
        return new Traps(listen, hasAccess ? AccessReader.read(map) : snmp == null ? null : snmp.access());
    }

    private static @Nullable Portal portal(YamlMap root, String endpoint, Path folder) {
        if (!root.has("portal")) {
            return null;
        }
        YamlMap map = root.map("portal");
        InetSocketAddress listen = Addresses.of(map, "listen", "0.0.0.0:8088", 0);
        String name = map.optionalText("name");
        if (name != null && !name.matches("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){1,8}")) {
            map.problem("name", "must be a name in lower case such as wifi.bacninh.gov.vn", name);
        }
        PortalApiSettings api =
                map.has("api") ? PortalApiSettings.of(map.map("api"), folder, root.has("controller")) : null;
        if (api != null && (name == null || !PortalOption.isName(name))) {
            map.problem("api", "needs name, for phones ask by a name and never by an address", "");
        }
        GateSettings gate = map.has("gate") ? GateReader.of(map.map("gate"), listen, folder) : null;
        return new Portal(listen, map.text("station", endpoint), map.text("operator", ""), name, api, gate);
    }

    private static @Nullable Log log(YamlMap map, boolean present, Path folder) {
        if (!present) {
            return null;
        }
        return new Log(
                folder.resolve(map.path("file", null)), map.bytes("size", 100_000, 1_000_000_000, DEFAULT_LOG_BYTES));
    }
}
