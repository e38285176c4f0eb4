package vn.tram.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public Wi-Fi never meets the dedicated network. What is routed is refused by {@link GateRules}; what is bridged
 * never comes by there, so it is looked for in the kernel's own list of bridges and their ports.
 */
final class Isolation {

    private static final int MOST_INTERFACES = 1000;

    private final Path classNet;

    /** @param classNet usually {@code /sys/class/net} */
    Isolation(Path classNet) {
        this.classNet = classNet;
    }

    /** What, rule and value of the first thing that is wrong; null when nothing is. */
    @Nullable
    String problem(GateSettings settings) throws IOException {
        Set<String> people = together(settings.lan());
        for (String wan : settings.wan()) {
            if (people.contains(wan)) {
                return "lan: must not be bridged to wan, and " + settings.lan() + " is to " + wan;
            }
        }
        for (String dedicated : settings.dedicated()) {
            if (settings.wan().contains(dedicated)) {
                return "wan: must not be the dedicated network's interface, was " + dedicated;
            }
            if (people.contains(dedicated) || together(dedicated).contains(settings.lan())) {
                return "lan: must not be bridged to the dedicated network, and " + settings.lan() + " is to "
                        + dedicated;
            }
        }
        return null;
    }

    /** As {@link #problem}, of the addresses that the hotspot's interface has. */
    static @Nullable String addressProblem(GateSettings settings) throws IOException {
        NetworkInterface lan = NetworkInterface.getByName(settings.lan());
        if (lan == null) {
            return null;
        }
        for (InetAddress address : Collections.list(lan.getInetAddresses())) {
            for (Prefix prefix : settings.prefixes()) {
                if (prefix.contains(address)) {
                    return "lan: must not have an address of the dedicated network, and " + settings.lan() + " has "
                            + address.getHostAddress() + " of " + prefix;
                }
            }
        }
        return null;
    }

    /** The interface, and all that share its network by bridges and bonds, whichever of them is the master. */
    private Set<String> together(String name) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(name));
        while (!next.isEmpty() && found.size() < MOST_INTERFACES) {
            String one = next.pop();
            if (found.add(one)) {
                next.addAll(names(classNet.resolve(one).resolve("brif")));
                Path master = classNet.resolve(one).resolve("master");
                if (Files.isSymbolicLink(master)) {
                    next.add(String.valueOf(Files.readSymbolicLink(master).getFileName()));
                }
            }
        }
        return found;
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        }
        return names;
    }
}
