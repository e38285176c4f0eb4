package vn.tram.simulator.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import vn.tram.ca.Authority;
import vn.tram.identity.Credential;
import vn.tram.simulator.network.HiveSession;
import vn.tram.wire.MqttOptions;
import vn.tram.wire.Topics;

/**
 * The devices of {@link IngestBench}, as a program of its own, so that what they cost is not taken for the controller's.
 * For each line {@code SENDS WARM-UP-MS MEASURED-MS} that it reads, all send so many times a second together (0: each as
 * soon as it is answered), and it prints {@code begun} after the warm-up, and in the end {@code ANSWERED SECONDS P50-MS P99-MS CPU-SECONDS}.
 */
public final class SendingDevices {

    static final String READY = "ready";
    static final String BEGUN = "begun";

    private static final int THREADS = 2;
    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Duration SESSION = Duration.ofMinutes(5);

    private final Topics topics = new Topics("");
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS);
    private final List<SendingDevice> devices = new ArrayList<>();
    private final Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);

    private SendingDevices() {
        threads.setRemoveOnCancelPolicy(true);
    }

    static String endpoint(int number) {
        return String.format(Locale.ROOT, "bench-%04d", number);
    }

    /** {@code AUTHORITY-FOLDER BROKER DEVICES READINGS-A-SEND}; ends with its standard input. */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException, InterruptedException {
        SendingDevices all = new SendingDevices();
        Authority authority = Authority.open(Path.of(arguments[0]), "bench", InstantSource.system());
        int count = Integer.parseInt(arguments[2]);
        for (int i = 0; i < count; i++) {
            all.add(endpoint(i), authority, URI.create(arguments[1]), Integer.parseInt(arguments[3]));
        }
        all.connect();
        System.out.println(READY);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(all.carryOut(order.split(" ", -1)));
        }
        System.exit(0);
    }

    private void add(String endpoint, Authority authority, URI broker, int readings) throws GeneralSecurityException {
        KeyPair keys = Credential.newKeys();
        Credential credential = new Credential(keys.getPrivate(), authority.certifyDevice(endpoint, keys.getPublic()));
        MqttOptions options = new MqttOptions(
                broker, endpoint, List.of(topics.device(endpoint)), null, credential.tls(), SESSION, SESSION);
        HiveSession session = new HiveSession(options, credential, threads);
        devices.add(new SendingDevice(endpoint, topics, session, readings, threads, latencies));
    }

    private void connect() throws IOException, InterruptedException {
        devices.forEach(SendingDevice::connect);
        long latest = System.nanoTime() + CONNECT.toNanos();
        while (!devices.stream().allMatch(SendingDevice::isConnected)) {
            if (System.nanoTime() > latest) {
                throw new IOException("not every device could connect within " + CONNECT.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String carryOut(String... order) throws InterruptedException {
        int sends = Integer.parseInt(order[0]);
        long nanosBetween = sends == 0 ? 0 : TimeUnit.SECONDS.toNanos(devices.size()) / sends;
        devices.forEach(device -> device.begin(nanosBetween));
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(order[1]));
        latencies.reset();
        System.out.println(BEGUN);
        double cpu = cpuSeconds();
        long began = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(order[2]));
        double seconds = (System.nanoTime() - began) / 1e9;
        String figures = String.format(
                Locale.ROOT,
                "%d %.3f %.1f %.1f %.3f",
                latencies.getTotalCount(),
                seconds,
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                cpuSeconds() - cpu);
        devices.forEach(SendingDevice::rest);
        while (!devices.stream().allMatch(SendingDevice::isIdle)) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return figures;
    }

    /** Of this whole program. */
    static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }
}
