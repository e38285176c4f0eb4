package vn.tram.controller;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;

/**
 * How a controller runs, from its settings file.
 *
 * @param data folder of everything that it keeps; relative to the settings file
 * @param web where the pages listen; beyond loopback with TLS
 * @param devices where devices fetch certificates and content, by HTTPS
 * @param broker where the embedded broker listens for devices; not used with {@code mqtt}
 * @param stamp where the nodes' link probes are answered, by UDP
 * @param names by which browsers and devices call this machine; the first is written into claims and into the set-up link
 * @param prefix of the topics
 * @param mqtt an outside broker instead of the embedded one; null for the embedded one
 * @param mqttKey PEM files of our own client at that broker; null for none
 * @param mqttChain its certificate and the authority's
 * @param webKey PEM file of the key for the pages; null for a certificate of our own authority
 * @param webChain its certificate and those above it
 * @param rules file of the rules for incidents; null for {@code rules/incidents.yaml} in the data folder, when there is one
 * @param metricsToken lets a Prometheus server read {@code /metrics} beyond loopback; null for nobody
 */
public record ControllerConfig(
        Path data,
        InetSocketAddress web,
        InetSocketAddress devices,
        InetSocketAddress broker,
        Stamp stamp,
        List<String> names,
        String prefix,
        @Nullable URI mqtt,
        @Nullable Path mqttKey,
        @Nullable Path mqttChain,
        @Nullable Path webKey,
        @Nullable Path webChain,
        @Nullable Path rules,
        @Nullable String metricsToken) {

    /** A host name or an IP address, by its characters. */
    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9.-]{0,252})|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";

    public static final int WEB_PORT = 8080;
    public static final int DEVICES_PORT = 8443;
    public static final int BROKER_PORT = 8883;
    /** STAMP's own is 862, which needs a privilege. */
    public static final int STAMP_PORT = 8620;

    /**
     * The reflector of link probes.
     *
     * @param unsigned whether packets of anybody are answered, which are evidence of nothing
     * @param clockError how far this machine's clock is wrong at most, for one-way delays; null when nobody promises any
     */
    public record Stamp(
            InetSocketAddress listen,
            boolean unsigned,
            @Nullable Duration clockError) {}

    public ControllerConfig {
        names = List.copyOf(names);
    }

    /** The defaults, everything on loopback. */
    public static ControllerConfig loopback(Path data, int webPort, int devicesPort, int brokerPort) {
        return new ControllerConfig(
                data,
                new InetSocketAddress("127.0.0.1", webPort),
                new InetSocketAddress("127.0.0.1", devicesPort),
                new InetSocketAddress("127.0.0.1", brokerPort),
                new Stamp(new InetSocketAddress("127.0.0.1", 0), false, null),
                List.of("localhost"),
                "",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** @throws BadFileException with every problem of the file at once */
    public static ControllerConfig read(Path file) throws IOException, BadFileException {
        YamlMap root = YamlMap.read(file);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "folder of the settings file");
        Path data = folder.resolve(root.path("data", Path.of("data")));
        YamlMap web = root.map("web");
        YamlMap devices = root.map("devices");
        YamlMap mqtt = root.map("mqtt");
        InetSocketAddress pages = address(web, "listen", "127.0.0.1:" + WEB_PORT);
        YamlMap stamp = root.map("stamp");
        ControllerConfig config = new ControllerConfig(
                data,
                pages,
                address(devices, "listen", "0.0.0.0:" + DEVICES_PORT),
                address(devices, "broker", "0.0.0.0:" + BROKER_PORT),
                new Stamp(
                        address(stamp, "listen", "0.0.0.0:" + STAMP_PORT),
                        stamp.flag("unsigned", false),
                        stamp.has("clock-error")
                                ? stamp.duration(
                                        "clock-error", Duration.ofNanos(1), Duration.ofSeconds(1), Duration.ZERO)
                                : null),
                names(root, pages),
                root.text("prefix", ""),
                mqtt.has("uri") ? mqtt.uri("uri", null, "mqtt", "mqtts") : null,
                file(folder, mqtt, "key"),
                file(folder, mqtt, "certificate"),
                file(folder, web, "key"),
                file(folder, web, "certificate"),
                file(folder, root, "rules"),
                web.has("metrics-token") ? web.secret("metrics-token", null).value() : null);
        root.done();
        return config;
    }

    /** In lower case, as browsers send them. Without any, the address that the pages listen on, when it is one. */
    private static List<String> names(YamlMap root, InetSocketAddress pages) {
        List<String> names = new ArrayList<>();
        for (String name : root.texts("names")) {
            if (!name.matches(NAME)) {
                root.problem("names", "must be host names or IP addresses, without port", "\"" + name + "\"");
            }
            names.add(name.toLowerCase(Locale.ROOT));
        }
        if (names.isEmpty() && Names.isEverywhere(pages.getHostString())) {
            root.problem(
                    "names",
                    "must say how browsers and devices call this machine when web.listen is every address of it,"
                            + " such as [noc.example.vn] or [192.168.1.5]",
                    "");
        }
        if (names.isEmpty()) {
            names.add(Names.isLoopback(pages) ? "localhost" : pages.getHostString());
        }
        return names;
    }

    private static @Nullable Path file(Path folder, YamlMap map, String key) {
        return map.has(key) ? folder.resolve(map.path(key, null)) : null;
    }

    private static InetSocketAddress address(YamlMap map, String key, String fallback) {
        String text = map.text(key, fallback);
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            map.problem(key, "must be ADDRESS:PORT, such as 127.0.0.1:8080", text);
            return new InetSocketAddress("127.0.0.1", 0);
        }
        return new InetSocketAddress(text.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return "ControllerConfig[data=" + data + ", web=" + web + ", devices=" + devices + ", broker="
                + (mqtt == null ? broker : mqtt) + "]";
    }
}
