package vn.tram.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts the UDP packets that arrive from or at some ports, by flow and traffic class, which Java cannot read: in a table of
 * its own, which is replaced at the start and removed at the end; no other is touched. It only counts, ahead of every
 * filter. At most {@value #MOST_FLOWS} flows and classes are counted; once that is reached nothing counts as known.
 *
 * <p>The class is read as raw bits: nft 1.0.6 takes {@code ip6 dscp} within a concatenation from the wrong ones.
 */
public final class TosCounters implements AutoCloseable {

    private static final int MOST_FLOWS = 4096;
    private static final String FAMILY = "inet";
    private static final String V4 = "seen4";
    private static final String V6 = "seen6";
    private static final int OCTET = 0xff;

    private final Nftables nft;
    private final String table;
    private final Set<Integer> ports = new ConcurrentSkipListSet<>();
    private Set<Integer> portsInTable = Set.of();
    private boolean isMade;
    private boolean mayExist;
    private volatile @Nullable Map<Flow, Map<Integer, Long>> counted;
    private volatile Map<Flow, Map<Integer, Long>> lately = Map.of();

    private record Flow(InetAddress source, int sourcePort, int port) {}

    /** @param table its name, of the family inet */
    public TosCounters(Nftables nft, String table) {
        this.nft = nft;
        this.table = table;
    }

    /** From the next {@link #refresh} on, what arrives from or at this port is counted. For any thread. */
    public void watch(int port) {
        ports.add(port);
    }

    /**
     * Makes the table when it is not there, and reads it. Takes as long as two runs of nft; for one thread at a time.
     *
     * @throws IOException when that cannot be done; nothing is known then
     */
    public synchronized void refresh() throws IOException {
        Set<Integer> wanted = Set.copyOf(ports);
        if (wanted.isEmpty()) {
            return;
        }
        boolean wasMade = isMade;
        isMade = false;
        try {
            read(wanted, wasMade);
        } finally {
            if (!isMade) {
                counted = null;
                lately = Map.of();
            }
        }
    }

    private void read(Set<Integer> wanted, boolean wasMade) throws IOException {
        Map<Flow, Map<Integer, Long>> before = counted;
        if (!wasMade) {
            mayExist = true;
            nft.apply("table " + table, script(wanted));
            before = Map.of();
        } else if (!wanted.equals(portsInTable)) {
            nft.apply("ports of " + table, "add element inet " + table + " ports { " + numbers(wanted) + " }\n");
        }
        Map<Flow, Map<Integer, Long>> now = read();
        portsInTable = wanted;
        isMade = true;
        lately = since(before == null ? Map.of() : before, now);
        counted = now;
    }

    private String script(Set<Integer> wanted) {
        return """
                table inet %1$s {}
                delete table inet %1$s
                table inet %1$s {
                  set ports { type inet_service; elements = { %2$s } }
                  set seen4 { typeof ip saddr . udp sport . udp dport . @nh,8,8; flags dynamic,timeout; size %3$d; timeout 10m; counter; }
                  set seen6 { typeof ip6 saddr . udp sport . udp dport . @nh,0,16; flags dynamic,timeout; size %3$d; timeout 10m; counter; }
                  chain arriving {
                    type filter hook input priority -300; policy accept;
                    udp dport @ports jump count
                    udp sport @ports jump count
                  }
                  chain count {
                    meta nfproto ipv4 update @seen4 { ip saddr . udp sport . udp dport . @nh,8,8 }
                    meta nfproto ipv6 update @seen6 { ip6 saddr . udp sport . udp dport . @nh,0,16 }
                  }
                }
                """.formatted(table, numbers(wanted), MOST_FLOWS);
    }

    private static String numbers(Set<Integer> wanted) {
        return wanted.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private Map<Flow, Map<Integer, Long>> read() throws IOException {
        List<Map<?, ?>> objects = nft.table(FAMILY, table);
        if (objects == null) {
            throw new IOException("table " + table + ": must be there, and somebody has removed it");
        }
        Map<Flow, Map<Integer, Long>> flows = new HashMap<>();
        try {
            for (Map<?, ?> object : objects) {
                Map<?, ?> set = Json.map(object.get("set"));
                List<?> elements = Json.list(set.get("elem"));
                if (elements.size() >= MOST_FLOWS) {
                    throw new IOException("counted flows: must be fewer than " + MOST_FLOWS + ", were more");
                }
                boolean isV6 = V6.equals(set.get("name"));
                if (isV6 || V4.equals(set.get("name"))) {
                    for (Object element : elements) {
                        count(flows, Json.map(Json.map(element).get("elem")), isV6);
                    }
                }
            }
        } catch (ClassCastException | IndexOutOfBoundsException e) {
            throw new IOException("table " + table + ": must have addresses, ports and classes as keys, has others", e);
        }
        return flows;
    }

    private static void count(Map<Flow, Map<Integer, Long>> flows, Map<?, ?> element, boolean isV6) throws IOException {
        List<?> key = Json.list(Json.map(element.get("val")).get("concat"));
        if (key.isEmpty()) {
            return;
        }
        // An address and no name, so that nobody is asked.
        InetAddress source = InetAddress.getByName((String) key.get(0));
        Flow flow = new Flow(source, ((Number) key.get(1)).intValue(), ((Number) key.get(2)).intValue());
        int bits = ((Number) key.get(3)).intValue();
        int tos = isV6 ? bits >> 4 & OCTET : bits & OCTET;
        Object packets = Json.map(element.get("counter")).get("packets");
        if (packets instanceof Number number) {
            flows.computeIfAbsent(flow, fresh -> new HashMap<>()).merge(tos, number.longValue(), Long::sum);
        }
    }

    private static Map<Flow, Map<Integer, Long>> since(
            Map<Flow, Map<Integer, Long>> before, Map<Flow, Map<Integer, Long>> now) {
        Map<Flow, Map<Integer, Long>> all = new HashMap<>();
        now.forEach((flow, counts) -> {
            Map<Integer, Long> then = before.getOrDefault(flow, Map.of());
            counts.forEach((tos, packets) -> {
                if (packets > then.getOrDefault(tos, 0L)) {
                    all.computeIfAbsent(flow, fresh -> new HashMap<>()).put(tos, packets - then.getOrDefault(tos, 0L));
                }
            });
        });
        return all;
    }

    /** Packets of that flow by traffic class (DSCP and ECN) since it began; null when that is not known. For any thread. */
    public @Nullable Map<Integer, Long> from(InetSocketAddress source, int port) {
        Map<Flow, Map<Integer, Long>> known = counted;
        return known == null ? null : known.getOrDefault(flow(source, port), Map.of());
    }

    /** The traffic class of all packets of that flow between the last two readings; null when that is not known, or several. */
    public @Nullable Integer lately(InetSocketAddress source, int port) {
        Set<Integer> classes = lately.getOrDefault(flow(source, port), Map.of()).keySet();
        return classes.size() == 1 ? classes.iterator().next() : null;
    }

    private static Flow flow(InetSocketAddress source, int port) {
        return new Flow(source.getAddress(), source.getPort(), port);
    }

    /** Removes the table. */
    @Override
    public synchronized void close() throws IOException {
        counted = null;
        lately = Map.of();
        isMade = false;
        if (mayExist) {
            mayExist = false;
            nft.apply("table " + table, "table inet " + table + " {}\ndelete table inet " + table + "\n");
        }
    }
}
