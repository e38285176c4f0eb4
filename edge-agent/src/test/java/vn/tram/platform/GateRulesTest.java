package vn.tram.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.tram.access.Client;

class GateRulesTest {

    private static final Client CLIENT = new Client("02:00:5e:10:00:02", "10.77.0.2");

    @Test
    void nobody_reaches_the_dedicated_network_whatever_comes_after() {
        GateSettings settings = new GateSettings(
                "br-lan",
                List.of("eth0"),
                8088,
                List.of(),
                List.of("eth2"),
                List.of(prefix("10.20.0.0/16"), prefix("fd20::/16")),
                null);
        List<String> fromClient = GateRules.script(settings)
                .lines()
                .filter(line -> line.startsWith("add rule inet tram_portal from_client "))
                .map(line -> line.substring("add rule inet tram_portal from_client ".length()))
                .toList();
        assertEquals(
                List.of(
                        "oifname { \"eth2\" } goto refused",
                        "ip daddr { 10.20.0.0/16 } goto refused",
                        "ip6 daddr { fd20:0:0:0:0:0:0:0/16 } goto refused",
                        "oifname != { \"eth0\" } goto refused"),
                fromClient.subList(0, 4));
    }

    @Test
    void no_setting_becomes_a_rule_of_its_own() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new GateSettings("lan\" accept #", List.of("eth0"), 8088, List.of(), List.of(), List.of(), null));
        assertFalse(GateSettings.isInterface("../eth0"));
        assertFalse(GateSettings.isInterface("a-name-too-long-x"));
        assertTrue(GateSettings.isInterface("eth0.20"));
    }

    @Test
    void a_grant_is_renewed_without_touching_what_was_counted() {
        Door before = new Door(CLIENT, 7, Duration.ofSeconds(9), 100, 200, 5000, 300, 0, 0);
        Door after = new Door(CLIENT, 7, Duration.ofSeconds(60), 100, 200, 0, 0, 0, 1000);
        DoorScript script = new DoorScript();
        script.grant(after, before);
        assertEquals("""
                add element inet tram_portal open { 02:00:5e:10:00:02 timeout 1s }
                delete element inet tram_portal open { 02:00:5e:10:00:02 }
                add element inet tram_portal back { 7 timeout 1s }
                delete element inet tram_portal back { 7 }
                delete element inet tram_portal quotas { 7 }
                delete quota inet tram_portal q02005e100002
                add element inet tram_portal open { 02:00:5e:10:00:02 timeout 60s }
                add element inet tram_portal back { 7 timeout 60s }
                add element inet tram_portal slow_down { 7 limit rate over 1000 bytes/second burst 65536 bytes }
                """, script.toString());
    }

    @Test
    void what_the_kernel_holds_is_read_back_as_it_was_put_there() throws IOException {
        String json = """
                [{"chain": {"name": "v1"}},
                 {"quota": {"name": "q02005e100002", "bytes": 5000, "used": 5001}},
                 {"map": {"name": "id", "elem": [[{"elem": {"val": "02:00:5e:10:00:02", "comment": "10.77.0.2"}}, 7],
                                                ["02:00:5e:10:00:03", 8]]}},
                 {"set": {"name": "open", "elem": [{"elem": {"val": "02:00:5e:10:00:02", "timeout": 60, "expires": 59}}]}},
                 {"set": {"name": "up", "elem": [{"elem": {"val": "02:00:5e:10:00:02", "counter": {"packets": 1, "bytes": 100}}}]}},
                 {"set": {"name": "down", "elem": [{"elem": {"val": 7, "counter": {"packets": 2, "bytes": 200}}}]}},
                 {"set": {"name": "slow_down", "elem": [{"elem": {"val": 7, "limit": {"rate": 2, "rate_unit": "kbytes"}}}]}}]
                """;
        List<Map<?, ?>> table =
                Json.list(Json.read(json)).stream().<Map<?, ?>>map(Json::map).toList();
        HeldDoors held = HeldDoors.of(table);
        assertTrue(held.isOurs());
        Door door = new Door(CLIENT, 7, Duration.ofSeconds(59), 100, 200, 5000, 5001, 0, 2048);
        assertEquals(Map.of(CLIENT.mac(), door), held.doors(), "an entry of somebody else's hand is no session");
        assertTrue(door.isSpent());
    }

    private static Prefix prefix(String text) {
        return Objects.requireNonNull(Prefix.parse(text), text);
    }
}
