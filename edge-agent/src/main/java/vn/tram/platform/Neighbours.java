package vn.tram.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Client;

/**
 * Who has which address on the hotspot's network, as the kernel's neighbour tables (ARP, and RFC 4861 for IPv6) have it,
 * by {@code ip -j neigh}. Safe for use by many threads; reads at most ten times a second.
 */
final class Neighbours {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 4_000_000;
    private static final long FRESH = Duration.ofSeconds(1).toNanos();
    private static final long APART = Duration.ofMillis(100).toNanos();
    private static final Set<String> NOT_THERE = Set.of("FAILED", "INCOMPLETE", "NOARP");

    private final List<String> command;
    private Map<InetAddress, Client> known = Map.of();
    private long readAt;
    private boolean wasRead;

    /** @param ip the program, with what comes before it to run it elsewhere */
    Neighbours(List<String> ip, String lan) {
        List<String> whole = new ArrayList<>(ip);
        whole.addAll(List.of("-j", "neigh", "show", "dev", lan));
        this.command = List.copyOf(whole);
    }

    /** @return null when nobody there is known to have the address, or it is none */
    @Nullable
    Client at(String address) throws IOException {
        InetAddress wanted = Prefix.address(address);
        return wanted == null ? null : at(wanted);
    }

    private synchronized @Nullable Client at(InetAddress wanted) throws IOException {
        long age = System.nanoTime() - readAt;
        if (!wasRead || age > FRESH || age > APART && !known.containsKey(wanted)) {
            Command.Result result = Command.run(command, "", PATIENCE, MOST);
            if (result.code() != 0) {
                throw new IOException(command + ": must list the neighbours, and said "
                        + result.said().strip());
            }
            known = parse(result.said());
            readAt = System.nanoTime();
            wasRead = true;
        }
        return known.get(wanted);
    }

    static Map<InetAddress, Client> parse(String json) throws IOException {
        Map<InetAddress, Client> found = new HashMap<>();
        for (Object one : Json.list(json.isBlank() ? null : Json.read(json))) {
            Map<?, ?> neighbour = Json.map(one);
            String text = Json.text(neighbour.get("dst"));
            InetAddress address = Prefix.address(text);
            String mac = Json.text(neighbour.get("lladdr"));
            boolean isThere = Json.list(neighbour.get("state")).stream().noneMatch(NOT_THERE::contains);
            if (address != null && isThere && !mac.isEmpty()) {
                try {
                    found.put(address, new Client(mac, text));
                } catch (IllegalArgumentException e) {
                    // No Ethernet: such as a tunnel, which nobody's phone is behind.
                }
            }
        }
        return found;
    }
}
