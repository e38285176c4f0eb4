package vn.tram.sampler.snmp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import vn.tram.profiles.Oid;

/**
 * The IPv4 addresses that a device knows of others beside it: the management addresses of its LLDP neighbours (IEEE
 * 802.1AB, lldpRemManAddrTable) and its ARP table (RFC 4293, ipNetToMediaTable). Both say them in the rows' indices.
 */
public final class NeighbourAddresses {

    /** lldpRemManAddrIfSubtype, by time mark, local port, number, kind of address, its length, and the address. */
    private static final Oid LLDP = Oid.of("1.0.8802.1.1.2.1.4.2.1.3");

    private static final int LLDP_KIND = 3;
    private static final int IPV4 = 1;

    /** ipNetToMediaPhysAddress, by interface and address. */
    private static final Oid ARP = Oid.of("1.3.6.1.2.1.4.22.1.2");

    private static final int OCTETS = 4;
    private static final int MOST = 10_000;

    private NeighbourAddresses() {}

    /** Those of LLDP first; empty when the device has none, or does not answer. */
    public static CompletableFuture<Set<InetAddress>> of(SnmpSource device) {
        return device.walk(List.of(LLDP), MOST).thenCombine(device.walk(List.of(ARP), MOST), (lldp, arp) -> {
            Set<InetAddress> addresses = new LinkedHashSet<>();
            lldp.rows().keySet().stream()
                    .filter(index -> index.size() == LLDP_KIND + 2 + OCTETS && index.arc(LLDP_KIND) == IPV4)
                    .flatMap(NeighbourAddresses::address)
                    .forEach(addresses::add);
            arp.rows().keySet().stream()
                    .filter(index -> index.size() == 1 + OCTETS)
                    .flatMap(NeighbourAddresses::address)
                    .forEach(addresses::add);
            return addresses;
        });
    }

    /** The last four arcs; nothing when one is no octet. */
    private static Stream<InetAddress> address(Oid index) {
        byte[] octets = new byte[OCTETS];
        for (int i = 0; i < OCTETS; i++) {
            long arc = index.arc(index.size() - OCTETS + i);
            if (arc > 255) {
                return Stream.empty();
            }
            octets[i] = (byte) arc;
        }
        try {
            return Stream.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
