package vn.tram.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tram.broker.Broker;
import vn.tram.content.DeviceListener;
import vn.tram.lwm2m.LwM2mEnd;
import vn.tram.store.Store;
import vn.tram.web.Metric;

/** What {@code /metrics} says about the parts of the controller, beside what the web says about itself. */
final class Gauges {

    private Gauges() {}

    /**
     * @param broker null when there is none inside the controller
     * @param core what the core has counted, by kind
     */
    static List<Metric> of(
            Store store,
            Loop loop,
            LwM2mEnd devices,
            DeviceListener listener,
            LinkProbes probes,
            @Nullable Broker broker,
            Supplier<Map<String, Long>> core) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.gauge("tram_loop_waiting", "Events that wait for the loop.", loop::waiting));
        metrics.add(Metric.counter("tram_loop_events_total", "Events decided on.", loop::taken));
        metrics.add(Metric.counter("tram_loop_lost_total", "Events that found the queue full.", loop::lost));
        metrics.add(Metric.counter("tram_loop_failures_total", "Events at which the core failed.", loop::failures));
        metrics.add(Metric.gauge(
                "tram_store_waiting",
                "Reports that wait for their commit.",
                () -> store.stats().waiting()));
        metrics.add(Metric.counter(
                "tram_store_readings_total",
                "Readings committed.",
                () -> store.stats().readings()));
        metrics.add(Metric.counter(
                "tram_store_duplicates_total",
                "Reports that came again.",
                () -> store.stats().duplicates()));
        metrics.add(Metric.counter(
                "tram_store_failed_total",
                "Reports that could not be kept.",
                () -> store.stats().failed()));
        metrics.add(Metric.counter(
                "tram_store_set_aside_total",
                "Damaged files that were renamed.",
                () -> store.stats().setAside()));
        metrics.add(Metric.gauge(
                "tram_store_expiry_held",
                "1 while nothing expires because the clock has jumped.",
                () -> store.stats().expiryHeld() ? 1 : 0));
        metrics.add(Metric.gauge(
                "tram_store_free_bytes",
                "Left on the disk; -1 when unknown.",
                () -> store.stats().freeBytes()));
        metrics.add(counts("tram_core_total", "What the core refused or lost, by kind.", core));
        metrics.add(counts("tram_lwm2m_total", "Messages of devices, by what became of them.", devices::counters));
        if (broker != null) {
            metrics.add(counts(
                    "tram_broker_total", "What the embedded broker took and refused, by kind.", broker::counters));
        }
        metrics.add(Metric.counter(
                "tram_devices_refused_total",
                "Requests of devices for certificates and content that were refused.",
                listener::refused));
        metrics.add(Metric.counter(
                "tram_devices_served_total", "Files of content that devices fetched.", listener::served));
        metrics.addAll(probes.metrics());
        return metrics;
    }

    static Metric counts(String name, String help, Supplier<Map<String, Long>> counts) {
        return new Metric(
                name,
                Metric.Type.COUNTER,
                help,
                () -> counts.get().entrySet().stream()
                        .map(entry -> new Metric.Sample("", Map.of("kind", entry.getKey()), entry.getValue()))
                        .toList());
    }
}
