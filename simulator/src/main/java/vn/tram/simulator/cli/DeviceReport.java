package vn.tram.simulator.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.Oid;
import vn.tram.sampler.snmp.Poll;

/** What one poll of a device gave, in the words of people who look after networks. */
final class DeviceReport {

    private static final String[] OPER = {
        "", "up", "down", "testing", "unknown", "dormant", "notPresent", "lowerLayerDown"
    };

    /** Of a device that did not answer. */
    static final DeviceReport EMPTY = new DeviceReport(new Poll.Outcome(Map.of(), Set.of(), false));

    private static final int INTERFACE = 42_769;
    private static final int SENSOR = 42_774;
    private static final int RADIO = 42_775;
    private static final int PROCESSOR = 42_776;
    private static final int STORAGE = 42_777;
    private static final int NEIGHBOUR = 42_778;

    /** By LwM2M resource, from 0. */
    private static final List<String> SENSOR_FIELDS = List.of("name", "class", "value", "unit", "state");

    private static final List<String> RADIO_FIELDS = List.of(
            "name",
            "ssid",
            "clients",
            "frequency",
            "channel",
            "power",
            "noise",
            "utilization",
            "signal",
            "quality",
            "tx_rate",
            "rx_rate",
            "distance",
            "snr");

    private static final List<String> PROCESSOR_FIELDS = List.of("name", "usage");
    private static final List<String> STORAGE_FIELDS = List.of("name", "kind", "total", "used", "free", "percent");

    private static final List<String> NEIGHBOUR_FIELDS =
            List.of("local_port", "name", "port", "chassis", "description", "protocol");

    /** By LwM2M resource of the network interface, in the order of the document. */
    private static final Map<String, Integer> INTERFACE_FIELDS = fields();

    private final Map<ResourcePath, Object> values = new LinkedHashMap<>();
    private final Map<ResourcePath, Oid> indices = new HashMap<>();
    private final Map<ResourcePath, Oid> places = new HashMap<>();
    private final Map<Oid, Integer> interfaces = new TreeMap<>();

    private final boolean reached;

    DeviceReport(Poll.Outcome outcome) {
        reached = outcome.reached();
        outcome.values()
                .values()
                .forEach(group -> group.forEach(measured -> {
                    Reading reading = measured.reading();
                    values.put(reading.path(), reading.value());
                    indices.put(reading.path(), measured.index());
                    places.put(reading.path(), measured.from());
                    if (reading.path().object() == INTERFACE) {
                        interfaces.put(measured.index(), reading.path().instance());
                    }
                }));
    }

    private static Map<String, Integer> fields() {
        Map<String, Integer> fields = new LinkedHashMap<>();
        fields.put("name", 0);
        fields.put("descr", 1);
        fields.put("alias", 2);
        fields.put("type", 3);
        fields.put("mtu", 4);
        fields.put("speed", 5);
        fields.put("mac", 6);
        fields.put("admin", 7);
        fields.put("oper", 8);
        fields.put("in_octets", 9);
        fields.put("out_octets", 10);
        return fields;
    }

    /** Whether the device answered at all. */
    boolean reached() {
        return reached;
    }

    /** Every value by its path. */
    Map<ResourcePath, Object> values() {
        return new TreeMap<>(values);
    }

