package vn.tram.web;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.tram.state.Health;
import vn.tram.web.account.LockOut;
import vn.tram.web.account.Sessions;
import vn.tram.web.http.HttpCounters;
import vn.tram.web.http.Refusal;
import vn.tram.web.live.Feed;
import vn.tram.web.live.LiveView;

/** What the web itself tells Prometheus: requests, the feed, the province, the process. */
final class Figures {

    private static final double[] BUCKETS = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};

    private Figures() {}

    static List<Metric> of(LiveView live, Feed feed, Sessions sessions, LockOut lockOut, HttpCounters http) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(new Metric("tram_nodes", Metric.Type.GAUGE, "Nodes by health.", () -> nodes(live)));
        metrics.add(Metric.gauge(
                "tram_incidents_open", "Open incidents.", () -> live.summary().incidentsOpen()));
        metrics.add(Metric.counter("tram_readings_total", "Readings handed to the store.", live::readings));
        metrics.add(Metric.gauge("tram_feed_readers", "Browsers that read the live feed.", feed::readers));
        metrics.add(Metric.counter(
                "tram_feed_dropped_total", "Readers of the live feed dropped for being slow.", feed::dropped));
        metrics.add(Metric.gauge("tram_sessions", "People signed in.", sessions::count));
        metrics.add(Metric.gauge("tram_locked_out", "Users and addresses locked out now.", lockOut::count));
        metrics.add(new Metric(
                "tram_http_requests_total", Metric.Type.COUNTER, "Requests answered.", () -> requests(http)));
        metrics.add(new Metric(
                "tram_http_refused_total", Metric.Type.COUNTER, "Requests refused, by reason.", () -> refusals(http)));
        metrics.add(new Metric(
                "tram_http_request_seconds",
                Metric.Type.HISTOGRAM,
                "From a request's headers to its answer, without sending it.",
                () -> latency(http)));
        metrics.addAll(process());
        return metrics;
    }

    private static List<Metric> process() {
        Runtime runtime = Runtime.getRuntime();
        return List.of(
                Metric.gauge(
                        "tram_process_heap_bytes",
                        "Java heap in use.",
                        () -> runtime.totalMemory() - runtime.freeMemory()),
                Metric.gauge(
                        "tram_process_threads",
                        "Threads.",
                        () -> ManagementFactory.getThreadMXBean().getThreadCount()),
                Metric.counter(
                        "tram_process_uptime_seconds_total",
                        "Since the program started.",
                        () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0));
    }

    private static List<Metric.Sample> nodes(LiveView live) {
        Map<Health, Integer> counts = live.summary().counts();
        return Arrays.stream(Health.values())
                .map(health -> sample("", "health", health.name(), counts.getOrDefault(health, 0)))
                .toList();
    }

    private static List<Metric.Sample> requests(HttpCounters http) {
        List<Metric.Sample> samples = new ArrayList<>();
        http.requests().forEach((key, count) -> {
            int first = key.indexOf(' ');
            int last = key.lastIndexOf(' ');
            Map<String, String> labels = Map.of(
                    "method", key.substring(0, first),
                    "route", key.substring(first + 1, last),
                    "status", key.substring(last + 1));
            samples.add(new Metric.Sample("", labels, (double) count));
        });
        return samples;
    }

    private static List<Metric.Sample> refusals(HttpCounters http) {
        return Arrays.stream(Refusal.values())
                .map(refusal -> sample("", "reason", refusal.slug(), (double) http.refusals(refusal)))
                .toList();
    }

    private static List<Metric.Sample> latency(HttpCounters http) {
        List<Metric.Sample> samples = new ArrayList<>();
        for (double bucket : BUCKETS) {
            samples.add(sample(
                    "_bucket", "le", String.format(Locale.ROOT, "%s", bucket), (double) http.answeredWithin(bucket)));
        }
        long count = http.answered();
        samples.add(sample("_bucket", "le", "+Inf", (double) count));
        samples.add(new Metric.Sample("_sum", Map.of(), http.totalSeconds()));
        samples.add(new Metric.Sample("_count", Map.of(), (double) count));
        return samples;
    }

    private static Metric.Sample sample(String suffix, String label, String text, double value) {
        return new Metric.Sample(suffix, Map.of(label, text), value);
    }
}
