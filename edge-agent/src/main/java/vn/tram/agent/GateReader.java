package vn.tram.agent;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Garden;
import vn.tram.document.PortalPolicy;
import vn.tram.platform.GateSettings;
import vn.tram.platform.Prefix;
import vn.tram.profiles.file.YamlMap;

/** The part {@code portal.gate} of an agent's settings. */
final class GateReader {

    private static final int MOST = 32;

    /** Who holds the doors. */
    private enum Backend {
        NFTABLES,
        NONE
    }

    private GateReader() {}

    /**
     * @param portal where the portal listens
     * @param folder that relative paths are in
     * @return null when nobody holds any doors
     */
    static @Nullable GateSettings of(YamlMap map, InetSocketAddress portal, Path folder) {
        Backend backend = map.choice("backend", Backend.class, Backend.NFTABLES);
        if (backend == Backend.NONE) {
            return null;
        }
        String lan = map.text("lan");
        if (!lan.isEmpty() && !GateSettings.isInterface(lan)) {
            map.problem("lan", "must be the name of an interface, such as br-lan", lan);
        }
        List<String> wan = interfaces(map, "wan");
        if (wan.isEmpty()) {
            map.problem("wan", "must be the interfaces to the internet, such as [eth0]", "none");
        } else if (wan.contains(lan)) {
            map.problem("wan", "must not be lan", lan);
        }
        YamlMap dedicated = map.map("dedicated");
        List<String> closed = interfaces(dedicated, "interfaces");
        for (String name : closed) {
            if (name.equals(lan) || wan.contains(name)) {
                dedicated.problem(
                        "interfaces", "must not be lan or wan: people would be on the dedicated network", name);
            }
        }
        List<Prefix> prefixes = prefixes(dedicated);
        if (portal.getPort() == 0
                || portal.getAddress() != null && portal.getAddress().isLoopbackAddress()) {
            map.problem("backend", "needs portal.listen at an address and a port that phones reach", portal.toString());
        }
        List<String> garden = garden(map);
        Path dnsmasq = map.has("dnsmasq") ? folder.resolve(map.path("dnsmasq", null)) : null;
        boolean isGood = GateSettings.isInterface(lan) && !wan.isEmpty() && portal.getPort() > 0;
        // What is bad is never used: all problems are thrown before.
        return isGood ? new GateSettings(lan, wan, portal.getPort(), garden, closed, prefixes, dnsmasq) : null;
    }

    private static List<String> interfaces(YamlMap map, String key) {
        List<String> good = new ArrayList<>();
        for (String name : few(map, key)) {
            if (GateSettings.isInterface(name)) {
                good.add(name);
            } else {
                map.problem(key, "must be names of interfaces, such as eth0", name);
            }
        }
        return good;
    }

    private static List<Prefix> prefixes(YamlMap map) {
        List<Prefix> good = new ArrayList<>();
        for (String text : few(map, "prefixes")) {
            Prefix prefix = Prefix.parse(text);
            if (prefix == null) {
                map.problem("prefixes", "must be such as 10.20.0.0/16 or 2001:db8::/32, with zeros behind", text);
            } else {
                good.add(prefix);
            }
        }
        return good;
    }

    private static List<String> few(YamlMap map, String key) {
        List<String> texts = map.texts(key);
        if (texts.size() > MOST) {
            map.problem(key, "must be at most " + MOST, Integer.toString(texts.size()));
        }
        return texts;
    }

    private static List<String> garden(YamlMap map) {
        TreeSet<String> names = new TreeSet<>();
        for (String name : map.texts("garden")) {
            String problem = Garden.problem(name);
            if (problem != null || !names.add(name)) {
                map.problem("garden", problem == null ? "must have a name once" : problem, name);
            }
        }
        if (names.size() > PortalPolicy.MAX_GARDEN) {
            map.problem(
                    "garden", "must be at most " + PortalPolicy.MAX_GARDEN + " names", Integer.toString(names.size()));
        }
        return List.copyOf(names);
    }
}
