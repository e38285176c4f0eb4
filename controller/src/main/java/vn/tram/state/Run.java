package vn.tram.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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

    private final long lateMillis;
    private final Deque<BootId> ended = new ArrayDeque<>();
    private @Nullable BootId boot;
    private long sequence;
    private long uptime;
    /** Our time in milliseconds at which the run began, were nothing ever delayed: arrival less uptime, at least. */
    private long origin;

    private long lastArrival;
    private long lastLag;
    private boolean measured;
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
    }

    /**
     * Takes in a report that is {@link Order#NEXT}.
     *
     * @return whether it tells of the present, rather than of a past that was stored and forwarded
     */
    boolean advance(Report report, Instant at) {
        long arrival = at.toEpochMilli();
        boolean possible = report.deviceTimeIsPossible(arrival);
        boolean fresh = measured ? measure(report, arrival) : begin(report, arrival, possible);
        if (sequence + 1 == report.sequence() && measured) {
            System.arraycopy(gaps, 0, gaps, 1, gaps.length - 1);
            gaps[0] = Math.max(0, report.uptimeMillis() - uptime);
        }
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

    private boolean begin(Report report, long arrival, boolean possible) {
        origin = arrival - report.uptimeMillis();
        long ahead = skew == null ? 0 : skew.toMillis();
        lastLag = possible ? Math.max(0, arrival - report.deviceTimeMillis() + ahead) : 0;
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
