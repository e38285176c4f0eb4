package vn.tram.inventory;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which devices of one site are cabled to which, as their tables of neighbours say: an undirected graph. A line is taken
 * for a known device's when chassis, port or name are that one's and nobody else's.
 */
final class Cables {

    private final Map<String, String> owners = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final NavigableMap<String, NavigableMap<String, Instant>> told = new TreeMap<>();

    Cables(Collection<Wired> devices) {
        for (Wired device : devices) {
            device.names().forEach(name -> owns(key("name", name), device.endpoint()));
            device.addresses().forEach(address -> owns(key("address", address), device.endpoint()));
        }
        for (Wired device : devices) {
            for (Neighbour line : device.neighbours()) {
                String other = other(line);
                if (other != null && !other.equals(device.endpoint())) {
                    join(device.endpoint(), other, line.since());
                    join(other, device.endpoint(), line.since());
                }
            }
        }
        devices.stream().filter(Wired::isAtAnEnd).forEach(device -> keepNewest(device.endpoint()));
    }

    private static String key(String what, String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? "" : what + " " + plain;
    }

    private void owns(String key, String endpoint) {
        String before = owners.putIfAbsent(key, endpoint);
        if (key.isEmpty() || before != null && !before.equals(endpoint)) {
            ambiguous.add(key);
        }
    }

    private @Nullable String other(Neighbour line) {
        for (String key : new String[] {
            key("address", line.chassis()),
            key("address", line.port()),
            key("name", line.name()),
            key("name", line.chassis())
        }) {
            String owner = ambiguous.contains(key) ? null : owners.get(key);
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    private void join(String from, String to, Instant since) {
        told.computeIfAbsent(from, absent -> new TreeMap<>())
                .merge(to, since, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** What stands at the end of one cable and was plugged in elsewhere is no longer where it was. */
    private void keepNewest(String endpoint) {
        NavigableMap<String, Instant> ends = told.getOrDefault(endpoint, new TreeMap<>());
        Instant newest = ends.values().stream().max(Instant::compareTo).orElse(Instant.MIN);
        ends.entrySet().removeIf(end -> {
            boolean isOld = end.getValue().isBefore(newest);
            if (isOld) {
                told.getOrDefault(end.getKey(), new TreeMap<>()).remove(endpoint);
            }
            return isOld;
        });
    }

    /** By name; empty for one of which nobody tells. */
    NavigableSet<String> of(String endpoint) {
        NavigableMap<String, Instant> ends = told.get(endpoint);
        return ends == null ? new TreeSet<>() : new TreeSet<>(ends.keySet());
    }
}
