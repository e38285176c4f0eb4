package vn.tram.simulator.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final int INTERFACE = 42_769;

    /** By LwM2M resource of the network interface, in the order of the document. */
    private static final Map<String, Integer> INTERFACE_FIELDS = fields();

    private final Map<ResourcePath, Object> values = new LinkedHashMap<>();
    private final Map<Oid, Integer> interfaces = new TreeMap<>();

    DeviceReport(Poll.Outcome outcome) {
        outcome.values()
                .values()
                .forEach(group -> group.forEach(measured -> {
                    Reading reading = measured.reading();
                    values.put(reading.path(), reading.value());
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
        document.put("sensors", List.of());
        document.put("radios", List.of());
        document.put("processors", oneOf("usage", value(42_770, 0, 0)));
        document.put("memory", oneOf("total", value(42_770, 0, 2), "available", value(42_770, 0, 3)));
        document.put("storage", oneOf("total", value(42_770, 0, 5), "used", value(42_770, 0, 6)));
        document.put("neighbours", List.of());
        return document;
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