    /** The document of {@code tram profile try --json}. */
    Map<String, @Nullable Object> document(@Nullable String profile) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("profile", profile);
        document.put("hardware", value(3, 0, 1, 3, 0, 18));
        document.put("version", value(3, 0, 3, 3, 0, 19));
        document.put("serial", value(3, 0, 2));
        document.put("interfaces", interfaces());
        document.put("sensors", rows(SENSOR, SENSOR_FIELDS, 2));
        document.put("radios", rows(RADIO, RADIO_FIELDS, 2));
        document.put("processors", processors());
        document.put("memory", storage("memory"));
        document.put("storage", storage("disk"));
        document.put("neighbours", rows(NEIGHBOUR, NEIGHBOUR_FIELDS, 1));
        return document;
    }

    private List<Map<String, @Nullable Object>> processors() {
        List<Map<String, @Nullable Object>> rows = rows(PROCESSOR, PROCESSOR_FIELDS, 1);
        return rows.isEmpty() ? oneOf("name", "all", "usage", value(42_770, 0, 0)) : rows;
    }

    private List<Map<String, @Nullable Object>> storage(String kind) {
        List<Map<String, @Nullable Object>> rows = rows(STORAGE, STORAGE_FIELDS, 3);
        rows.removeIf(row -> !kind.equals(row.get("kind")));
        rows.forEach(DeviceReport::complete);
        if (rows.isEmpty() && kind.equals("memory") && value(42_770, 0, 2) instanceof Long total) {
            Object free = value(42_770, 0, 3);
            rows.add(complete(row("memory", kind, total, free instanceof Long known ? total - known : null)));
        } else if (rows.isEmpty() && kind.equals("disk") && value(42_770, 0, 5) instanceof Long total) {
            Object used = value(42_770, 0, 6);
            rows.add(complete(row("/", kind, total, used instanceof Long known ? known : null)));
        }
        return rows;
    }

    private static Map<String, @Nullable Object> row(
            String name, String kind, long totalKilobytes, @Nullable Long usedKilobytes) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("kind", kind);
        row.put("total", totalKilobytes * 1024);
        row.put("used", usedKilobytes == null ? null : usedKilobytes * 1024);
        row.put("free", null);
        row.put("percent", null);
        return row;
    }

    /** What follows from the others, in bytes and per cent. */
    private static Map<String, @Nullable Object> complete(Map<String, @Nullable Object> row) {
        Object total = row.get("total");
        Object used = row.get("used");
        Object free = row.get("free");
        if (total instanceof Long all && used == null && free instanceof Long left) {
            row.put("used", all - left);
        } else if (total == null && used instanceof Long taken && free instanceof Long left) {
            row.put("total", taken + left);
        }
        if (total instanceof Long all && used == null && free == null && row.get("percent") instanceof Double share) {
            row.put("used", Math.round(all * share / 100));
        }
        if (row.get("total") instanceof Long all && row.get("used") instanceof Long taken && all > 0) {
            row.put("free", all - taken);
            row.putIfAbsent("percent", Math.round(taken * 1000.0 / all) / 10.0);
        }
        return row;
    }

    /**
     * The instances of an object as rows.
     *
     * @param main the resource whose place on the device is the row's oid
     */
    private List<Map<String, @Nullable Object>> rows(int object, List<String> fields, int main) {
        Map<Integer, Map<String, @Nullable Object>> rows = new TreeMap<>();
        values.forEach((path, value) -> {
            if (path.object() == object) {
                rows.computeIfAbsent(path.instance(), instance -> empty(fields))
                        .put(fields.get(path.resource()), value);
            }
        });
        rows.forEach((instance, row) -> {
            ResourcePath path = new ResourcePath(object, instance, main);
            row.put("index", String.valueOf(indices.getOrDefault(path, Oid.of())));
            row.put("oid", String.valueOf(places.getOrDefault(path, Oid.of())));
        });
        return new ArrayList<>(rows.values());
    }

    private static Map<String, @Nullable Object> empty(List<String> fields) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("index", null);
        fields.forEach(field -> row.put(field, null));
        return row;
    }

    private List<Map<String, @Nullable Object>> interfaces() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        interfaces.forEach((index, instance) -> {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("index", index.last());
            INTERFACE_FIELDS.forEach((field, resource) -> row.put(field, field(instance, resource)));
            rows.add(row);
        });
        return rows;
    }

    private @Nullable Object field(int instance, int resource) {
        Object value = values.get(new ResourcePath(INTERFACE, instance, resource));
        if (resource == 7 && value instanceof Boolean up) {
            return up ? "up" : "down";
        }
        if (resource == 8 && value instanceof Long status) {
            return status >= 1 && status < OPER.length ? OPER[status.intValue()] : "unknown";
        }
        return value;
    }

    /** One row with the fields, names and values in turn; none when no value is known. */
    private static List<Map<String, @Nullable Object>> oneOf(@Nullable Object... fields) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        boolean known = false;
        for (int i = 0; i < fields.length; i += 2) {
            row.put(String.valueOf(fields[i]), fields[i + 1]);
            known |= fields[i + 1] != null;
        }
        return known ? List.of(row) : List.of();
    }

    /** The first known value of the paths, given as three numbers each. */
    private @Nullable Object value(int... paths) {
        for (int i = 0; i < paths.length; i += 3) {
            Object value = values.get(new ResourcePath(paths[i], paths[i + 1], paths[i + 2]));
            if (value != null && !value.equals("")) {
                return value;
            }
        }
        return null;
    }
}
