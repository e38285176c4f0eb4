package vn.tram.agent;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.probe.ProbeSettings;
import vn.tram.probe.ProbeSettings.Method;
import vn.tram.probe.Probes;
import vn.tram.profiles.file.Secret;
import vn.tram.profiles.file.YamlMap;

/** The part {@code probes} of an agent's settings. */
final class ProbesReader {

    /** One link's readings must leave room for the device's own. */
    private static final int MOST_LINKS = 16;

    private static final int REFLECTOR_PORT = 8620;
    private static final int MOST_DSCP = 63;
    private static final int MOST_SSID = 65_535;

    private ProbesReader() {}

    static ProbeSettings of(YamlMap map) {
        List<ProbeSettings.Link> links = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of(Probes.CONTROLLER));
        for (YamlMap one : map.maps("links")) {
            ProbeSettings.Link link = link(one);
            if (!names.add(link.name())) {
                one.problem("name", "must be there once, and not be " + Probes.CONTROLLER, link.name());
            }
            links.add(link);
        }
        if (links.size() > MOST_LINKS) {
            map.problem("links", "must be at most " + MOST_LINKS, Integer.toString(links.size()));
        }
        return new ProbeSettings(
                map.flag("controller", true),
                map.has("clock-error")
                        ? map.duration("clock-error", Duration.ofNanos(1), Duration.ofSeconds(1), Duration.ZERO)
                        : null,
                links,
                map.has("reflector") ? reflector(map.map("reflector")) : null);
    }

    private static ProbeSettings.Link link(YamlMap map) {
        Method method = method(map);
        int port = method == Method.TCP ? 0 : ProbeSettings.STAMP_PORT;
        InetSocketAddress peer = method == Method.ICMP
                ? InetSocketAddress.createUnresolved(host(map), 0)
                : Addresses.unresolved(map, "peer", method == Method.TCP ? "192.0.2.1:443" : "192.0.2.1", port);
        return new ProbeSettings.Link(
                map.text("name"),
                method,
                peer.getHostString(),
                peer.getPort(),
                map.duration("interval", Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(1)),
                map.integer("ssid", 0, MOST_SSID, 0),
                key(map),
                map.integer("dscp", 0, MOST_DSCP, 0));
    }

    private static Method method(YamlMap map) {
        String text = map.text("method", "stamp");
        for (Method method : Method.values()) {
            if (method.name().toLowerCase(Locale.ROOT).equals(text)) {
                return method;
            }
        }
        map.problem("method", "must be stamp, icmp or tcp", text);
        return Method.STAMP;
    }

    /** Goes to a program as an argument, so that it must not look like an option. */
    private static String host(YamlMap map) {
        String host = map.text("peer");
        if (!host.matches("[0-9A-Za-z:][0-9A-Za-z.:%_-]{0,252}")) {
            map.problem("peer", "must be a host name or an address, without port", host);
        }
        return host;
    }

    private static @Nullable Secret key(YamlMap map) {
        if (!map.has("key")) {
            return null;
        }
        Secret key = map.secret("key", null);
        if (key.value().isEmpty()) {
            map.problem("key", "must not be empty", "");
            return null;
        }
        return key;
    }

    private static ProbeSettings.Listening reflector(YamlMap map) {
        return new ProbeSettings.Listening(
                Addresses.of(map, "listen", "0.0.0.0:" + REFLECTOR_PORT, REFLECTOR_PORT), key(map));
    }
}
