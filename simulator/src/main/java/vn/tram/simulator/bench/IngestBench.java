package vn.tram.simulator.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import vn.tram.controller.Controller;
import vn.tram.controller.ControllerConfig;
import vn.tram.flow.Event;
import vn.tram.inventory.Node;
import vn.tram.profiles.file.BadFileException;

/**
 * How many readings a second the controller takes from devices' Sends to the committed row and its answer: the whole
 * controller in this process, with its broker and mutual TLS, and the devices in another one.
 */
public final class IngestBench implements AutoCloseable {

    /** Nothing is slower than this for one in a hundred, or the rate is too high. */
    private static final double GOOD_P99_MILLIS = 250;

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final int STEPS = 5;
    private static final double FIRST_GUESS = 0.75;

    private final Plan plan;
    private final Controller controller;
    private final Process devices;
    private final BufferedReader said;

    /**
     * What to do.
     *
     * @param folder where journal and store live; should be empty
     * @param devices how many sessions
     * @param readings in each Send
     * @param rate readings a second offered; 0 to find the highest one whose p99 is good
     * @param measured how long each figure is measured
     */
    public record Plan(Path folder, int devices, int readings, int rate, Duration measured) {}

    /**
     * What came out of one rate.
     *
     * @param readingsPerSecond committed and answered
     * @param p99Millis from when a Send was due to its answer, 99th percentile
     * @param cpuSecondsPer1000 of the controller, for 1000 readings
     * @param compilerCpuSecondsPer1000 the part of it that Java's compilers took, who do less from minute to minute
     * @param deviceCpuSecondsPer1000 of the devices
     */
    public record Figures(
            double readingsPerSecond,
            double p50Millis,
            double p99Millis,
            double cpuSecondsPer1000,
            double compilerCpuSecondsPer1000,
            double deviceCpuSecondsPer1000) {

        /** @param prefix of each name */
        void print(PrintStream out, String prefix) {
            out.printf(
                    Locale.ROOT,
                    "%1$sdurable_readings_per_s=%2$.0f%n%1$sp50_ms=%3$.0f%n%1$sp99_ms=%4$.0f%n"
                            + "%1$scpu_s_per_1000=%5$.4f%n%1$scompilers_cpu_s_per_1000=%6$.4f%n"
                            + "%1$sdevices_cpu_s_per_1000=%7$.4f%n",
                    prefix,
                    readingsPerSecond,
                    p50Millis,
                    p99Millis,
                    cpuSecondsPer1000,
                    compilerCpuSecondsPer1000,
                    deviceCpuSecondsPer1000);
        }
    }

    private IngestBench(Plan plan) throws IOException, GeneralSecurityException, BadFileException {
        this.plan = plan;
        Path data = plan.folder().resolve("controller");
        controller = Controller.start(ControllerConfig.loopback(data, 0, 0, 0), InstantSource.system(), null);
        List<Node> nodes = IntStream.range(0, plan.devices())
                .mapToObj(SendingDevices::endpoint)
                .map(endpoint -> new Node(endpoint, endpoint, Node.Kind.OTHER, null, null))
                .toList();
        controller.offer(new Event.InventoryChanged(InstantSource.system().instant(), "bench", List.of(), nodes));
        devices = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendingDevices.class.getName(),
                        data.resolve("ca").toString(),
                        controller.broker().toString(),
                        Integer.toString(plan.devices()),
                        Integer.toString(plan.readings())))
                .redirectError(plan.folder().resolve("devices.log").toFile())
                .start();
        said = devices.inputReader();
    }

    /**
     * Runs a bench to its end and prints its figures: at the rate of the plan, or else as much as it takes, and then the
     * highest rate whose p99 is good.
     */
    public static void run(Plan plan, PrintStream out)
            throws IOException, GeneralSecurityException, BadFileException, InterruptedException {
        try (IngestBench bench = new IngestBench(plan)) {
            bench.hear(SendingDevices.READY);
            // Java is slow at first; at an offered rate, what is not taken then would wait for the rest of the time.
            bench.measure(0, Duration.ZERO, WARM_UP);
            if (plan.rate() > 0) {
                bench.measure(plan.rate(), SETTLE, plan.measured()).print(out, "");
                return;
            }
            Figures saturated = bench.measure(0, SETTLE, plan.measured());
            saturated.print(out, "saturated_");
            bench.highestGood(saturated).print(out, "");
        }
    }

    /** By halving, between what it takes and nothing. */
    private Figures highestGood(Figures saturated) throws IOException {
        double good = 0;
        double bad = saturated.readingsPerSecond();
        Figures best = saturated;
        for (int step = 0; step < STEPS; step++) {
            double rate = step == 0 ? FIRST_GUESS * bad : (good + bad) / 2;
            Figures figures = measure((int) rate, SETTLE, plan.measured());
            if (figures.p99Millis() < GOOD_P99_MILLIS) {
                good = rate;
                best = figures;
            } else {
                bad = rate;
            }
        }
        return best;
    }

    private Figures measure(int rate, Duration settle, Duration time) throws IOException {
        int sends = rate == 0 ? 0 : Math.max(1, rate / plan.readings());
        devices.outputWriter()
                .append(sends + " " + settle.toMillis() + " " + time.toMillis() + "\n")
                .flush();
        hear(SendingDevices.BEGUN);
        double cpu = SendingDevices.cpuSeconds();
        double compiled = Processes.compilerSeconds();
        String[] figures = hear("").split(" ", -1);
        double readings = Double.parseDouble(figures[0]) * plan.readings();
        return new Figures(
                readings / Double.parseDouble(figures[1]),
                Double.parseDouble(figures[2]),
                Double.parseDouble(figures[3]),
                1000 * (SendingDevices.cpuSeconds() - cpu) / readings,
                1000 * Math.max(0, Processes.compilerSeconds() - compiled) / readings,
                1000 * Double.parseDouble(figures[4]) / readings);
    }

    private String hear(String start) throws IOException {
        String line = said.readLine();
        if (line == null || !line.startsWith(start)) {
            throw new IOException(
                    "the devices ended; their log is " + plan.folder().resolve("devices.log"));
        }
        return line;
    }

    @Override
    public void close() throws InterruptedException {
        devices.destroy();
        devices.waitFor(5, TimeUnit.SECONDS);
        controller.close();
    }
}
