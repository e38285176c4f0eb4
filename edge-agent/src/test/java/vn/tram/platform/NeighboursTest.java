package vn.tram.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.tram.access.Client;

/** What {@code ip -j neigh show dev br-lan} of iproute2 6.1 says. */
class NeighboursTest {

    private static final String SAID = """
            [{"dst":"10.77.0.2","lladdr":"02:00:5e:10:00:02","state":["REACHABLE"]},\
            {"dst":"fe80::5eff:fe10:2","lladdr":"02:00:5e:10:00:02","state":["STALE"]},\
            {"dst":"10.77.0.9","state":["FAILED"]},\
            {"dst":"10.77.0.8","lladdr":"02:00:5e:10:00:08","state":["FAILED"]},\
            {"dst":"10.77.0.7","lladdr":"0.0.0.0","state":["PERMANENT"]}]
            """;

    @Test
    void a_phone_is_known_by_each_of_its_addresses() throws IOException {
        assertEquals(
                Map.of(
                        InetAddress.getByName("10.77.0.2"), new Client("02:00:5e:10:00:02", "10.77.0.2"),
                        InetAddress.getByName("fe80::5eff:fe10:2"),
                                new Client("02:00:5e:10:00:02", "fe80::5eff:fe10:2")),
                Neighbours.parse(SAID));
    }

    @Test
    void nobody_is_there_when_nothing_is_said() throws IOException {
        assertEquals(Map.of(), Neighbours.parse(""));
        assertEquals(Map.of(), Neighbours.parse("[ ]"));
    }

    @Test
    void what_is_no_list_is_an_error_and_not_nobody() {
        assertThrows(IOException.class, () -> Neighbours.parse("Usage: ip neigh"));
    }
}
