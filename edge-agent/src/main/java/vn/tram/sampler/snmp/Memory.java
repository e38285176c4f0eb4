package vn.tram.sampler.snmp;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ValueSource;

/**
 * What must be known from earlier rounds: how often counters of 32 bits wrapped, what counters had grown to, and which
 * ways to a value this device knows. All of it is void once the device restarted.
 */
final class Memory {

    /** More rows than any table that is read. */
    private static final int MAX_COUNTERS = 100_000;

    private static final long WRAP = 1L << 32;

    private record Counter(long last, long total) {}

    private record Row(int object, String table, Oid index) {}

    private record Share(double part, double whole, double share) {}

    private final Map<Oid, Counter> counters = new HashMap<>();
    private final IdentityHashMap<ValueSource, Share> shares = new IdentityHashMap<>();
    private final IdentityHashMap<ValueSource, Boolean> unknown = new IdentityHashMap<>();

    private final Map<Row, Integer> instances = new HashMap<>();
    private final Map<Integer, Integer> nextInstance = new HashMap<>();
    private boolean withoutEngine;

    void forget() {
        counters.clear();
        shares.clear();
        instances.clear();
        nextInstance.clear();
        relearn();
    }

    /** A counter of 32 bits as one that does not wrap; at least once a wrap it must be read. */
    long widen(Oid instance, long value) {
        Counter before = counters.get(instance);
        if (before == null && counters.size() >= MAX_COUNTERS) {
            return value;
        }
        long total = before == null ? value : before.total() + Math.floorMod(value - before.last(), WRAP);
        counters.put(instance, new Counter(value, total));
        return total;
    }

    /** The share of {@code part} in how much {@code whole} grew since the last round; NaN in the first. */
    double share(ValueSource source, double part, double whole) {
        Share before = shares.get(source);
        double share = Double.NaN;
        if (before != null) {
            double grown = whole - before.whole();
            if (grown == 0) {
                return before.share();
            }
            // Counters of 32 bits that wrapped, or a device that started anew, say nothing this time.
            share = grown > 0 && part >= before.part() ? Math.min(1, (part - before.part()) / grown) : Double.NaN;
        }
        shares.put(source, new Share(part, whole, share));
        return share;
    }

    /** The number that a row of one of an object's tables got when it was first seen; negative when there is none left. */
    int instance(int object, String table, Oid index) {
        Row row = new Row(object, table, index);
        Integer known = instances.get(row);
        if (known != null) {
            return known;
        }
        int next = nextInstance.getOrDefault(object, 0);
        if (next > Instances.MAX_INSTANCE) {
            return -1;
        }
        nextInstance.put(object, next + 1);
        instances.put(row, next);
        return next;
    }

    /** Remembers whether the device answered anything that {@code source} could use. */
    void note(ValueSource source, boolean known) {
        if (known) {
            unknown.remove(source);
        } else {
            unknown.put(source, true);
        }
    }

    boolean isWorthAsking(ValueSource source) {
        return !unknown.containsKey(source);
    }

    /** The device does not tell of its SNMP engine's boots. */
    void noteNoEngine() {
        withoutEngine = true;
    }

    boolean isWithoutEngine() {
        return withoutEngine;
    }

    /** After this, everything is asked once more. */
    void relearn() {
        unknown.clear();
        withoutEngine = false;
    }
}
