package vn.tram.web.live;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Counts, and says how many a second over the last ten. Safe for many threads; {@link #second} for one. */
final class Meter {

    private static final int SECONDS = 10;

    private final LongAdder total = new LongAdder();
    private final long[] totals = new long[SECONDS + 1];
    private int seconds;
    private volatile double perSecond;

    void add(long n) {
        total.add(n);
    }

    long total() {
        return total.sum();
    }

    /** Call once a second. */
    void second() {
        System.arraycopy(totals, 0, totals, 1, SECONDS);
        totals[0] = total.sum();
        if (seconds == 0) {
            Arrays.fill(totals, totals[0]);
        }
        seconds = Math.min(SECONDS, seconds + 1);
        perSecond = (totals[0] - totals[seconds]) / (double) seconds;
    }

    double perSecond() {
        return perSecond;
    }
}
