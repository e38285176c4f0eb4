package vn.tram.simulator.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * What the demo costs while somebody looks at its wall: it runs in a process of its own, with the agent it starts, and
 * this one only reads the live feed and looks at both from outside.
 */
public final class DemoBench {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern TICK = Pattern.compile("\"at\":\"([^\"]+)\",\"now\"");
    private static final Pattern UP = Pattern.compile("\"UP\":(\\d+)");
    private static final Pattern OPEN = Pattern.compile("\"incidentsOpen\":(\\d+)");
    private static final long SEED = 1;
    private static final int LOOK_MILLIS = 100;
    private static final int WEIGH_EVERY = 50;
    private static final long LONGEST_MILLIS = 3_600_000;

    private final Plan plan;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Histogram ages = new Histogram(LONGEST_MILLIS, 3);
    private final List<double[]> weights = new ArrayList<>();
    private volatile Instant shown = Instant.now();

    /**
     * What to do.
     *
     * @param folder for the demo's data
     * @param nodes of the province
     * @param time how long it is watched once it is ready
     * @param settling how much of that is left out where growth is told
     */
    public record Plan(Path folder, int nodes, Duration time, Duration settling) {}

    /** What was seen. RSS is that of all processes of the demo; the wall's age is the time since what it shows was true. */
    public record Result(
            double cpuCores,
            double rssMb,
            double rssGrowthMbPerMin,
            long ageP50Millis,
            long ageP99Millis,
            int up,
            int open) {

        public void print(PrintStream out) {
            out.printf(
                    Locale.ROOT,
                    "cpu_cores=%.2f%nrss_mb=%.0f%nrss_growth_mb_per_min=%.2f%nwall_age_p50_ms=%d%nwall_age_p99_ms=%d%n"
                            + "nodes_up=%d%nincidents_open=%d%n",
                    cpuCores,
                    rssMb,
                    rssGrowthMbPerMin,
                    ageP50Millis,
                    ageP99Millis,
                    up,
                    open);
        }
    }

    private DemoBench(Plan plan) {
        this.plan = plan;
    }

    /** @throws IOException says why the demo did not come up */
    public static Result run(Plan plan) throws IOException, InterruptedException {
        return new DemoBench(plan).run();
    }

    private Result run() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(plan.folder(), plan.nodes(), SEED)) {
            watchFeed(demo.pages());
            return watch(demo);
        }
    }

    private void watchFeed(URI pages) {
        HttpRequest request = HttpRequest.newBuilder(pages.resolve("api/v1/events"))
                .header("Accept", "text/event-stream")
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).thenAccept(answer -> read(answer.body()));
    }

    private void read(Stream<String> lines) {
        lines.forEach(line -> {
            Matcher tick = TICK.matcher(line);
            if (tick.find()) {
                shown = Instant.parse(tick.group(1));
            }
        });
    }

    private Result watch(DemoProcess demo) throws IOException, InterruptedException {
        Processes processes = new Processes(demo.handle());
        long begun = System.nanoTime();
        double cpu = processes.cpuSeconds();
        long end = begun + plan.time().toNanos();
        for (int look = 0; System.nanoTime() < end; look++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            ages.recordValue(Math.min(
                    LONGEST_MILLIS,
                    Math.max(0, Duration.between(shown, Instant.now()).toMillis())));
            if (look % WEIGH_EVERY == 0) {
                weights.add(new double[] {(System.nanoTime() - begun) / 60e9, processes.rssMb()});
            }
        }
        double cores = (processes.cpuSeconds() - cpu) / ((System.nanoTime() - begun) / 1e9);
        String summary = get(demo.pages().resolve("api/v1/summary"));
        return new Result(
                cores,
                weights.get(weights.size() - 1)[1],
                growth(),
                ages.getValueAtPercentile(50),
                ages.getValueAtPercentile(99),
                number(UP, summary),
                number(OPEN, summary));
    }

    private String get(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(START).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int number(Pattern pattern, String json) {
        Matcher found = pattern.matcher(json);
        return found.find() ? Integer.parseInt(found.group(1)) : -1;
    }

    /** The slope of the straight line through all weights after the settling time, in MB a minute. */
    private double growth() {
        double settled = plan.settling().toMillis() / 60e3;
        List<double[]> points =
                weights.stream().filter(point -> point[0] >= settled).toList();
        double minute = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
        double weight = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
        double product = 0;
        double square = 0;
        for (double[] point : points) {
            product += (point[0] - minute) * (point[1] - weight);
            square += (point[0] - minute) * (point[0] - minute);
        }
        return square == 0 ? 0 : product / square;
    }
}
