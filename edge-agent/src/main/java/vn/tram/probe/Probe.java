package vn.tram.probe;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import vn.tram.stamp.DscpTally;
import vn.tram.stamp.ProbeStatistics;
import vn.tram.stamp.ProbeSummary;

/**
 * The probes of one link: sends what is due, takes what has come, and keeps account. All in the one thread of
 * {@link Probes}; none of it waits.
 */
abstract class Probe implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Who wants to know of each probe, in the thread of the probes. */
    interface Observer {

        Observer NOBODY = new Observer() {
            @Override
            public void answered(long sequence, long roundTripNanos) {}

            @Override
            public void lost(long sequence) {}
        };

        void answered(long sequence, long roundTripNanos);

        void lost(long sequence);
    }

    final String name;
    final String method;
    final Pace pace;
    ProbeStatistics statistics;
    Observer observer = Observer.NOBODY;
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

    /** With which classes the probes reached the peer since the last call, as far as it said so. */
    DscpTally takeReceivedThere() {
        return new DscpTally();
    }

    /** With which classes the answers arrived since the last call, as far as the system counts them. */
    DscpTally takeReceivedHere() {
        return new DscpTally();
    }

    /** Class of the probes; 0 where nobody chooses one. */
    int dscp() {
        return 0;
    }

    final void expire(long now) {
        int lost = statistics.expire(now, observer::lost);
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
