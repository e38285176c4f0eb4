package vn.tram.sampler.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NeighbourAddressesTest {

    private static final String LLDP = "1.0.8802.1.1.2.1.4.2.1.3.";
    private static final String ARP = "1.3.6.1.2.1.4.22.1.2.";

    @Test
    void addresses_are_read_from_the_indices_of_both_tables_and_nonsense_is_passed_over() {
        MemoryDevice device = new MemoryDevice();
        List.of("100.3.1.1.4.192.168.1.20", "100.4.1.2.16.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1", "100.5.1")
                .forEach(index -> device.put(LLDP + index, SnmpValue.integer(1)));
        List.of("2.192.168.1.30", "2.192.168.1.300", "3.1.192")
                .forEach(index -> device.put(ARP + index, SnmpValue.integer(1)));

        Set<String> addresses = NeighbourAddresses.of(device).join().stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.toSet());

        assertEquals(Set.of("192.168.1.20", "192.168.1.30"), addresses);
    }
}
