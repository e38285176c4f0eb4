package vn.tram.agent;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.gateway.Range;
import vn.tram.gateway.Scan;
import vn.tram.identity.EndpointName;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sampler.snmp.AccessReader;
import vn.tram.sampler.snmp.SnmpAccess;

/**
 * The part {@code devices} of an agent's settings: which devices behind the agent are asked.
 *
 * @param interval from one round of a device to its next
 * @param most how many are asked; more are refused
 * @param listed by name
 * @param access of devices that are found, and of those in the list that do not say otherwise; null when none is set
 * @param scan where devices are looked for; null for nowhere
 */
public record GatewaySettings(
        Duration interval,
        int most,
        List<Listed> listed,
        @Nullable SnmpAccess access,
        Scan.@Nullable Settings scan) {

    private static final int PER_SECOND = 20;

    /**
     * @param target unresolved when it is a name
     * @param profile null when it is to be found out
     */
    public record Listed(
            String name,
            InetSocketAddress target,
            SnmpAccess access,
            @Nullable String profile) {}

    public GatewaySettings {
        listed = List.copyOf(listed);
    }

    static GatewaySettings of(YamlMap map) {
        SnmpAccess access = map.has("snmp") ? AccessReader.read(map.map("snmp")) : null;
        List<Listed> listed = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlMap device : map.maps("list")) {
            Listed read = listed(device, access);
            if (!names.add(read.name())) {
                device.problem("name", "must be there once", read.name());
            }
            listed.add(read);
        }
        Scan.Settings scan = map.has("scan") ? scan(map.map("scan")) : null;
        if (scan != null && access == null) {
            map.problem("snmp", "must be given, for a scan needs it", "nothing");
        }
        int most = map.integer("most", 1, Integer.MAX_VALUE, EndpointName.MAX_BEHIND);
        if (most > EndpointName.MAX_BEHIND) {
            map.problem(
                    "most",
                    "must be at most " + EndpointName.MAX_BEHIND
                            + ", for the controller keeps no more behind one agent",
                    Integer.toString(most));
        } else if (listed.size() > most) {
            map.problem("list", "must have at most as many devices as most says, " + most, "" + listed.size());
        }
        return new GatewaySettings(
                map.duration("interval", Duration.ofSeconds(5), Duration.ofDays(1), AgentConfig.DEFAULT_INTERVAL),
                most,
                listed,
                access,
                scan);
    }

    private static Listed listed(YamlMap device, @Nullable SnmpAccess common) {
        String name = device.text("name");
        if (!name.isEmpty() && !EndpointName.isDevice(name)) {
            device.problem("name", EndpointName.DEVICE_RULE, name);
        }
        boolean hasAccess = device.has("version") || device.has("community") || device.has("user");
        SnmpAccess access = hasAccess || common == null ? AccessReader.read(device) : common;
        return new Listed(
                name,
                Addresses.unresolved(device, "target", "192.168.1.20", AgentConfig.SNMP_PORT),
                access,
                device.optionalText("profile"));
    }

    private static Scan.Settings scan(YamlMap map) {
        List<Range> ranges = new ArrayList<>();
        for (String text : map.texts("ranges")) {
            Range range = Range.parse(text);
            if (range == null) {
                map.problem("ranges", Range.RULE, text);
            } else {
                ranges.add(range);
            }
        }
        if (!map.has("ranges")) {
            map.problem("ranges", Range.RULE, "nothing");
        }
        return new Scan.Settings(
                ranges,
                map.integer("per-second", 1, 1000, PER_SECOND),
                map.duration("every", Duration.ofMinutes(1), Duration.ofDays(7), Duration.ofHours(1)),
                map.flag("sweep", true));
    }
}
