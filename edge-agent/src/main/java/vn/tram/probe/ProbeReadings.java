package vn.tram.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.stamp.Dscp;
import vn.tram.stamp.DscpTally;
import vn.tram.stamp.ProbeSummary;
import vn.tram.stamp.Quality;

/** What was found about a link, as readings of object 42781. What is not known is left out. */
final class ProbeReadings {

    static final int OBJECT = 42781;
    private static final int STATE = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Reading> readings = new ArrayList<>();
    private final int instance;

    private ProbeReadings(int instance) {
        this.instance = instance;
    }

    static List<Reading> of(int instance, Probe probe, ProbeSummary summary) {
        ProbeReadings all = new ProbeReadings(instance);
        all.add(0, probe.name);
        all.add(1, probe.peer());
        all.add(2, probe.method);
        all.add(4, summary.sent());
        all.add(5, summary.lost());
        all.add(6, summary.lostForward());
        all.add(7, summary.lostBackward());
        all.add(8, millis(summary.roundTripMin()));
        all.add(9, millis(summary.roundTripMedian()));
        all.add(10, millis(summary.roundTrip95()));
        all.add(11, millis(summary.jitter()));
        all.add(12, millis(summary.delayForward()));
        all.add(13, millis(summary.delayBackward()));
        all.quality(summary);
        all.add(17, probe.refused);
        all.add(18, probe.jumps);
        all.classes(probe);
        return all.readings;
    }

    private void classes(Probe probe) {
        DscpTally there = probe.takeReceivedThere();
        DscpTally here = probe.takeReceivedHere();
        add(16, whole(there.only()));
        add(19, (long) probe.dscp());
        add(20, whole(here.only()));
        // Always said, for what is left out stays as it was last said.
        add(21, said(there));
        add(22, said(here));
    }

    private static String said(DscpTally tally) {
        Integer only = tally.only();
        return only != null ? Dscp.name(only) : tally.isMixed() ? tally.text() : "unknown";
    }

    private static @Nullable Long whole(@Nullable Integer number) {
        return number == null ? null : (Long) number.longValue();
    }

    /** Over a link that answers nothing no conversation is possible. */
    private void quality(ProbeSummary summary) {
        Quality quality = summary.quality();
        if (quality == null && summary.sent() > 0) {
            quality = new Quality(0);
        }
        if (quality != null) {
            add(14, rounded(quality.rating(), 10));
            add(15, rounded(quality.meanOpinion(), 100));
        }
    }

    private void add(int resource, @Nullable Object value) {
        if (value != null) {
            readings.add(Reading.of(OBJECT, instance, resource, value));
        }
    }

    private static @Nullable Double millis(@Nullable Duration duration) {
        return duration == null ? null : rounded(duration.toNanos() / NANOS_PER_MILLI, 1000);
    }

    private static double rounded(double value, int parts) {
        return Math.rint(value * parts) / parts;
    }

    /** Null while the state is not known. */
    static @Nullable Reading state(int instance, Pace.State state) {
        return state == Pace.State.UNKNOWN ? null : Reading.of(OBJECT, instance, STATE, (long) state.number);
    }
}
