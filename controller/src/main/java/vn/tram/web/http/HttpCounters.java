package vn.tram.web.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Counts requests by route and status, refusals by reason, and how long answers took. Safe for many threads. */
public final class HttpCounters {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);

    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);
    private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 2);
    private final LongAdder totalMicros = new LongAdder();

    public HttpCounters() {
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
    }

    void answered(String method, String template, int status, long nanos) {
        String key = method + " " + template + " " + status;
        requests.computeIfAbsent(key, k -> new LongAdder()).increment();
        long took = Math.min(LONGEST_MICROS, Math.max(0, nanos / 1000));
        micros.recordValue(took);
        totalMicros.add(took);
    }

    void refused(Refusal refusal) {
        LongAdder adder = refusals.get(refusal);
        if (adder != null) {
            adder.increment();
        }
    }

    /** By {@code METHOD template status}. */
    public Map<String, Long> requests() {
        Map<String, Long> counts = new TreeMap<>();
        requests.forEach((key, adder) -> counts.put(key, adder.sum()));
        return counts;
    }

    public long refusals(Refusal refusal) {
        LongAdder adder = refusals.get(refusal);
        return adder == null ? 0 : adder.sum();
    }

    /** How many answers took at most this long. */
    public long answeredWithin(double seconds) {
        return micros.getTotalCount() == 0 ? 0 : micros.getCountBetweenValues(0, (long) (seconds * 1e6));
    }

    public long answered() {
        return micros.getTotalCount();
    }

    public double totalSeconds() {
        return totalMicros.sum() / 1e6;
    }
}
