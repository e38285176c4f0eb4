package vn.tram.sampler.snmp;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What happened to requests, of one device or of all, counted since the start. Safe for use by many threads. */
public final class SnmpCounts {

    /** Counts for one device and for all of them. */
    static final class Tally {

        private final AtomicLong count = new AtomicLong();
        private final @Nullable Tally all;

        private Tally(@Nullable Tally all) {
            this.all = all;
        }

        void increment() {
            count.incrementAndGet();
            if (all != null) {
                all.increment();
            }
        }
    }

    final Tally requests;
    final Tally timeouts;
    final Tally failures;
    final Tally errors;
    final Tally disorder;
    final Tally loops;
    final Tally cutOff;
    final Tally malformed;

    SnmpCounts(@Nullable SnmpCounts all) {
        requests = new Tally(all == null ? null : all.requests);
        timeouts = new Tally(all == null ? null : all.timeouts);
        failures = new Tally(all == null ? null : all.failures);
        errors = new Tally(all == null ? null : all.errors);
        disorder = new Tally(all == null ? null : all.disorder);
        loops = new Tally(all == null ? null : all.loops);
        cutOff = new Tally(all == null ? null : all.cutOff);
        malformed = new Tally(all == null ? null : all.malformed);
    }

    /** Sent, repetitions too. */
    public long requests() {
        return requests.count.get();
    }

    /** No answer within the time-out. */
    public long timeouts() {
        return timeouts.count.get();
    }

    /** Given up, after all repetitions. */
    public long failures() {
        return failures.count.get();
    }

    /** Answers with an error status, and reports of version 3 that refuse a request. */
    public long errors() {
        return errors.count.get();
    }

    /** Cells that came after one that they should have come before; they are used all the same. */
    public long disorder() {
        return disorder.count.get();
    }

    /** Tables that came back to where they had been, so that the walk ended there. */
    public long loops() {
        return loops.count.get();
    }

    /** Tables with more rows than are read. */
    public long cutOff() {
        return cutOff.count.get();
    }

    /** Datagrams that are no SNMP, or none of a version and user that we asked with. */
    public long malformed() {
        return malformed.count.get();
    }
}
