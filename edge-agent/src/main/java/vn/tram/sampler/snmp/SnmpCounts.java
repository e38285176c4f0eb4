package vn.tram.sampler.snmp;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What happened to requests, counted since the start. Safe for use by many threads. */
public final class SnmpCounts {

    final LongAdder requests = new LongAdder();
    final LongAdder timeouts = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder disorder = new LongAdder();
    final LongAdder cutOff = new LongAdder();
    final AtomicLong malformed = new AtomicLong();

    /** Sent, repetitions too. */
    public long requests() {
        return requests.sum();
    }

    /** No answer within the time-out. */
    public long timeouts() {
        return timeouts.sum();
    }

    /** Given up, after all repetitions. */
    public long failures() {
        return failures.sum();
    }

    /** Answers with an error status. */
    public long errors() {
        return errors.sum();
    }

    /** Tables whose OIDs did not rise, so that the walk ended there. */
    public long disorder() {
        return disorder.sum();
    }

    /** Tables with more rows than are read. */
    public long cutOff() {
        return cutOff.sum();
    }

    /** Datagrams that are no SNMP. */
    public long malformed() {
        return malformed.get();
    }
}
