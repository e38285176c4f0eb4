package vn.tram.web;

import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import vn.tram.document.BootId;
import vn.tram.document.ResourcePath;
import vn.tram.state.Health;
import vn.tram.state.Latest;

/** The newest readings of an invented node. */
final class InventedValues {

    private final Random random;
    private final Instant at;

    InventedValues(Random random, Instant at) {
        this.random = random;
        this.at = at;
    }

    Map<ResourcePath, Latest> of(String endpoint, Health health, long octets) {
        Map<ResourcePath, Latest> values = new TreeMap<>();
        put(values, 3, 0, 0, "TP-Link");
        put(values, 3, 0, 1, "Archer C7 v5");
        put(values, 3, 0, 2, "SN" + Math.floorMod(endpoint.hashCode(), 1_000_000));
        put(values, 3, 0, 3, "OpenWrt 23.05.5");
        put(values, 3, 0, 18, "QCA956X");
        wan(values, 1, "wan", health, octets);
        wan(values, 2, "eth0", Health.UP, octets / 3);
        wan(values, 3, "lo", Health.UP, octets / 90);
        host(values, endpoint);
        portal(values, health);
        put(values, 42773, 0, 10, (long) random.nextInt(3));
        put(values, 42773, 0, 11, (long) random.nextInt(3000));
        put(values, 42773, 0, 12, 0L);
        put(values, 42773, 0, 13, 0L);
        put(values, 42773, 0, 15, 0L);
        return values;
    }

    private void wan(Map<ResourcePath, Latest> values, int instance, String name, Health health, long octets) {
        put(values, 42769, instance, 0, name);
        put(values, 42769, instance, 4, 1500L);
        put(values, 42769, instance, 5, 1_000_000_000L);
        put(values, 42769, instance, 6, "02:00:5e:10:00:0" + instance);
        put(values, 42769, instance, 7, true);
        put(values, 42769, instance, 8, health == Health.DOWN ? 2L : 1L);
        put(values, 42769, instance, 9, octets);
        put(values, 42769, instance, 10, octets / 4);
        put(values, 42769, instance, 11, 0L);
        put(values, 42769, instance, 12, 0L);
    }

    private void host(Map<ResourcePath, Latest> values, String endpoint) {
        put(values, 42770, 0, 0, 5 + random.nextInt(300) / 10.0);
        put(values, 42770, 0, 1, random.nextInt(150) / 100.0);
        put(values, 42770, 0, 2, 126_000L);
        put(values, 42770, 0, 3, 60_000L + random.nextInt(20_000));
        put(values, 42770, 0, 4, 86_400L * 12 + random.nextInt(1000));
        put(values, 42770, 0, 5, 15_800L);
        put(values, 42770, 0, 6, 9_100L);
        put(values, 42770, 0, 7, 41 + random.nextInt(60) / 10.0);
        put(values, 42770, 0, 8, endpoint);
        put(values, 42770, 0, 9, "Linux " + endpoint + " 5.15.167 mips");
        put(values, 42770, 0, 11, "Tủ mạng tầng 1");
        put(values, 42770, 0, 13, true);
    }

    private void portal(Map<ResourcePath, Latest> values, Health health) {
        put(values, 42772, 0, 0, health == Health.UP ? 2L : 1L);
        put(values, 42772, 0, 1, "ab".repeat(32));
        put(values, 42772, 0, 2, 2L);
        put(values, 42772, 0, 3, "ab".repeat(32));
        put(values, 42772, 0, 4, health == Health.UP ? 2L : 1L);
        put(values, 42772, 0, 5, "");
    }

    private void put(Map<ResourcePath, Latest> values, int object, int instance, int resource, Object value) {
        values.put(
                new ResourcePath(object, instance, resource),
                new Latest(value, at, at.minusMillis(200), BootId.of(1, 1), 1, 3_600_000));
    }
}
