package vn.tram.portal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import vn.tram.access.Reckoning;
import vn.tram.document.Reading;
import vn.tram.page.Trouble;

/** What the portal counts since it started, as resources of the object Captive Portal (42772). For any thread. */
final class PortalCounts {

    private static final int OBJECT = 42772;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Each has its resource. */
    enum What {
        OPENED(20),
        RETURNED(21),
        LEFT(22),
        REDIRECTED(23),
        BROKEN(31),
        REPORTED(32);

        private final int resource;

        What(int resource) {
            this.resource = resource;
        }
    }

    private final Map<What, AtomicLong> counts = new EnumMap<>(What.class);
    private final Map<Trouble, AtomicLong> troubles = new EnumMap<>(Trouble.class);
    private final Reckoning openings = new Reckoning();

    PortalCounts() {
        for (What what : What.values()) {
            counts.put(what, new AtomicLong());
        }
        for (Trouble trouble : Trouble.values()) {
            troubles.put(trouble, new AtomicLong());
        }
    }

    void count(What what) {
        counter(counts, what).incrementAndGet();
    }

    void count(Trouble trouble) {
        counter(troubles, trouble).incrementAndGet();
    }

    /** @param nanos from a form's arrival to the door that is open */
    void opened(long nanos) {
        count(What.OPENED);
        openings.add(nanos);
    }

    long of(What what) {
        return counter(counts, what).get();
    }

    long of(Trouble trouble) {
        return counter(troubles, trouble).get();
    }

    private static <K> AtomicLong counter(Map<K, AtomicLong> all, K key) {
        AtomicLong counter = all.get(key);
        if (counter == null) {
            throw new IllegalStateException("no counter of " + key);
        }
        return counter;
    }

    List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        counts.forEach((what, count) -> readings.add(Reading.of(OBJECT, 0, what.resource, count.get())));
        readings.add(Reading.of(OBJECT, 0, 24, sum(Trouble.FORGED)));
        readings.add(Reading.of(OBJECT, 0, 25, sum(Trouble.STALE, Trouble.OTHER_TERMS)));
        readings.add(Reading.of(
                OBJECT,
                0,
                26,
                sum(Trouble.NO_VOUCHER, Trouble.VOUCHER_USED, Trouble.VOUCHER_EXPIRED, Trouble.NO_SUCH_WORD)));
        readings.add(Reading.of(
                OBJECT,
                0,
                27,
                sum(
                        Trouble.BAD_REQUEST,
                        Trouble.NOT_HERE,
                        Trouble.NOT_FOUND,
                        Trouble.NOT_OFFERED,
                        Trouble.TOO_LARGE,
                        Trouble.METHOD)));
        readings.add(Reading.of(OBJECT, 0, 28, sum(Trouble.GATE, Trouble.NOT_KEPT)));
        readings.add(Reading.of(OBJECT, 0, 29, openings.quantile(0.5) / NANOS_PER_MILLI));
        readings.add(Reading.of(OBJECT, 0, 30, openings.quantile(0.95) / NANOS_PER_MILLI));
        readings.add(Reading.of(OBJECT, 0, 33, sum(Trouble.TOO_OFTEN)));
        return readings;
    }

    private long sum(Trouble... which) {
        long sum = 0;
        for (Trouble trouble : which) {
            sum += of(trouble);
        }
        return sum;
    }
}
