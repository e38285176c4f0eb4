package vn.tram.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks as the kernel lists them in {@code /sys/class/net}. */
class IsolationTest {

    @TempDir
    private Path net;

    @Test
    void a_hotspot_on_a_bridge_of_its_own_is_as_it_must_be() throws IOException {
        bridge("br-lan", "wlan0", "eth1");
        bridge("br-ded", "eth2");
        assertNull(problem("br-lan", List.of("eth0"), List.of("br-ded")));
    }

    @Test
    void a_port_of_the_hotspots_bridge_is_not_the_dedicated_network() throws IOException {
        bridge("br-lan", "wlan0", "eth2");
        assertEquals(
                "lan: must not be bridged to the dedicated network, and br-lan is to eth2",
                problem("br-lan", List.of("eth0"), List.of("eth2")));
    }

    @Test
    void a_radio_on_the_dedicated_networks_bridge_is_no_hotspot() throws IOException {
        bridge("br-ded", "eth2", "wlan0");
        assertEquals(
                "lan: must not be bridged to the dedicated network, and wlan0 is to br-ded",
                problem("wlan0", List.of("eth0"), List.of("br-ded")));
        assertEquals(
                "lan: must not be bridged to the dedicated network, and wlan0 is to eth2",
                problem("wlan0", List.of("eth0"), List.of("eth2")));
    }

    @Test
    void what_is_bonded_into_the_bridge_is_found_too() throws IOException {
        bridge("br-lan", "wlan0", "bond0");
        bond("bond0", "eth2");
        assertEquals(
                "lan: must not be bridged to the dedicated network, and br-lan is to eth2",
                problem("br-lan", List.of("eth0"), List.of("eth2")));
    }

    @Test
    void people_do_not_leave_by_the_dedicated_network_nor_by_a_bridge() throws IOException {
        bridge("br-lan", "wlan0", "eth0");
        assertEquals(
                "lan: must not be bridged to wan, and br-lan is to eth0",
                problem("br-lan", List.of("eth0"), List.of()));
        assertEquals(
                "wan: must not be the dedicated network's interface, was eth2",
                problem("br-lan", List.of("eth2"), List.of("eth2")));
    }

    private @Nullable String problem(String lan, List<String> wan, List<String> dedicated) throws IOException {
        return new Isolation(net).problem(new GateSettings(lan, wan, 8088, List.of(), dedicated, List.of(), null));
    }

    private void bridge(String name, String... ports) throws IOException {
        for (String port : ports) {
            Files.createDirectories(net.resolve(name).resolve("brif").resolve(port));
            Files.createDirectories(net.resolve(port));
            Files.createSymbolicLink(net.resolve(port).resolve("master"), Path.of("..", name));
        }
    }

    private void bond(String name, String... ports) throws IOException {
        for (String port : ports) {
            Files.createDirectories(net.resolve(port));
            Files.createSymbolicLink(net.resolve(port).resolve("master"), Path.of("..", name));
            Files.createSymbolicLink(net.resolve(name).resolve("lower_" + port), Path.of("..", port));
        }
    }
}
