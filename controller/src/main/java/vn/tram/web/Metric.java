package vn.tram.web;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * One metric family of Prometheus' text format.
 *
 * @param name {@code tram_...}; counters end in {@code _total}
 * @param help one line in English
 * @param samples asked at each scrape, by many threads
 */
public record Metric(String name, Type type, String help, Supplier<List<Sample>> samples) {

    /** What the figure means. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /**
     * @param suffix added to the family's name; usually empty
     * @param labels by name
     */
    public record Sample(String suffix, Map<String, String> labels, double value) {}

    public Metric {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("metric name: must be of a-z 0-9 _, was " + name);
        }
    }

    /** A figure that goes up and down. */
    public static Metric gauge(String name, String help, DoubleSupplier value) {
        return single(name, Type.GAUGE, help, value);
    }

    /** A figure that only grows. */
    public static Metric counter(String name, String help, DoubleSupplier value) {
        return single(name, Type.COUNTER, help, value);
    }

    private static Metric single(String name, Type type, String help, DoubleSupplier value) {
        return new Metric(name, type, help, () -> List.of(new Sample("", Map.of(), value.getAsDouble())));
    }
}
