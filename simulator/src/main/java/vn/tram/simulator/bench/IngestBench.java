package vn.tram.simulator.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import vn.tram.broker.Broker;
import vn.tram.broker.BrokerSettings;
import vn.tram.ca.Authority;
import vn.tram.flow.Decisions;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.flow.Rules;
import vn.tram.flow.Saved;
import vn.tram.identity.Credential;
import vn.tram.inventory.Node;
import vn.tram.lwm2m.LwM2mEnd;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.simulator.network.HiveSession;
import vn.tram.store.Acks;
import vn.tram.store.Store;
import vn.tram.wire.MqttOptions;
import vn.tram.wire.PahoSession;
import vn.tram.wire.Topics;

/**
 * How many readings a second the controller takes from devices' Sends to the committed row: broker with mutual TLS,
 * LwM2M end, decisions and store as in the controller, the devices in the same program.
 */
public final class IngestBench implements AutoCloseable {

    private static final int QUEUE = 20_000;
    private static final int DEVICE_THREADS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(60);

    private final Topics topics = new Topics("");
    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE);
    private final InstantSource clock = InstantSource.system();
    private final Authority authority;
    private final Broker broker;
    private final LwM2mEnd end;
    private final Store store;
    private final Decisions decisions;
    private final Thread loop;
    private final ScheduledThreadPoolExecutor deviceThreads = new ScheduledThreadPoolExecutor(DEVICE_THREADS);
    private final List<SendingDevice> devices = new ArrayList<>();
    private final Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);

    /**
     * What to do.
     *
     * @param folder where journal and store live; should be empty
     * @param devices how many sessions
     * @param readings in each Send
     * @param sendsPerSecond of all devices together; 0 for as fast as each is answered
     * @param measured how long, after a warm-up
     */
    public record Plan(Path folder, int devices, int readings, int sendsPerSecond, Duration measured) {}

    /**
     * What came out.
     *
     * @param readingsPerSecond committed and answered
     * @param p99Millis from Send to its answer, 99th percentile
     * @param cpuSecondsPer1000 of this whole program, devices included, for 1000 readings
     */
    public record Figures(double readingsPerSecond, double p50Millis, double p99Millis, double cpuSecondsPer1000) {

        /** One line, as the other figures are printed. */
        public void print(PrintStream out) {
            out.printf(
                    Locale.ROOT,
                    "durable_readings_per_s=%.0f p50_ms=%.0f p99_ms=%.0f cpu_s_per_1000=%.4f%n",
                    readingsPerSecond,
                    p50Millis,
                    p99Millis,
                    cpuSecondsPer1000);
        }
    }

    private IngestBench(Plan plan) throws IOException, GeneralSecurityException {
        authority = Authority.open(plan.folder().resolve("ca"), "bench", clock);
        Credential own = authority.certifyController("controller", List.of("127.0.0.1", "localhost"));
        broker = Broker.start(BrokerSettings.secure(plan.folder().resolve("broker"), "127.0.0.1", 0, topics, own));
        URI uri = URI.create("mqtts://127.0.0.1:" + broker.port());
        end = new LwM2mEnd(
                LwM2mEnd.Settings.of(topics),
                ObjectDefinitions.bundled(),
                new PahoSession(LwM2mEnd.options(uri, "controller", topics, own.tls())),
                queue::offer,
                clock);
        store = Store.open(plan.folder().resolve("store"), clock, new Answers());
        decisions = new Decisions(Rules.DEFAULTS, Saved.NOTHING, clock.instant());
        loop = new Thread(this::loop, "loop");
        deviceThreads.setRemoveOnCancelPolicy(true);
        for (int i = 0; i < plan.devices(); i++) {
            devices.add(device(i, plan, uri));
        }
    }

    private SendingDevice device(int number, Plan plan, URI uri) throws GeneralSecurityException {
        String endpoint = String.format(Locale.ROOT, "bench-%04d", number);
        KeyPair keys = Credential.newKeys();
        Credential credential = new Credential(keys.getPrivate(), authority.certifyDevice(endpoint, keys.getPublic()));
        MqttOptions options = new MqttOptions(
                uri,
                endpoint,
                List.of(topics.device(endpoint)),
                null,
                credential.tls(),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5));
        long nanosBetween =
                plan.sendsPerSecond() == 0 ? 0 : TimeUnit.SECONDS.toNanos(plan.devices()) / plan.sendsPerSecond();
        return new SendingDevice(
                endpoint,
                topics,
                new HiveSession(options, credential, deviceThreads),
                plan.readings(),
                nanosBetween,
                deviceThreads,
                latencies);
    }

    /** Answers devices when the store has their reports. */
    private final class Answers implements Acks {

        @Override
        public void committed(long ticket) {
            end.answer(ticket, 204, "");
        }

        @Override
        public void failed(long ticket, String reason) {
            end.answer(ticket, 500, reason);
        }
    }

    /** Runs a bench to its end. */
    public static Figures run(Plan plan) throws IOException, GeneralSecurityException, InterruptedException {
        try (IngestBench bench = new IngestBench(plan)) {
            return bench.measure(plan);
        }
    }

    private Figures measure(Plan plan) throws InterruptedException, IOException {
        loop.start();
        queue.add(new Event.InventoryChanged(
                clock.instant(),
                "bench",
                List.of(),
                devices.stream()
                        .map(device -> new Node(device.endpoint(), device.endpoint(), Node.Kind.OTHER, null, null))
                        .toList()));
        end.start();
        for (SendingDevice device : devices) {
            device.connect();
        }
        Instant latest = clock.instant().plus(CONNECT);
        while (!devices.stream().allMatch(SendingDevice::isConnected)) {
            if (clock.instant().isAfter(latest)) {
                throw new IOException("not every device could connect within " + CONNECT.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        devices.forEach(SendingDevice::begin);
        TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
        latencies.reset();
        long cpu = cpuNanos();
        long began = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(plan.measured().toMillis());
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        double readings = (double) latencies.getTotalCount() * plan.readings();
        return new Figures(
                readings / seconds,
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                1000 * cpuSeconds / readings);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private void loop() {
        try {
            while (true) {
                carryOut(decisions.on(queue.take()));
            }
        } catch (InterruptedException e) {
            // The bench is over.
        }
    }

    private void carryOut(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Store report) {
                if (!store.append(report)) {
                    end.answer(report.ticket(), 503, "the store is busy");
                }
            } else if (effect instanceof Effect.Answer answer) {
                end.answer(answer.ticket(), answer.code(), answer.reason());
            } else if (effect instanceof Effect.NodeChanged change) {
                store.keep(change);
            } else if (effect instanceof Effect.InventoryChanged change) {
                store.keep(change);
            }
        }
    }

    @Override
    public void close() {
        devices.forEach(SendingDevice::stop);
        loop.interrupt();
        end.close();
        broker.close();
        store.close();
        deviceThreads.shutdownNow();
    }
}
