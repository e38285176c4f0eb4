package vn.tram.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {

    private static Range range(String text) {
        return Objects.requireNonNull(Range.parse(text), text);
    }

    private static List<String> hosts(String text) {
        return range(text).hosts().map(InetAddress::getHostAddress).toList();
    }

    @Test
    void a_network_has_its_hosts_without_its_own_and_its_broadcast_address() {
        assertEquals(List.of("192.168.1.249", "192.168.1.250"), hosts("192.168.1.250/30"));
        assertEquals(254, range("10.0.0.0/24").hosts().count());
        assertEquals(65_534, range("10.1.0.0/16").hosts().count());
    }

    @Test
    void a_link_between_two_and_a_single_address_have_all_of_theirs() {
        assertEquals(List.of("10.0.0.0", "10.0.0.1"), hosts("10.0.0.0/31"));
        assertEquals(List.of("200.1.2.3"), hosts("200.1.2.3"));
    }

    @Test
    void an_address_is_in_it_or_not() throws Exception {
        Range range = range("192.168.16.0/20");
        assertTrue(range.has(InetAddress.getByName("192.168.31.255")));
        assertFalse(range.has(InetAddress.getByName("192.168.32.0")));
        assertFalse(range.has(InetAddress.getByName("::1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/8", "10.0.0.256", "10.0.0.0/33", "10.0.0", "noc.example", "fe80::1/64"})
    void what_is_no_network_or_too_large_is_none(String text) {
        assertNull(Range.parse(text));
    }
}
