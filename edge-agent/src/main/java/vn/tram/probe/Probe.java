package vn.tram.probe;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.tram.stamp.ProbeStatistics;
import vn.tram.stamp.ProbeSummary;

/**
 * The probes of one link: sends what is due, takes what has come, and keeps account. All in the one thread of
 * {@link Probes}; none of it waits.
 */
abstract class Probe implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    final String name;
    final String method;
    final Pace pace;
    ProbeStatistics statistics;
    long sequence;
    long refused;
    long jumps;

    Probe(String name, String method, Duration interval, boolean isStateful) {
        this.name = name;
        this.method = method;
        this.pace = new Pace(interval);
        this.statistics = new ProbeStatistics(TIMEOUT, isStateful);
    }

    /** Where the probes go, for people. */
    abstract String peer();

    /** Whether a probe can be sent now. */
    abstract boolean isReady();

    /** Sends one probe, if it can; what cannot be sent is lost. */
    abstract void send(Selector selector, long now);

    /** Something has come. */
    abstract void receive(SelectionKey key);

    /** Comes every turn. */
    void turn(long now) {}

    /** With which class the probes reached the peer; null when that is not known. */
    @Nullable
    Integer receivedDscp() {
        return null;
    }

    final void expire(long now) {
        int lost = statistics.expire(now);
        for (int i = 0; i < lost; i++) {
            pace.lost(now - TIMEOUT.toNanos());
        }
    }

    final ProbeSummary summary() {
        ProbeSummary summary = statistics.summary();
        jumps += summary.clockJumps();
        return summary;
    }

    @Override
    public abstract void close();
}
