package vn.tram.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Client;

/**
 * What the kernel holds at one moment, by the clients' MAC addresses.
 *
 * @param isOurs whether the table has the sets that this program writes
 * @param rules how many there are in all chains
 */
record HeldDoors(Map<String, Door> doors, boolean isOurs, int rules) {

    /** A door's number, counters and limits stand in six sets and maps; the first has them all. */
    private record Parts(
            Map<Object, Map<?, ?>> open,
            Map<Object, Map<?, ?>> up,
            Map<Object, Map<?, ?>> down,
            Map<Object, Map<?, ?>> slowUp,
            Map<Object, Map<?, ?>> slowDown,
            Map<Object, Map<?, ?>> quotas) {}

    /** @return null when there is no table */
    static @Nullable HeldDoors read(Nftables nft) throws IOException {
        List<Map<?, ?>> table = nft.table(GateRules.FAMILY, GateRules.TABLE);
        return table == null ? null : of(table);
    }

    static HeldDoors of(List<Map<?, ?>> table) {
        Map<String, List<?>> sets = new HashMap<>();
        Map<Object, Map<?, ?>> quotas = new HashMap<>();
        boolean isOurs = false;
        int rules = 0;
        for (Map<?, ?> object : table) {
            for (String kind : List.of("set", "map")) {
                Map<?, ?> set = Json.map(object.get(kind));
                sets.put(Json.text(set.get("name")), Json.list(set.get("elem")));
            }
            Map<?, ?> quota = Json.map(object.get("quota"));
            quotas.put(Json.text(quota.get("name")), quota);
            rules += object.containsKey("rule") ? 1 : 0;
            isOurs |= GateRules.VERSION.equals(Json.map(object.get("chain")).get("name"));
        }
        Parts parts = new Parts(
                elements(sets.get("open")),
                elements(sets.get("up")),
                elements(sets.get("down")),
                elements(sets.get("slow_up")),
                elements(sets.get("slow_down")),
                quotas);
        Map<String, Door> doors = new LinkedHashMap<>();
        for (Object pair : Json.list(sets.get("id"))) {
            Door door = door(Json.list(pair), parts);
            if (door != null) {
                doors.put(door.client().mac(), door);
            }
        }
        return new HeldDoors(doors, isOurs, rules);
    }

    /** One of the map from MAC address, with the address at login as its comment, to number. */
    private static @Nullable Door door(List<?> pair, Parts parts) {
        if (pair.size() != 2) {
            return null;
        }
        Map<?, ?> key = element(pair.get(0));
        String mac = Json.text(key.get("val"));
        long mark = Json.number(pair.get(1));
        Map<?, ?> open = parts.open.getOrDefault(mac, Map.of());
        Map<?, ?> quota = parts.quotas.getOrDefault(quotaName(mac), Map.of());
        long left = Json.number(open.get("expires"));
        try {
            return new Door(
                    new Client(mac, Json.text(key.get("comment"))),
                    mark,
                    // In its last second the kernel says 0.
                    open.isEmpty() ? Duration.ZERO : left == 0 ? Duration.ofMillis(500) : Duration.ofSeconds(left),
                    bytes(parts.up.get(mac)),
                    bytes(parts.down.get(mark)),
                    Json.number(quota.get("bytes")),
                    Json.number(quota.get("used")),
                    rate(parts.slowUp.get(mac)),
                    rate(parts.slowDown.get(mark)));
        } catch (IllegalArgumentException e) {
            // Somebody else's hand: it is no session of ours, and nobody passes by an entry of this map alone.
            return null;
        }
    }

    static String quotaName(String mac) {
        return "q" + mac.replace(":", "");
    }

    private static Map<Object, Map<?, ?>> elements(@Nullable Object list) {
        Map<Object, Map<?, ?>> elements = new HashMap<>();
        for (Object one : Json.list(list)) {
            Map<?, ?> element = element(one);
            Object key = element.get("val");
            if (key != null) {
                elements.put(key, element);
            }
        }
        return elements;
    }

    /** Bare values stand for elements that have nothing else. */
    private static Map<?, ?> element(Object one) {
        return one instanceof Map<?, ?> map ? Json.map(map.get("elem")) : Map.of("val", one);
    }

    private static long bytes(@Nullable Map<?, ?> element) {
        return element == null
                ? 0
                : Json.number(Json.map(element.get("counter")).get("bytes"));
    }

    private static long rate(@Nullable Map<?, ?> element) {
        if (element == null) {
            return 0;
        }
        Map<?, ?> limit = Json.map(element.get("limit"));
        long factor = switch (Json.text(limit.get("rate_unit"))) {
            case "kbytes" -> 1024;
            case "mbytes" -> 1024 * 1024;
            default -> 1;
        };
        return Json.number(limit.get("rate")) * factor;
    }
}
