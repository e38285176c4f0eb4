package vn.tram.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Report;

/**
 * Which run of the agent is the present one, how far it has come, and how long its reports took to reach us. The
 * device's uptime tells delays exactly but for a constant; the device's clock helps only with the first report of a run.
 */
final class Run {

    /** What a report is in the order of things. */
    enum Order {
        /** The newest so far. */
        NEXT,
        /** Of the present run, but not newer than what we have: a duplicate, or overtaken. */
        OVERTAKEN,
        /** Of a run that has ended. */
        ENDED
    }

    private static final int REMEMBERED = 8;

    /** No quartz is worse: 500 parts in a million. */
    private static final long DRIFT = 2000;

    private static final long STEADY_MILLIS = 1000;

    /** What overtakes other reports does so by less, or the others will never come. */
    private static final long OVERTAKING_MILLIS = 5000;

    private static final int MOST_OVERTAKEN = 64;

    private final long lateMillis;
    /** Reports of the present run that others have overtaken. */
    private final TreeSet<Long> overtaken = new TreeSet<>();

    private long overtakenAt;
    private final Deque<BootId> ended = new ArrayDeque<>();
    private @Nullable BootId boot;
    private long sequence;
    private long uptime;
    /** Our time in milliseconds at which the run began, were nothing ever delayed: arrival less uptime, at least. */
    private long origin;

    private long lastArrival;
    private long lastLag;
    /** Of the last report, if the device's clock has not drifted since one told of the present. */
    private long longestLag;
    /** {@link #origin}, when a report last told of the present. */
    private long presentOrigin;

    /** The run in which that was; null before. */
    private @Nullable BootId presentBoot;

    private boolean measured;
    private boolean isFirst;
    private long newestDeviceTime;
    private @Nullable Duration skew;
    private final long[] gaps = new long[3];

    Run(Duration late) {
        this.lateMillis = late.toMillis();
    }

    void resume(NodeState saved) {
        boot = saved.boot();
        sequence = saved.sequence();
        skew = saved.skew();
        if (saved.lastHeard() != null) {
            lastArrival = saved.lastHeard().toEpochMilli();
            newestDeviceTime = skew == null ? 0 : lastArrival + skew.toMillis();
        }
    }

    /** Where {@code report} stands; when it is of a new run, that run is the present one from now on. */
    Order place(Report report, Instant at) {
        BootId present = boot;
        if (present == null || report.boot().compareTo(present) > 0 || isOfAnEmptiedDisk(report, present, at)) {
            begin(report.boot());
        } else if (!report.boot().equals(present)) {
            return Order.ENDED;
        } else if (report.sequence() <= sequence) {
            overtaken.remove(report.sequence());
            return Order.OVERTAKEN;
        }
        return Order.NEXT;
    }

    /** A lower run that began after all we have seen is of a device that has lost its disk, not an old report. */
    private boolean isOfAnEmptiedDisk(Report report, BootId present, Instant at) {
        if (report.boot().compareTo(present) >= 0 || ended.contains(report.boot())) {
            return false;
        }
        long now = at.toEpochMilli();
        return report.deviceTimeIsPossible(now) && newestDeviceTime > 0
                ? report.deviceTimeMillis() - report.uptimeMillis() > newestDeviceTime
                : now - report.uptimeMillis() > lastArrival;
    }

    private void begin(BootId next) {
        if (boot != null) {
            ended.addFirst(boot);
            if (ended.size() > REMEMBERED) {
                ended.removeLast();
            }
        }
        ended.remove(next);
        boot = next;
        sequence = 0;
        measured = false;
        overtaken.clear();
    }

