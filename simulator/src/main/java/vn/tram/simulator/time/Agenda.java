package vn.tram.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * What will happen, and a clock that jumps from one thing to the next. Of two things at the same moment, the one
 * planned first comes first, so a run is the same each time. Used by one thread.
 */
public final class Agenda implements InstantSource {

    private record Entry(Instant at, long number, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private Instant now;
    private long number;

    public Agenda(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** @throws IllegalArgumentException when {@code at} has passed */
    public void at(Instant at, Runnable what) {
        if (at.isBefore(now)) {
            throw new IllegalArgumentException("time: must not be before " + now + ", was " + at);
        }
        entries.add(new Entry(at, number++, what));
    }

    public void after(Duration time, Runnable what) {
        at(now.plus(time), what);
    }

    /** Lets everything happen that is planned up to {@code end}, and what that plans in turn. */
    public void runUntil(Instant end) {
        Entry next = entries.peek();
        while (next != null && !next.at.isAfter(end)) {
            entries.remove();
            now = next.at;
            next.what.run();
            next = entries.peek();
        }
        now = end;
    }
}
