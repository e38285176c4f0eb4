package vn.tram.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often somebody may try something: so many times in a period by each, and so many by all together. Bounded: the
 * count of those who have not tried for longest is forgotten, and that by all remains. Safe for use by many threads.
 */
public final class Attempts {

    private static final int MAX_KNOWN = 1_024;

    private final Duration period;
    private final int byEach;
    private final int byAll;
    private final Map<String, Deque<Instant>> each = new LinkedHashMap<>();
    private final Deque<Instant> all = new ArrayDeque<>();

    public Attempts(Duration period, int byEach, int byAll) {
        this.period = period;
        this.byEach = byEach;
        this.byAll = byAll;
    }

    /** Whether one more is allowed; it is counted then. */
    public synchronized boolean allow(String who, Instant now) {
        forget(all, now);
        Deque<Instant> own = each.remove(who);
        if (own == null) {
            own = new ArrayDeque<>();
        }
        if (each.size() >= MAX_KNOWN) {
            each.remove(each.keySet().iterator().next());
        }
        each.put(who, own);
        forget(own, now);
        if (all.size() >= byAll || own.size() >= byEach) {
            return false;
        }
        all.add(now);
        own.add(now);
        return true;
    }

    /** What lies in the future was counted by a clock that was wrong. */
    private void forget(Deque<Instant> times, Instant now) {
        times.removeIf(time -> time.isAfter(now) || !time.plus(period).isAfter(now));
    }
}
