package vn.tram.sampler.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tram.profiles.Oid;

class NeighbourAddressesTest {

    /** A switch with one neighbour by LLDP, one by ARP, and rows that are no IPv4 addresses. */
    private static final SnmpSource SWITCH = new SnmpSource() {
        @Override
        public String name() {
            return "switch";
        }

        @Override
        public CompletableFuture<Answers> get(List<Oid> oids) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Boolean> has(Oid oid) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Rows> walk(List<Oid> columns, int maxRows) {
            boolean isLldp = columns.get(0).equals(Oid.of("1.0.8802.1.1.2.1.4.2.1.3"));
            List<String> indices = isLldp
                    ? List.of("100.3.1.1.4.192.168.1.20", "100.4.1.2.16.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1", "100.5.1")
                    : List.of("2.192.168.1.30", "2.192.168.1.300", "3.1.192");
            NavigableMap<Oid, @Nullable SnmpValue[]> rows = new TreeMap<>();
            indices.forEach(index -> rows.put(Oid.of(index), new SnmpValue[] {SnmpValue.integer(1)}));
            return CompletableFuture.completedFuture(new Rows(columns, rows, ""));
        }
    };

    @Test
    void addresses_are_read_from_the_indices_of_both_tables_and_nonsense_is_passed_over() {
        Set<String> addresses = NeighbourAddresses.of(SWITCH).join().stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.toSet());

        assertEquals(Set.of("192.168.1.20", "192.168.1.30"), addresses);
    }
}
