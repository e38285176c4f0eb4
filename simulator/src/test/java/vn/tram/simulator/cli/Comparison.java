package vn.tram.simulator.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds what Trạm makes of one recorded device against what an independent poller concluded from it. */
final class Comparison {

    /** Numbers are rounded by the one and not by the other. */
    private static final double TOLERANCE = 0.006;

    private final String device;
    private final JsonNode expected;
    private final JsonNode found;
    final Tally ports = new Tally();
    final Tally counts = new Tally();
    final Tally identity = new Tally();
    final Tally sensors = new Tally();
    final Tally clients = new Tally();
    final List<String> differences = new ArrayList<>();

    Comparison(String device, JsonNode expected, JsonNode found) {
        this.device = device;
        this.expected = expected;
        this.found = found;
        ports();
        identity("hardware");
        identity("version");
        sensors();
        clients();
    }

    private void differ(String what) {
        differences.add(device + " " + what);
    }

    private void ports() {
        Map<Long, JsonNode> byIndex = new TreeMap<>();
        found.path("interfaces").forEach(row -> byIndex.put(row.path("index").asLong(), row));
        for (JsonNode port : expected.path("ports")) {
            long index = port.path("ifIndex").asLong();
            JsonNode row = byIndex.remove(index);
            String wrong = row == null ? "row is missing" : difference(port, row);
            ports.count(wrong.isEmpty());
            if (!wrong.isEmpty()) {
                differ("port " + index + ": " + wrong);
            }
        }
        if (!expected.path("ports").isEmpty()) {
            counts.count(byIndex.isEmpty());
            byIndex.forEach((index, row) -> differ("port " + index + " is one more than expected: \""
                    + text(row.path("descr")) + "\", " + text(row.path("oper"))));
        }
    }

    private static String difference(JsonNode port, JsonNode row) {
        StringBuilder wrong = new StringBuilder();
        compare(wrong, "name", port.path("ifName"), row.path("name"));
        compare(wrong, "admin", port.path("ifAdminStatus"), row.path("admin"));
        compare(wrong, "oper", port.path("ifOperStatus"), row.path("oper"));
        return wrong.toString();
    }

    private static void compare(StringBuilder wrong, String what, JsonNode expected, JsonNode found) {
        if (!expected.isNull()
                && !expected.isMissingNode()
                && !expected.asString().strip().equals(found.isNull() ? "" : found.asString())) {
            wrong.append(wrong.isEmpty() ? "" : ", ")
                    .append(what)
                    .append(" should be ")
                    .append(expected.asString())
                    .append(", is ")
                    .append(found);
        }
    }

    /** Right when one of the two texts contains the other: makers write the same thing longer and shorter. */
    private void identity(String field) {
        JsonNode wanted = expected.path("device").path(field);
        if (wanted.isNull() || wanted.isMissingNode() || wanted.asString().isBlank()) {
            return;
        }
        String is = text(found.path(field));
        String should = plain(wanted.asString());
        boolean right =
                !is.isEmpty() && (should.contains(plain(is)) || plain(is).contains(should));
        identity.count(right);
        if (!right) {
            differ(field + " should be " + wanted.asString().strip() + ", is \"" + is + "\"");
        }
    }

    private void sensors() {
        Map<String, List<Double>> byOid = new HashMap<>();
        found.path("sensors")
                .forEach(row -> byOid.computeIfAbsent(
                                row.path("oid").asString() + " "
                                        + row.path("class").asString(),
                                key -> new ArrayList<>())
                        .add(row.path("value").asDouble()));
        for (JsonNode sensor : expected.path("sensors")) {
            String oid = sensor.path("sensor_oid").asString().replaceFirst("^\\.", "");
            String kind = sensor.path("sensor_class").asString();
            double should = sensor.path("sensor_current").asDouble();
            List<Double> values = byOid.getOrDefault(oid + " " + kind, List.of());
            boolean right = values.stream().anyMatch(is -> near(is, should));
            sensors.count(right);
            if (!right) {
                differ("sensor " + kind + " \"" + sensor.path("sensor_descr").asString() + "\" should be " + should
                        + ", is " + (values.isEmpty() ? "missing" : values));
            }
        }
    }

    private static boolean near(double is, double should) {
        return Math.abs(is - should) <= TOLERANCE * Math.max(1, Math.abs(should));
    }

    /** A row of the other poller may be the sum of several networks. */
    private void clients() {
        Map<String, Long> byOid = new HashMap<>();
        Map<String, Long> byNetwork = new HashMap<>();
        long all = 0;
        for (JsonNode row : found.path("radios")) {
            if (row.path("clients").isNumber()) {
                long number = row.path("clients").asLong();
                byOid.put(row.path("oid").asString(), number);
                byNetwork.merge(row.path("ssid").asString(), number, Long::sum);
                all += number;
            }
        }
        for (JsonNode row : expected.path("wireless")) {
            if (!row.path("sensor_class").asString().equals("clients")) {
                continue;
            }
            long should = row.path("sensor_current").asLong();
            Set<String> oids = oids(row.path("sensor_oids").asString());
            String name = row.path("sensor_descr").asString();
            Long is = oids.isEmpty()
                    ? name.startsWith("Total")
                            ? (Long) all
                            : byNetwork.get(name.replaceFirst("^SSID ", "").replaceFirst(" Clients$", ""))
                    : sum(oids, byOid);
            clients.count(is != null && is == should);
            if (is == null || is != should) {
                differ("clients of \"" + name + "\" should be " + should + ", is " + is);
            }
        }
    }

    private static @Nullable Long sum(Set<String> oids, Map<String, Long> byOid) {
        long sum = 0;
        for (String oid : oids) {
            Long one = byOid.get(oid);
            if (one == null) {
                return null;
            }
            sum += one;
        }
        return sum;
    }

    private static Set<String> oids(String json) {
        Set<String> oids = new TreeSet<>();
        JsonMapper.builder()
                .build()
                .readTree(json)
                .forEach(oid -> oids.add(oid.asString().replaceFirst("^\\.", "")));
        return oids;
    }

    String found(String field) {
        return text(found.path(field));
    }

    private static String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? "" : node.asString();
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "");
    }
}
