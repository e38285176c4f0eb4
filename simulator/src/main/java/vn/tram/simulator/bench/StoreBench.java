package vn.tram.simulator.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.flow.Effect;
import vn.tram.store.Acks;
import vn.tram.store.Store;

/**
 * How many readings a second the store makes durable: 364 devices, each with one report on its way, send the next as
 * soon as the last is answered.
 */
public final class StoreBench {

    private static final int DEVICES = 364;

    private final int readings;
    private final Duration time;
    private final BlockingQueue<Integer> ready = new ArrayBlockingQueue<>(DEVICES);
    private final long[] sentAt = new long[DEVICES];
    private final long[] sequences = new long[DEVICES];
    private final Histogram micros = new Histogram(60_000_000, 3);
    private final LongAdder committed = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private StoreBench(int readings, Duration time) {
        this.readings = readings;
        this.time = time;
    }

    /**
     * {@code [seconds [readings-a-report]]}, by default 10 and 20. Prints {@code durable_readings_per_s}, {@code
     * p99_ms}, {@code cpu_s_per_1000} and more.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Duration time = Duration.ofSeconds(args.length > 0 ? Integer.parseInt(args[0]) : 10);
        int readings = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        new StoreBench(readings, time).run(System.out);
    }

    private void run(PrintStream out) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of("."), "bench-store");
        try {
            long begun = System.nanoTime();
            long cpu = cpuNanos();
            try (Store store = Store.open(folder, InstantSource.system(), acks())) {
                send(store);
            }
            print(out, (System.nanoTime() - begun) / 1e9, (cpuNanos() - cpu) / 1e9, bytes(folder));
        } finally {
            delete(folder);
        }
    }

    private void send(Store store) throws InterruptedException {
        for (int device = 0; device < DEVICES; device++) {
            ready.add(device);
        }
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            int device = ready.take();
            sentAt[device] = System.nanoTime();
            if (!store.append(report(device))) {
                throw new IllegalStateException("the queue of the store is full with " + DEVICES + " reports in it");
            }
        }
    }

    private Effect.Store report(int device) {
        long sequence = ++sequences[device];
        List<Reading> values = new ArrayList<>(readings);
        for (int i = 0; i < readings; i++) {
            values.add(Reading.of(42769, 1 + i / 5, 9 + i % 5, sequence * 1000 + i));
        }
        Instant now = Instant.now();
        Report report =
                new Report(new BootId(1), sequence, Report.Kind.SAMPLE, sequence * 1000, now.toEpochMilli(), values);
        return new Effect.Store(device, "node-" + device, now, false, report);
    }

    private Acks acks() {
        return new Acks() {
            @Override
            public void committed(long ticket) {
                answered((int) ticket);
                committed.increment();
            }

            @Override
            public void failed(long ticket, String reason) {
                answered((int) ticket);
                failed.increment();
            }
        };
    }

    /** On the store's writer thread. */
    private void answered(int device) {
        micros.recordValue((System.nanoTime() - sentAt[device]) / 1000);
        ready.add(device);
    }

    private void print(PrintStream out, double seconds, double cpuSeconds, long bytes) {
        long durable = committed.sum() * readings;
        out.printf(Locale.ROOT, "durable_readings_per_s=%.0f%n", durable / seconds);
        out.printf(Locale.ROOT, "p99_ms=%.1f%n", micros.getValueAtPercentile(99) / 1000.0);
        out.printf(Locale.ROOT, "p50_ms=%.1f%n", micros.getValueAtPercentile(50) / 1000.0);
        out.printf(Locale.ROOT, "cpu_s_per_1000=%.5f%n", cpuSeconds / durable * 1000);
        out.printf(Locale.ROOT, "failed=%d%n", failed.sum());
        out.printf(Locale.ROOT, "bytes_per_reading=%.1f%n", (double) bytes / durable);
    }

    /** CPU time of the whole process. */
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("samples-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
