package vn.tram.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.sampler.snmp.Identification;
import vn.tram.sampler.snmp.Poll;
import vn.tram.simulator.device.Recording;

/**
 * Holds what profiles make of recorded devices against what an independent poller concluded from the same recordings.
 * The table is written to {@code target/devices.md}.
 */
class RecordedDevicesTest {

    /** Lies beside the checkout; not part of the project. */
    private static final Path WALKS = Path.of("../../shared/data/snmp-walks");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Why the two may differ, by the device and what differs. */
    private static final Map<String, String> REASONS = Map.of(
            "airos-af-ltu port 2", "the recording itself says down",
            "edgeos hardware", "only in the arguments of a process; not worth a walk of all processes",
            "eltek-webpower hardware", "a word of the other poller, not of the device",
            "epmp hardware", "made of the radio's mode by the other poller",
            "fortiap_fap231g hardware", "the maker's short name, as the device says it",
            "hikvision-nvr_disk hardware", "a word of the other poller, not of the device",
            "ios hardware", "a name of Cisco's list of products; the device only has its number",
            "iosxe hardware", "a name of Cisco's list of products; the device only has its number",
            "netagent2 port 2", "the device answers 0, which ifAdminStatus and ifOperStatus do not have",
            "rutos hardware", "ours is the better one");

    private final ProfileLibrary library = ProfileLibrary.bundled(ObjectDefinitions.bundled());
    private final Tally ports = new Tally();
    private final Tally identity = new Tally();
    private final Tally profiles = new Tally();
    private final List<String> differences = new ArrayList<>();

    @Test
    void recorded_devices_are_recognised_and_their_interfaces_read_as_an_independent_poller_does() throws Exception {
        assumeTrue(Files.isDirectory(WALKS), "recorded devices are not beside the checkout: " + WALKS);
        List<String> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(WALKS)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".snmprec"))
                    .sorted()
                    .toList()) {
                rows.add(row(file));
            }
        }
        write(rows);

        assertTrue(ports.percent() >= 99, "port rows right: " + ports);
        assertTrue(profiles.percent() >= 90, "devices with a profile of their make: " + profiles);
        assertTrue(identity.percent() >= 80, "hardware and version right: " + identity);
    }

    private String row(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).replace(".snmprec", "");
        JsonNode expected = JSON.readTree(Files.readString(WALKS.resolve(name + ".expected.json")));
        Recording recording = Recording.read(file);
        String profile = Identification.of(recording, library).join().profile();
        if (profile == null) {
            profiles.count(false);
            expected.path("ports").forEach(port -> ports.count(false));
            return "| " + name + " | none | | |";
        }
        profiles.count(!profile.equals("generic/snmp"));
        Poll.Outcome outcome;
        try {
            outcome = Poll.once(recording, library.load(profile).allGroups()).join();
        } catch (BadFileException e) {
            throw new IOException(e);
        }
        JsonNode found = JSON.valueToTree(new DeviceReport(outcome).document(profile));
        int before = ports.wrong();
        ports(name, expected.path("ports"), found.path("interfaces"));
        String hardware = identity(name, "hardware", expected, found);
        String version = identity(name, "version", expected, found);
        return "| %s | %s | %d, %d wrong | %s | %s |"
                .formatted(name, profile, expected.path("ports").size(), ports.wrong() - before, hardware, version);
    }

    private void ports(String device, JsonNode expected, JsonNode found) {
        Map<Long, JsonNode> byIndex = new TreeMap<>();
        found.forEach(row -> byIndex.put(row.path("index").asLong(), row));
        for (JsonNode port : expected) {
            JsonNode row = byIndex.get(port.path("ifIndex").asLong());
            String wrong = row == null ? "row is missing" : difference(port, row);
            ports.count(wrong.isEmpty());
            if (!wrong.isEmpty()) {
                differences.add(device + " port " + port.path("ifIndex").asLong() + ": " + wrong);
            }
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
            wrong.append(what)
                    .append(" should be ")
                    .append(expected.asString())
                    .append(", is ")
                    .append(found)
                    .append("; ");
        }
    }

    /** Right when one of the two texts contains the other: makers write the same thing longer and shorter. */
    private String identity(String device, String field, JsonNode expected, JsonNode found) {
        JsonNode wanted = expected.path("device").path(field);
        String is = text(found.path(field));
        if (wanted.isNull() || wanted.asString().isBlank()) {
            return is;
        }
        String should = plain(wanted.asString());
        boolean right =
                !is.isEmpty() && (should.contains(plain(is)) || plain(is).contains(should));
        identity.count(right);
        if (!right) {
            differences.add(device + " " + field + " should be " + wanted.asString() + ", is " + is);
        }
        return is;
    }

    private static String text(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() ? "" : node.asString();
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "");
    }

    private void write(List<String> rows) throws IOException {
        StringBuilder text = new StringBuilder("# Recorded devices\n\nPort rows right: " + ports + ". Devices with a "
                + "profile of their make: " + profiles + ". Hardware and version right: " + identity
                + ".\n\n| device | profile | ports | hardware | version |\n|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row).append('\n'));
        text.append("\n## Differences\n\n");
        differences.forEach(difference -> text.append("- ")
                .append(difference)
                .append(" — ")
                .append(reason(difference))
                .append('\n'));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/devices.md"), text);
    }

    private static String reason(String difference) {
        return REASONS.entrySet().stream()
                .filter(reason -> difference.startsWith(reason.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("not yet known");
    }

    private static final class Tally {

        private int right;
        private int all;

        void count(boolean isRight) {
            all++;
            right += isRight ? 1 : 0;
        }

        int wrong() {
            return all - right;
        }

        double percent() {
            return all == 0 ? 0 : 100.0 * right / all;
        }

        @Override
        public String toString() {
            return right + " of " + all + String.format(Locale.ROOT, " (%.1f %%)", percent());
        }
    }
}
