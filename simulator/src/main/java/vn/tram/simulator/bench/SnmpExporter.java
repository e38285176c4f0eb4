package vn.tram.simulator.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prometheus' exporter of SNMP on loopback, for the same interfaces to be asked by something else. */
final class SnmpExporter implements AutoCloseable {

    /** What an exporter did with so many requests on their way. */
    record Result(int atOnce, double rowsPerSecond, double cpuSecondsPer1000, long failures) {}

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-snmp-exporter");
    private static final Duration START = Duration.ofSeconds(20);
    private static final int LOOK_MILLIS = 50;
    private static final Pattern ROW = Pattern.compile("^ifHCInOctets\\{", Pattern.MULTILINE);

    /** The columns that the collector asks for, of ifTable and ifXTable. */
    private static final Map<String, String> COLUMNS = new TreeMap<>(Map.of(
            "ifAdminStatus", "2.2.1.7, type: gauge",
            "ifOperStatus", "2.2.1.8, type: gauge",
            "ifLastChange", "2.2.1.9, type: gauge",
            "ifInDiscards", "2.2.1.13, type: counter",
            "ifInErrors", "2.2.1.14, type: counter",
            "ifOutDiscards", "2.2.1.19, type: counter",
            "ifOutErrors", "2.2.1.20, type: counter",
            "ifHCInOctets", "31.1.1.1.6, type: counter",
            "ifHCOutOctets", "31.1.1.1.10, type: counter"));

    private final Process process;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SnmpExporter(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one with its settings in {@code folder}.
     *
     * @return null when it is not installed
     */
    static @Nullable SnmpExporter start(Path folder) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            return null;
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = Files.writeString(folder.resolve("snmp.yml"), settings());
        Path log = folder.resolve("snmp-exporter.log");
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + settings,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        SnmpExporter exporter = new SnmpExporter(process, port);
        long latest = System.nanoTime() + START.toNanos();
        while (!exporter.isReady()) {
            if (System.nanoTime() > latest || !process.isAlive()) {
                exporter.close();
                throw new IOException("bench snmp: snmp_exporter did not start; its log is " + log);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return exporter;
    }

    /** It walks whole tables, which takes fewer requests and a little less CPU than to walk each column. */
    private static String settings() {
        StringBuilder text = new StringBuilder("""
                interfaces:
                  version: 2
                  auth: {community: public}
                  max_repetitions: 50
                  walk: [1.3.6.1.2.1.2.2, 1.3.6.1.2.1.31.1.1]
                  metrics:
                """);
        COLUMNS.forEach((name, column) -> text.append("  - {name: ")
                .append(name)
                .append(", oid: 1.3.6.1.2.1.")
                .append(column)
                .append(", help: x, indexes: [{labelname: ifIndex, type: gauge}]}\n"));
        return text.toString();
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(at("/")).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /**
     * Has devices asked in turn, as fast as it answers.
     *
     * @param devices how many, from 127.1.0.1 on
     * @param devicePort of all of them
     * @param atOnce how many requests are on their way
     */
    Result scrape(int devices, int devicePort, int atOnce, Duration time) throws IOException, InterruptedException {
        Semaphore places = new Semaphore(atOnce);
        LongAdder rows = new LongAdder();
        LongAdder failures = new LongAdder();
        Processes processes = new Processes(process.toHandle());
        double cpu = processes.cpuSeconds();
        long began = System.nanoTime();
        long end = began + time.toNanos();
        for (int i = 0; System.nanoTime() < end; i = (i + 1) % devices) {
            places.acquire();
            InetSocketAddress device = SnmpLoad.address(i, devicePort);
            String target = device.getAddress().getHostAddress() + ":" + device.getPort();
            HttpRequest request = HttpRequest.newBuilder(at("/snmp?module=interfaces&target=" + target))
                    .timeout(START)
                    .build();
            http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((answer, failure) -> {
                long found =
                        failure == null ? ROW.matcher(answer.body()).results().count() : 0;
                rows.add(found);
                if (found == 0) {
                    failures.increment();
                }
                places.release();
            });
        }
        places.acquire(atOnce);
        double seconds = (System.nanoTime() - began) / 1e9;
        cpu = processes.cpuSeconds() - cpu;
        return new Result(atOnce, rows.sum() / seconds, cpu / rows.sum() * 1000, failures.sum());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
