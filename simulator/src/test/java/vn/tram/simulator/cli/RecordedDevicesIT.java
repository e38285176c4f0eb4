package vn.tram.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.profiles.file.Secret;
import vn.tram.sampler.snmp.Identification;
import vn.tram.sampler.snmp.Poll;
import vn.tram.sampler.snmp.SnmpSource;
import vn.tram.sampler.snmp.SnmpTransport;
import vn.tram.simulator.device.Recording;
import vn.tram.simulator.device.ReplayFarm;
import vn.tram.simulator.device.ReplayFault;

/**
 * Serves recorded devices over UDP, asks them with the agent's own collector, and holds the result against what an
 * independent poller concluded from the same recordings. The table is written to {@code target/devices.md}.
 */
class RecordedDevicesIT {

    /** Lies beside the checkout; not part of the project. */
    private static final Path WALKS = Path.of("../../shared/data/snmp-walks");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Secret PUBLIC = new Secret("public");

    /** As it was when the other poller looked. */
    private static final List<ReplayFault> STILL = List.of(ReplayFault.always(ReplayFault.Kind.STILL, 0));

    private final ProfileLibrary library = ProfileLibrary.bundled(ObjectDefinitions.bundled());
    private final ReplayFarm farm = ReplayFarm.start();
    private final SnmpTransport transport = SnmpTransport.open();
    private final Tally ports = new Tally();
    private final Tally counts = new Tally();
    private final Tally identity = new Tally();
    private final Tally profiles = new Tally();
    private final Tally sensors = new Tally();
    private final Tally clients = new Tally();
    private final List<String> differences = new ArrayList<>();

    private record Result(@Nullable String profile, JsonNode document) {}

    RecordedDevicesIT() throws IOException {}

    @AfterEach
    void close() throws IOException {
        transport.close();
        farm.close();
    }

    @Test
    void recorded_devices_are_read_over_udp_as_an_independent_poller_reads_them() throws IOException {
        assumeTrue(Files.isDirectory(WALKS), "recorded devices are not beside the checkout: " + WALKS);
        List<String> rows = new ArrayList<>();
        Map<String, CompletableFuture<Result>> polls = new LinkedHashMap<>();
        for (Path file : files()) {
            polls.put(String.valueOf(file.getFileName()).replace(".snmprec", ""), poll(file));
        }
        for (Map.Entry<String, CompletableFuture<Result>> poll : polls.entrySet()) {
            rows.add(row(poll.getKey(), poll.getValue().join()));
        }
        write(rows);

        assertTrue(ports.percent() >= 99, "port rows right: " + ports);
        assertTrue(profiles.percent() >= 90, "devices with a profile of their make: " + profiles);
        assertTrue(identity.percent() >= 90, "hardware and version right: " + identity);
        assertTrue(sensors.percent() >= 80, "sensor rows right: " + sensors);
        assertTrue(clients.percent() >= 80, "rows of wireless clients right: " + clients);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(WALKS)) {
            return files.filter(file -> file.toString().endsWith(".snmprec"))
                    .sorted()
                    .toList();
        }
    }

    private CompletableFuture<Result> poll(Path file) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SnmpSource device = transport.device(farm.serve(Recording.read(file), any, PUBLIC, STILL, 1), PUBLIC);
        return Identification.of(device, library).thenCompose(found -> {
            String profile = found.profile();
            if (profile == null) {
                return CompletableFuture.completedFuture(new Result(null, JSON.createObjectNode()));
            }
            try {
                return Poll.once(device, library.load(profile).allGroups())
                        .thenApply(outcome ->
                                new Result(profile, JSON.valueToTree(new DeviceReport(outcome).document(profile))));
            } catch (BadFileException e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    private String row(String name, Result result) throws IOException {
        JsonNode expected = JSON.readTree(Files.readString(WALKS.resolve(name + ".expected.json")));
        Comparison comparison = new Comparison(name, expected, result.document());
        profiles.count(result.profile() != null && !result.profile().equals("generic/snmp"));
        ports.add(comparison.ports);
        counts.add(comparison.counts);
        identity.add(comparison.identity);
        sensors.add(comparison.sensors);
        clients.add(comparison.clients);
        differences.addAll(comparison.differences);
        return "| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        name,
                        result.profile(),
                        cell(comparison.ports),
                        cell(comparison.sensors),
                        cell(comparison.clients),
                        comparison.found("hardware"),
                        comparison.found("version"));
    }

    private static String cell(Tally tally) {
        return tally.all() + (tally.wrong() == 0 ? "" : ", " + tally.wrong() + " wrong");
    }

    private void write(List<String> rows) throws IOException {
        StringBuilder text = new StringBuilder("""
                # Recorded devices

                Written by `RecordedDevicesIT`, which serves the recordings beside the checkout over UDP, asks them with the
                agent's collector and compares the result with what an independent poller concluded from them.

                | what | right |
                |---|---|
                """);
        Map<String, Tally> tallies = new LinkedHashMap<>();
        tallies.put("port rows (all, name, admin and oper status)", ports);
        tallies.put("devices with the same interfaces", counts);
        tallies.put("devices with a profile of their make", profiles);
        tallies.put("hardware and version", identity);
        tallies.put("sensor rows", sensors);
        tallies.put("rows of wireless clients", clients);
        tallies.forEach((what, tally) ->
                text.append("| ").append(what).append(" | ").append(tally).append(" |\n"));
        text.append(
                "\n| device | profile | ports | sensors | clients | hardware | version |\n|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row).append('\n'));
        text.append("\n## Differences\n\n");
        grouped().forEach((reason, list) -> {
            text.append("### ").append(reason).append("\n\n");
            list.forEach(difference -> text.append("- ").append(difference).append('\n'));
            text.append('\n');
        });
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/devices.md"), text.toString().stripTrailing() + "\n");
    }

    private Map<String, List<String>> grouped() {
        Map<String, List<String>> groups = new TreeMap<>();
        differences.forEach(difference -> groups.computeIfAbsent(Reasons.of(difference), key -> new ArrayList<>())
                .add(difference));
        return groups;
    }
}