    /**
     * Takes in a report that is {@link Order#NEXT}.
     *
     * @return whether it tells of the present, rather than of a past that was stored and forwarded
     */
    boolean advance(Report report, Instant at) {
        long arrival = at.toEpochMilli();
        boolean possible = report.deviceTimeIsPossible(arrival);
        isFirst = !measured;
        boolean fresh = measured ? measure(report, arrival) : begin(report, arrival, possible);
        if (sequence + 1 == report.sequence() && measured) {
            System.arraycopy(gaps, 0, gaps, 1, gaps.length - 1);
            gaps[0] = Math.max(0, report.uptimeMillis() - uptime);
        }
        miss(report.sequence(), arrival);
        sequence = report.sequence();
        uptime = report.uptimeMillis();
        lastArrival = arrival;
        measured = true;
        if (!possible) {
            skew = null;
        } else {
            newestDeviceTime = Math.max(newestDeviceTime, report.deviceTimeMillis());
            if (fresh) {
                skew = Duration.ofMillis(report.deviceTimeMillis() - report.uptimeMillis() - origin);
            }
        }
        return fresh;
    }

    private void miss(long next, long arrival) {
        if (isWhole(arrival)) {
            overtaken.clear();
        }
        if (sequence > 0 && next > sequence + 1) {
            overtakenAt = arrival;
            for (long number = Math.max(sequence + 1, next - MOST_OVERTAKEN); number < next; number++) {
                overtaken.add(number);
            }
            while (overtaken.size() > MOST_OVERTAKEN) {
                overtaken.pollFirst();
            }
        }
    }

    /** Whether no report is on its way that was made before the newest one. */
    boolean isWhole(long now) {
        return overtaken.isEmpty() || now > overtakenAt + OVERTAKING_MILLIS;
    }

    private boolean begin(Report report, long arrival, boolean possible) {
        origin = arrival - report.uptimeMillis();
        long ahead = skew == null ? 0 : skew.toMillis();
        lastLag = possible ? Math.max(0, arrival - report.deviceTimeMillis() + ahead) : 0;
        longestLag = lastLag;
        return lastLag <= lateMillis;
    }

    private boolean measure(Report report, long arrival) {
        long seen = arrival - report.uptimeMillis();
        long allowed = origin + Math.max(0, arrival - lastArrival) / DRIFT;
        boolean draining = seen < origin - STEADY_MILLIS;
        long lag = Math.max(0, seen - allowed);
        boolean steady = Math.abs(lag - lastLag) < STEADY_MILLIS && report.uptimeMillis() - uptime > lateMillis / 2;
        origin = Math.min(seen, allowed);
        if (lag > lateMillis && steady) {
            origin = seen;
            lag = 0;
        }
        lastLag = lag;
        longestLag = steady ? 0 : Math.max(0, seen - presentOrigin);
        return lag <= lateMillis && !draining;
    }

    @Nullable
    BootId boot() {
        return boot;
    }

    long sequence() {
        return sequence;
    }

    long uptime() {
        return uptime;
    }

    /**
     * When the last report was read, by our clock, or later than that: a clock that may drift makes the time since an
     * outage's beginning uncertain, and nothing that was read before its end may count as read after.
     *
     * @param arrival of that report
     */
    Instant readAfter(Instant arrival) {
        return arrival.minusMillis(longestLag);
    }

    /** When {@code report}, the last, was read, by our clock; null when neither of the device's clocks tells. */
    @Nullable
    Instant readAt(Report report, Instant arrival) {
        if (report.boot().equals(presentBoot)) {
            long lag = arrival.toEpochMilli() - report.uptimeMillis() - presentOrigin;
            return arrival.minusMillis(Math.max(0, lag));
        }
        Duration ahead = skew;
        if (ahead == null || !report.deviceTimeIsPossible(arrival.toEpochMilli())) {
            return null;
        }
        Instant read = Instant.ofEpochMilli(report.deviceTimeMillis()).minus(ahead);
        return read.isAfter(arrival) ? arrival : read;
    }

    /** The node was away: that two reports take equally long does not make them live when that lies between them. */
    void interrupted() {
        lastLag = Long.MIN_VALUE / 2;
    }

    /** Whether the last report is the first one of its run. */
    boolean isFirst() {
        return isFirst;
    }

    /** The last report did tell of the present. */
    void confirmed() {
        presentOrigin = origin;
        presentBoot = boot;
    }

    /** Device clock minus ours; null when that clock is unset. */
    @Nullable
    Duration skew() {
        return skew;
    }

    /** The longest of the last pauses between two reports, by the device's uptime; 0 when not known. */
    long interval() {
        return Math.max(gaps[0], Math.max(gaps[1], gaps[2]));
    }
}
