package vn.tram.stamp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sender's account of its probes over one link. Times are of a clock that does not jump, in nanoseconds; the wall
 * clocks at both ends may be years off and may jump, which is counted and spoils nothing but one-way delays.
 *
 * <p>Bounded: at most {@value #MOST_OPEN} probes are waited for, and the last {@value #MOST_TIMES} times are kept. Not
 * safe for use by many threads.
 */
public final class ProbeStatistics {

    /** What an answer was. */
    public enum Answer {
        COUNTED,
        /** Of a probe that was answered before. */
        REPEATED,
        /** Of a probe that was given up. */
        LATE,
        /** Of nothing that was sent. */
        UNEXPECTED
    }

    static final int MOST_OPEN = 1024;
    static final int MOST_TIMES = 8192;

    /** No link's delay changes by more from one packet to the next; a clock does. */
    private static final long JUMP_NANOS = Duration.ofSeconds(5).toNanos();

    /** Wall clock and counter drift apart by less than this while an answer is on its way, if neither jumps. */
    private static final long DRIFT_NANOS = Duration.ofMillis(50).toNanos();

    private final long timeoutNanos;
    private final Map<Long, Probe> open = new HashMap<>();
    /** In the order in which they were sent; the first is the next to be given up or counted. */
    private final Deque<Probe> order = new ArrayDeque<>();

    private final OneWay forward = new OneWay();
    private final OneWay backward = new OneWay();
    private final Losses losses;
    private Times times = new Times();
    private long lastSent = -1;
    private long answered;
    private long lost;
    private long jumps;
    private long lastRoundTrip;

    /** {@code answer} is the reflector's number; -1 while there is none. */
    private static final class Probe {
        final long sequence;
        final long sentNanos;
        final long sentWall;
        long answer = -1;

        Probe(long sequence, long sentNanos, long sentWall) {
            this.sequence = sequence;
            this.sentNanos = sentNanos;
            this.sentWall = sentWall;
        }
    }

    /**
     * @param timeout after which a probe counts as lost
     * @param isStateful whether the reflector is known to count by itself; otherwise that is found out from its numbers
     */
    public ProbeStatistics(Duration timeout, boolean isStateful) {
        this.timeoutNanos = timeout.toNanos();
        this.losses = new Losses(isStateful);
    }

    /**
     * A probe leaves.
     *
     * @param sequence greater than the one before it
     * @param sent T1, as it is in the packet
     */
    public void sent(long sequence, long sent, long nanos) {
        if (sequence <= lastSent) {
            throw new IllegalArgumentException("sequence: must be greater than " + lastSent + ", was " + sequence);
        }
        lastSent = sequence;
        if (order.size() == MOST_OPEN) {
            settleFirst();
        }
        Probe probe = new Probe(sequence, nanos, sent);
        open.put(sequence, probe);
        order.add(probe);
    }

    /**
     * An answer has come.
     *
     * @param now T4 by the wall clock, as {@link NtpTime}
     * @param nanos the same moment
     */
    public Answer answered(ReflectedPacket packet, long now, long nanos) {
        long sequence = packet.sender().sequence();
        Probe probe = open.get(sequence);
        if (probe == null || probe.sentWall != packet.sender().sent()) {
            return probe == null && sequence <= lastSent ? Answer.LATE : Answer.UNEXPECTED;
        }
        if (probe.answer >= 0) {
            return Answer.REPEATED;
        }
        if (nanos - probe.sentNanos > timeoutNanos) {
            return Answer.LATE;
        }
        probe.answer = packet.sequence();
        measure(probe, packet, now, nanos);
        return Answer.COUNTED;
    }

    /**
     * An answer has come that carries no times and no count, such as one of ICMP.
     *
     * @param roundTripNanos as it was measured
     */
    public Answer answered(long sequence, long roundTripNanos) {
        Probe probe = open.get(sequence);
        if (probe == null) {
            return sequence <= lastSent ? Answer.LATE : Answer.UNEXPECTED;
        }
        if (probe.answer >= 0) {
            return Answer.REPEATED;
        }
        probe.answer = sequence;
        lastRoundTrip = roundTripNanos;
        times.add(roundTripNanos);
        backward.transit(roundTripNanos);
        return Answer.COUNTED;
    }

    private void measure(Probe probe, ReflectedPacket packet, long now, long nanos) {
        long elapsed = nanos - probe.sentNanos;
        long reflecting = NtpTime.between(packet.received(), packet.sent()).toNanos();
        if (reflecting < 0 || reflecting > elapsed) {
            jumps++;
            reflecting = 0;
        }
        lastRoundTrip = elapsed - reflecting;
        times.add(lastRoundTrip);
        // By the counter at our end and the clock at theirs: only theirs can jump in this.
        jumps += forward.transit(NtpTime.between(NtpTime.plusNanos(0, probe.sentNanos), packet.received())
                .toNanos());
        jumps += backward.transit(
                NtpTime.between(packet.sent(), NtpTime.plusNanos(0, nanos)).toNanos());
        long wall = NtpTime.between(probe.sentWall, now).toNanos();
        if (Math.abs(wall - elapsed) > DRIFT_NANOS) {
            jumps++;
            return;
        }
        oneWay(packet, now);
    }

    private void oneWay(ReflectedPacket packet, long now) {
        Duration ours = ErrorEstimate.read(packet.sender().errorEstimate());
        Duration theirs = ErrorEstimate.read(packet.errorEstimate());
        if (ours == null || theirs == null) {
            return;
        }
        long error = ours.plus(theirs).toNanos();
        long there = NtpTime.between(packet.sender().sent(), packet.received()).toNanos();
        long back = NtpTime.between(packet.sent(), now).toNanos();
        // Nothing arrives before it left: a clock that makes it so is not as right as it says.
        if (there >= -error && back >= -error) {
            forward.delays.add(Math.max(0, there));
            backward.delays.add(Math.max(0, back));
        }
    }

    /**
     * Gives up what is overdue.
     *
     * @return how many probes were given up now
     */
    public int expire(long nanos) {
        return expire(nanos, sequence -> {});
    }

    /** @param lost is told the number of each probe that is given up */
    public int expire(long nanos, LongConsumer lost) {
        int given = 0;
        while (!order.isEmpty()) {
            Probe first = order.getFirst();
            boolean isOverdue = nanos - first.sentNanos > timeoutNanos;
            if (!isOverdue && first.answer < 0) {
                return given;
            }
            if (!settleFirst()) {
                given++;
                lost.accept(first.sequence);
            }
        }
        return given;
    }

    /** Whether the first one was answered. */
    private boolean settleFirst() {
        Probe first = order.removeFirst();
        open.remove(first.sequence);
        if (first.answer < 0) {
            lost++;
            return false;
        }
        answered++;
        losses.answered(first.sequence, first.answer);
        return true;
    }

    /** Of the answer that was counted last. */
    public long lastRoundTripNanos() {
        return lastRoundTrip;
    }

    /** How many probes wait for their answer. */
    public int waiting() {
        return (int) order.stream().filter(probe -> probe.answer < 0).count();
    }

    /** What was found since the last call. Probes that are still waited for belong to the next one. */
    public ProbeSummary summary() {
        // While a line is cut nothing says on which way the probes were lost; the next answer does.
        boolean isSplit = losses.isNone() ? lost == 0 : losses.isKnown();
        Jitter worse = forward.jitter.value().compareTo(backward.jitter.value()) > 0 ? forward.jitter : backward.jitter;
        ProbeSummary summary = new ProbeSummary(
                answered + lost,
                answered,
                lost,
                isSplit ? (Long) losses.forward() : null,
                isSplit ? (Long) losses.backward() : null,
                times.least(),
                times.quantile(0.5),
                times.quantile(0.95),
                times.quantile(0.99),
                times.most(),
                times.least() == null ? null : worse.value(),
                forward.delays.quantile(0.5),
                backward.delays.quantile(0.5),
                jumps);
        answered = 0;
        lost = 0;
        jumps = 0;
        times = new Times();
        forward.delays = new Times();
        backward.delays = new Times();
        losses.begin();
        return summary;
    }

    /** One direction. */
    private static final class OneWay {
        Jitter jitter = new Jitter();
        Times delays = new Times();
        private long before;
        private boolean hasBefore;

        /** @return 1 when a clock has jumped, else 0 */
        int transit(long nanos) {
            boolean hasJumped = hasBefore && Math.abs(nanos - before) > JUMP_NANOS;
            if (hasJumped) {
                jitter = new Jitter();
            }
            before = nanos;
            hasBefore = true;
            jitter.add(Duration.ofNanos(nanos));
            return hasJumped ? 1 : 0;
        }
    }

    /** The last so many of them. */
    private static final class Times {
        private long[] nanos = new long[64];
        private int count;
        private long least = Long.MAX_VALUE;
        private long most;

        void add(long value) {
            if (count == nanos.length && count < MOST_TIMES) {
                nanos = Arrays.copyOf(nanos, Math.min(MOST_TIMES, 2 * count));
            }
            nanos[count % nanos.length] = value;
            count++;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }

        @Nullable
        Duration least() {
            return count == 0 ? null : Duration.ofNanos(least);
        }

        @Nullable
        Duration most() {
            return count == 0 ? null : Duration.ofNanos(most);
        }

        @Nullable
        Duration quantile(double part) {
            if (count == 0) {
                return null;
            }
            long[] sorted = Arrays.copyOf(nanos, Math.min(count, nanos.length));
            Arrays.sort(sorted);
            return Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))]);
        }
    }
}
