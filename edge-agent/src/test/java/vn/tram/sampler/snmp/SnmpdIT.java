package vn.tram.sampler.snmp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Oid;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.profiles.file.Secret;
import vn.tram.sampler.Sampler;

/** The real net-snmp agent of this machine, beside what {@code /proc} and {@code /sys} say. */
class SnmpdIT {

    private static final ProfileLibrary LIBRARY = ProfileLibrary.bundled(ObjectDefinitions.bundled());

    @TempDir
    private static Path folder = Path.of("");

    private static int port;
    private static @Nullable Snmpd snmpd;
    private static @Nullable SnmpTransport transport;
    private long nanos;

    @BeforeAll
    static void given_a_running_snmpd() throws IOException {
        Snmpd started = Snmpd.start(folder, """
                rocommunity right 127.0.0.1
                sysName tram-it
                sysLocation Bắc Ninh
                """);
        snmpd = started;
        port = started.port;
        transport = SnmpTransport.open();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> device("right", port)
                        .get(List.of(Oid.of("1.3.6.1.2.1.1.5.0")))
                        .join()
                        .reached());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (transport != null) {
            transport.close();
        }
        if (snmpd != null) {
            snmpd.close();
        }
    }

    @Test
    void the_system_group_comes_with_the_names_that_were_configured() {
        List<Reading> readings = sampler(device("right", port)).sample();

        assertEquals("tram-it", value(readings, "/42770/0/8"));
        assertEquals("Bắc Ninh", value(readings, "/42770/0/11"));
        assertEquals("1.3.6.1.4.1.8072.3.2.10", value(readings, "/42770/0/10"));
        assertEquals("Linux host", value(readings, "/3/0/17"));
        assertEquals("", value(readings, Sampler.ERROR.toString()));
    }

    @Test
    void every_interface_is_there_as_the_kernel_has_it_with_64_bit_counters() throws IOException {
        List<Reading> readings = sampler(device("right", port)).sample();

        Map<Integer, Path> interfaces = interfaces();
        assertEquals(
                interfaces.keySet(),
                new TreeMap<>(readings.stream()
                                .filter(reading -> reading.path().object() == 42_769
                                        && reading.path().resource() == 8)
                                .collect(Collectors.toMap(
                                        reading -> reading.path().instance(), reading -> true)))
                        .keySet());
        for (Map.Entry<Integer, Path> entry : interfaces.entrySet()) {
            String path = "/42769/" + entry.getKey() + "/";
            Path sys = entry.getValue();
            assertEquals(String.valueOf(sys.getFileName()), value(readings, path + 0));
            assertEquals(Long.parseLong(text(sys.resolve("mtu"))), value(readings, path + 4));
            long now = Long.parseLong(text(sys.resolve("statistics/rx_bytes")));
            long said = (Long) Objects.requireNonNull(value(readings, path + 9), path);
            assertTrue(said <= now && said >= 0, path + " said " + said + ", the kernel " + now);
            if (Files.exists(sys.resolve("device"))) {
                assertEquals(text(sys.resolve("address")), value(readings, path + 6));
            }
        }
    }

    @Test
    void the_host_is_as_healthy_as_proc_says() throws IOException {
        List<Reading> readings = sampler(device("right", port)).sample();

        assertEquals(meminfo("MemTotal"), value(readings, "/42770/0/2"));
        near((double) meminfo("MemAvailable"), value(readings, "/42770/0/3"), meminfo("MemTotal") / 20.0);
        near(Double.parseDouble(text(Path.of("/proc/uptime")).split(" ")[0]), value(readings, "/42770/0/4"), 5);
        near(Double.parseDouble(text(Path.of("/proc/loadavg")).split(" ")[0]), value(readings, "/42770/0/1"), 1.5);
        near(Files.getFileStore(Path.of("/")).getTotalSpace() / 1024.0, value(readings, "/42770/0/5"), 8);
        near(
                (Files.getFileStore(Path.of("/")).getTotalSpace()
                                - Files.getFileStore(Path.of("/")).getUnallocatedSpace())
                        / 1024.0,
                value(readings, "/42770/0/6"),
                512 * 1024);
    }

    @Test
    void the_processors_load_appears_once_snmpd_has_counted_for_a_while() {
        SnmpSampler sampler = sampler(device("right", port));
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    nanos += 60_000_000_000L;
                    return value(sampler.sample(), "/42770/0/0") instanceof Double load && load >= 0 && load <= 100;
                });
    }

    @Test
    void a_wrong_community_is_a_reading_that_says_what_may_be_wrong() {
        List<Reading> readings = sampler(device("wrong", port)).sample();

        assertEquals(1, readings.size());
        String error = String.valueOf(value(readings, Sampler.ERROR.toString()));
        assertTrue(error.startsWith("127.0.0.1:" + port + " does not answer SNMP v2c"), error);
        assertTrue(error.contains("the community is wrong"), error);
    }

    @Test
    void a_dead_target_is_a_reading_too_and_is_counted() throws IOException {
        long before = counts().failures();

        List<Reading> readings = sampler(device("right", Snmpd.freePort())).sample();

        assertEquals(1, readings.size());
        assertTrue(String.valueOf(value(readings, Sampler.ERROR.toString())).contains("it is down or unreachable"));
        assertEquals(1, counts().failures() - before);
    }

    @Test
    void a_target_slower_than_the_first_time_out_is_still_heard() throws IOException {
        long before = counts().timeouts();
        try (Delay delay = new Delay(port, Duration.ofMillis(1500))) {
            Object name = value(sampler(device("right", delay.port())).sample(), "/42770/0/8");

            assertEquals("tram-it", name);
        }
        assertTrue(counts().timeouts() > before);
    }

    private SnmpSampler sampler(SnmpDevice device) {
        return new SnmpSampler(device, LIBRARY, null, () -> nanos);
    }

    private static SnmpDevice device(String community, int port) {
        return Objects.requireNonNull(transport)
                .device(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), new Secret(community));
    }

    private static SnmpCounts counts() {
        return Objects.requireNonNull(transport).counts();
    }

    private static Map<Integer, Path> interfaces() throws IOException {
        Map<Integer, Path> interfaces = new TreeMap<>();
        try (Stream<Path> list = Files.list(Path.of("/sys/class/net"))) {
            for (Path path :
                    list.filter(path -> Files.exists(path.resolve("ifindex"))).toList()) {
                interfaces.put(Integer.parseInt(text(path.resolve("ifindex"))), path);
            }
        }
        return interfaces;
    }

    private static long meminfo(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private static void near(double expected, @Nullable Object value, double tolerance) {
        double number = ((Number) Objects.requireNonNull(value)).doubleValue();
        assertTrue(Math.abs(expected - number) <= tolerance, "should be near " + expected + ", is " + number);
    }

    private static @Nullable Object value(List<Reading> readings, String path) {
        return readings.stream()
                .filter(reading -> reading.path().toString().equals(path))
                .map(Reading::value)
                .findFirst()
                .orElse(null);
    }

    /** Passes datagrams to a port of loopback, and answers back only after a while. */
    private static final class Delay implements AutoCloseable {

        private final DatagramSocket front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final DatagramSocket back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final AtomicReference<@Nullable SocketAddress> client = new AtomicReference<>();

        Delay(int port, Duration delay) throws IOException {
            SocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            relay(front, packet -> {
                client.set(packet.getSocketAddress());
                back.send(new DatagramPacket(packet.getData(), packet.getLength(), target));
            });
            relay(
                    back,
                    packet -> clock.schedule(
                            () -> {
                                front.send(new DatagramPacket(packet.getData(), packet.getLength(), client.get()));
                                return true;
                            },
                            delay.toMillis(),
                            TimeUnit.MILLISECONDS));
        }

        private interface Step {
            void take(DatagramPacket packet) throws IOException;
        }

        private static void relay(DatagramSocket socket, Step step) {
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                        socket.receive(packet);
                        step.take(packet);
                    }
                } catch (IOException e) {
                    // The test closed the socket: the end.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return front.getLocalPort();
        }

        @Override
        public void close() {
            clock.shutdownNow();
            front.close();
            back.close();
        }
    }
}
