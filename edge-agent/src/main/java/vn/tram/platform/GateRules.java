package vn.tram.platform;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The hotspot's table in the kernel. Its sets hold who may pass and outlive every agent; its chains are written anew at
 * each start. {@code docs/portal.md} explains it line by line.
 *
 * <p>A session is known by the client's MAC address, so that all its addresses of both families are one session, and in
 * the other direction by the connection's mark, which is the session's number.
 */
final class GateRules {

    static final String FAMILY = "inet";
    static final String TABLE = "tram_portal";

    /** As many sessions as there can be at once. */
    static final int MOST_SESSIONS = 4096;

    private static final int MOST_GARDEN = 2048;

    /**
     * The name of an empty chain that says which sets the table has. Another name makes a new table, into which the
     * sessions are taken over, in one transaction.
     */
    static final String VERSION = "v1";

    private static final String SETS = """
            add chain inet tram_portal %1$s
            add set inet tram_portal open { type ether_addr; flags timeout; size %2$d; }
            add set inet tram_portal back { type mark; flags timeout; size %2$d; }
            add map inet tram_portal id { type ether_addr : mark; size %2$d; }
            add set inet tram_portal up { type ether_addr; size %2$d; counter; }
            add set inet tram_portal down { type mark; size %2$d; counter; }
            add set inet tram_portal slow_up { type ether_addr; size %2$d; limit rate over 1 mbytes/second; }
            add set inet tram_portal slow_down { type mark; size %2$d; limit rate over 1 mbytes/second; }
            add map inet tram_portal quotas { type mark : quota; size %2$d; }
            add set inet tram_portal knocks { type ether_addr; flags dynamic,timeout; timeout 1m; size %2$d; }
            add set inet tram_portal farewell { type mark; flags dynamic,timeout; timeout 1m; size %2$d; }
            add set inet tram_portal garden4 { type ipv4_addr; flags dynamic,timeout; timeout 1h; size %3$d; }
            add set inet tram_portal garden6 { type ipv6_addr; flags dynamic,timeout; timeout 1h; size %3$d; }
            """.formatted(VERSION, MOST_SESSIONS, MOST_GARDEN);

    private static final List<String> CHAINS = List.of(
            "refused",
            "cut",
            "passing",
            "waiting",
            "from_client",
            "returning",
            "to_client",
            "arriving",
            "prerouting { type nat hook prerouting priority dstnat; policy accept; }",
            "input { type filter hook input priority filter; policy accept; }",
            "forward { type filter hook forward priority filter; policy accept; }");

    /**
     * Who is not known is held by these; the placeholders are the portal's port, lan, and the wans. The kernel can reset
     * a connection only towards whoever sends. So of one whose session has ended a few packets still reach the client:
     * it acknowledges them, and is told that it is over, where it would wait for ever in silence.
     */
    private static final String RULES = """
            refused meta l4proto tcp reject with tcp reset
            refused reject with icmpx admin-prohibited

            cut ct mark != 0 ct state established meta l4proto tcp update @farewell { ct mark limit rate 5/second burst 20 packets } accept
            cut drop

            prerouting iifname "%2$s" goto arriving
            arriving fib daddr type local tcp dport 80 redirect to :%1$d
            arriving ether saddr @open return
            arriving meta l4proto { tcp, udp } th dport 53 redirect to :53
            arriving ip daddr @garden4 tcp dport 80 return
            arriving ip6 daddr @garden6 tcp dport 80 return
            arriving tcp dport 80 redirect to :%1$d

            input tcp dport %1$d iifname != { "%2$s", "lo" } drop
            input iifname "%2$s" tcp dport %1$d ct state new update @knocks { ether saddr limit rate over 20/second burst 40 packets } drop

            forward iifname "%2$s" goto from_client
            forward oifname "%2$s" goto to_client

            from_client oifname != { %3$s } goto refused
            from_client ct state invalid drop
            from_client ether saddr @open ct mark set ether saddr map @id goto passing
            from_client goto waiting

            passing ether saddr @slow_up drop
            passing quota name ct mark map @quotas goto refused
            passing ether saddr @up accept
            passing goto refused

            waiting ip daddr @garden4 tcp dport { 80, 443 } ct state new update @garden4 { ip daddr } accept
            waiting ip daddr @garden4 tcp dport { 80, 443 } accept
            waiting ip6 daddr @garden6 tcp dport { 80, 443 } ct state new update @garden6 { ip6 daddr } accept
            waiting ip6 daddr @garden6 tcp dport { 80, 443 } accept
            waiting goto refused

            to_client iifname != { %3$s } drop
            to_client ct state invalid drop
            to_client ct mark @back goto returning
            to_client ct state related meta l4proto { icmp, ipv6-icmp } accept
            to_client ip saddr @garden4 tcp sport { 80, 443 } ct state established accept
            to_client ip6 saddr @garden6 tcp sport { 80, 443 } ct state established accept
            to_client goto cut

            returning ct mark @slow_down drop
            returning quota name ct mark map @quotas goto cut
            returning ct mark @down accept
            returning goto cut
            """;

    private GateRules() {}

    /** All of it, for a table that may be there or not; what its sets hold stays. */
    static String script(GateSettings settings) {
        StringBuilder script = new StringBuilder("add table inet tram_portal\n").append(SETS);
        for (String chain : CHAINS) {
            script.append("add chain inet tram_portal ").append(chain).append('\n');
        }
        script.append("flush table inet tram_portal\n");
        dedicated(settings, script);
        RULES.formatted(settings.portal(), settings.lan(), quoted(settings.wan()))
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line ->
                        script.append("add rule inet tram_portal ").append(line).append('\n'));
        return script.toString();
    }

    /** How many rules a script makes. */
    static int rules(String script) {
        return (int) script.lines().filter(line -> line.startsWith("add rule ")).count();
    }

    /** The first rules of both directions, whatever may come after them. */
    private static void dedicated(GateSettings settings, StringBuilder script) {
        if (!settings.dedicated().isEmpty()) {
            String names = quoted(settings.dedicated());
            rule(script, "from_client oifname { " + names + " } goto refused");
            rule(script, "to_client iifname { " + names + " } drop");
        }
        prefixes(settings, true, "ip", script);
        prefixes(settings, false, "ip6", script);
    }

    private static void prefixes(GateSettings settings, boolean isV4, String protocol, StringBuilder script) {
        String listed = settings.prefixes().stream()
                .filter(prefix -> prefix.isV4() == isV4)
                .map(Prefix::toString)
                .collect(Collectors.joining(", "));
        if (!listed.isEmpty()) {
            rule(script, "from_client " + protocol + " daddr { " + listed + " } goto refused");
            rule(script, "to_client " + protocol + " saddr { " + listed + " } drop");
        }
    }

    private static void rule(StringBuilder script, String rule) {
        script.append("add rule inet tram_portal ").append(rule).append('\n');
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }
}
