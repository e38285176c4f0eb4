package vn.tram.store;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store counts, and which part of it does not work. Safe for use by many threads. */
final class Counters {

    private static final Logger LOG = LoggerFactory.getLogger(Counters.class);

    /** What can fail alone. */
    enum Part {
        LEDGER,
        SAMPLES,
        ROLL_UPS
    }

    final LongAdder reports = new LongAdder();
    final LongAdder readings = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder setAside = new LongAdder();
    final LongAdder commits = new LongAdder();
    private final Map<Part, String> problems = new ConcurrentSkipListMap<>();
    private volatile long commitMicros;
    private volatile long rolledUpAt;
    private volatile boolean expiryHeld;

    void commit(long nanos) {
        commits.increment();
        commitMicros = nanos / 1000;
    }

    void rolledUp(long nowMillis) {
        rolledUpAt = nowMillis;
    }

    void expiryHeld(boolean held) {
        expiryHeld = held;
    }

    /** The part does not work; said once in the log until it works again, whatever its figures become. */
    void problem(Part part, String text) {
        String before = problems.put(part, text);
        if (before == null || !withoutFigures(text).equals(withoutFigures(before))) {
            LOG.error("{}", text);
        }
    }

    private static String withoutFigures(String text) {
        return text.replaceAll("[0-9]+", "#");
    }

    /** What was tried last has worked. */
    void works(Part part) {
        if (problems.remove(part) != null) {
            LOG.info("the store works again: {}", part);
        }
    }

    private @Nullable String problem() {
        return problems.isEmpty() ? null : String.join("; ", problems.values());
    }

    StoreStats stats(int waiting, long freeBytes) {
        return new StoreStats(
                problem(),
                waiting,
                reports.sum(),
                readings.sum(),
                duplicates.sum(),
                failed.sum(),
                refused.sum(),
                commits.sum(),
                commitMicros,
                setAside.sum(),
                rolledUpAt,
                expiryHeld,
                freeBytes);
    }
}
