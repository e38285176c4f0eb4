package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tram.platform.GateSettings;
import vn.tram.platform.Prefix;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;

class GateReaderTest {

    @Test
    void a_hotspot_between_the_internet_and_a_dedicated_network() throws Exception {
        GateSettings gate = gate("""
                portal:
                  gate:
                    lan: br-lan
                    wan: [eth0, wwan0]
                    garden: [zalo.me, dichvucong.gov.vn]
                    dedicated: {interfaces: [eth1], prefixes: [10.20.0.0/16]}
                    dnsmasq: garden.conf
                """);
        assertEquals(
                new GateSettings(
                        "br-lan",
                        List.of("eth0", "wwan0"),
                        8088,
                        List.of("dichvucong.gov.vn", "zalo.me"),
                        List.of("eth1"),
                        List.of(Objects.requireNonNull(Prefix.parse("10.20.0.0/16"))),
                        Path.of("/etc/tram/garden.conf")),
                gate);
    }

    @Test
    void nobody_is_held_back_for_a_preview_or_by_a_portal_without_a_gate() throws Exception {
        assertNull(gate("portal: {gate: {backend: none}}\n"));
        assertNull(gate("portal: {}\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lan: br-lan, wan: [eth0], dedicated: {interfaces: [br-lan]}"
                        + "| portal.gate.dedicated.interfaces: must not be lan or wan: people would be on the dedicated",
                "lan: br-lan, wan: [eth0, eth1], dedicated: {interfaces: [eth1]}"
                        + "| portal.gate.dedicated.interfaces: must not be lan or wan: people would be on the dedicated",
                "lan: br-lan, wan: [br-lan] | portal.gate.wan: must not be lan",
                "lan: br-lan | portal.gate.wan: must be the interfaces to the internet, such as [eth0]",
                "wan: [eth0] | portal.gate.lan: must be given",
                "lan: 'br lan', wan: [eth0] | portal.gate.lan: must be the name of an interface, such as br-lan",
                "lan: br-lan, wan: [eth0], gardens: [zalo.me] | garden",
                "lan: br-lan, wan: [eth0], backend: nftable | nftables",
                "lan: br-lan, wan: [eth0], garden: [apple.com] | portal.gate.garden: must not let through captive.apple.com",
                "lan: br-lan, wan: [eth0], dedicated: {prefixes: [10.20.0.1/16]} | portal.gate.dedicated.prefixes: must be"
            })
    void mistakes_are_told_with_what_rule_and_value(String settings, String expected) {
        BadFileException e = assertThrows(BadFileException.class, () -> gate("portal: {gate: {" + settings + "}}\n"));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    @Test
    void a_portal_that_no_phone_reaches_is_refused() {
        BadFileException e = assertThrows(
                BadFileException.class,
                () -> gate("portal: {listen: '127.0.0.1:8088', gate: {lan: br-lan, wan: [eth0]}}\n"));
        assertTrue(
                e.getMessage().contains("needs portal.listen at an address and a port that phones reach"),
                e.getMessage());
    }

    private static @Nullable GateSettings gate(String portal) throws BadFileException {
        YamlMap root = YamlMap.parse("agent.yaml", "endpoint: a\nbroker: mqtt://b\n" + portal);
        return Objects.requireNonNull(AgentConfig.of(root, Path.of("/etc/tram")).portal())
                .gate();
    }
}
