package vn.tram.platform;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the hotspot is on this router.
 *
 * @param lan interface that people's devices are behind, such as {@code br-lan}
 * @param wan interfaces to the internet: the only ones that people's traffic may leave by
 * @param portal TCP port of the portal on this router
 * @param garden names that can be reached before login, with all below them
 * @param dedicated interfaces of the dedicated network, which people never reach
 * @param prefixes addresses of the dedicated network, such as {@code 10.20.0.0/16}
 * @param dnsmasq file for what dnsmasq must know of the garden; null when somebody else takes care of that
 */
public record GateSettings(
        String lan,
        List<String> wan,
        int portal,
        List<String> garden,
        List<String> dedicated,
        List<Prefix> prefixes,
        @Nullable Path dnsmasq) {

    /** As the kernel has it (IFNAMSIZ), without what has a meaning for nft or in a path. */
    private static final String INTERFACE = "[0-9A-Za-z_][0-9A-Za-z_.@-]{0,14}";

    public GateSettings {
        wan = List.copyOf(wan);
        garden = List.copyOf(garden);
        dedicated = List.copyOf(dedicated);
        prefixes = List.copyOf(prefixes);
        if (!isInterface(lan) || !wan.stream().allMatch(GateSettings::isInterface) || wan.isEmpty()) {
            throw new IllegalArgumentException("lan, wan: must be names of interfaces, were " + lan + ", " + wan);
        }
        if (!dedicated.stream().allMatch(GateSettings::isInterface)) {
            throw new IllegalArgumentException("dedicated: must be names of interfaces, were " + dedicated);
        }
        if (portal < 1 || portal > 65_535) {
            throw new IllegalArgumentException("portal: must be a port, was " + portal);
        }
    }

    public static boolean isInterface(String name) {
        return name.matches(INTERFACE);
    }
}
