package vn.tram.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;

/**
 * The one thread that owns what the controller believes: it takes an event from a bounded queue, lets the core decide,
 * and hands the effects on in order. Events that find the queue full are counted, and the core is told how many.
 */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int BATCH = 1024;

    private final BlockingQueue<Event> queue;
    private final Function<Event, List<Effect>> core;
    private final Consumer<Effect> hands;
    private final InstantSource clock;
    private final Thread thread;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile Instant lastTurn;
    private volatile boolean closed;

    /**
     * @param core called by the loop's thread only
     * @param hands carries an effect out; called by the loop's thread, and must return soon
     * @param capacity events that may wait
     */
    public Loop(Function<Event, List<Effect>> core, Consumer<Effect> hands, InstantSource clock, int capacity) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.core = core;
        this.hands = hands;
        this.clock = clock;
        this.lastTurn = clock.instant();
        this.thread = new Thread(this::run, "loop");
    }

    public void start() {
        thread.start();
    }

    /** Takes an event into the queue; false, and counted, when it is full. Safe for use by many threads. */
    public boolean offer(Event event) {
        if (!closed && queue.offer(event)) {
            return true;
        }
        lost.incrementAndGet();
        return false;
    }

    /** Events that wait now. */
    public int waiting() {
        return queue.size();
    }

    /** Events that found the queue full since the start. */
    public long lost() {
        return lost.get();
    }

    /** Events decided on since the start. */
    public long taken() {
        return taken.get();
    }

    /** Events at which the core failed since the start: each is a bug of ours. */
    public long failures() {
        return failures.get();
    }

    /** Why the loop does not work; empty when it does. */
    public String problem() {
        Duration still = Duration.between(lastTurn, clock.instant());
        return still.compareTo(TICK.multipliedBy(20)) > 0
                ? "the loop has stood still for " + still.toSeconds() + " s"
                : "";
    }

    private void run() {
        List<Event> batch = new ArrayList<>(BATCH);
        long toldLost = 0;
        Instant nextTick = clock.instant();
        while (!closed) {
            Instant reached = take(batch, Duration.between(clock.instant(), nextTick));
            batch.forEach(this::decide);
            batch.clear();
            Instant now = clock.instant();
            lastTurn = now;
            long lostNow = lost.get();
            if (lostNow != toldLost) {
                toldLost = lostNow;
                decide(new Event.Overflowed(now, lostNow));
            }
            if (!now.isBefore(nextTick)) {
                decide(new Event.Tick(reached));
                nextTick = now.plus(TICK);
            }
        }
    }

    /**
     * Fills the batch.
     *
     * @return the time up to which nothing waits once the batch is decided; while events queue up, that is not now, and
     *     a device whose report waits must not be called silent
     */
    private Instant take(List<Event> batch, Duration wait) {
        try {
            @Nullable Event first = queue.poll(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
            Instant reached = clock.instant();
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
            }
            return batch.size() < BATCH ? reached : batch.get(BATCH - 1).at();
        } catch (InterruptedException e) {
            closed = true;
            return clock.instant();
        }
    }

    private void decide(Event event) {
        taken.incrementAndGet();
        try {
            core.apply(event).forEach(hands);
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            LOG.error("the core failed at {}", event, e);
        }
    }

    /** Ends after the event at hand; what waits stays undone, and unacknowledged. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
