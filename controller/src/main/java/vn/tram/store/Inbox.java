package vn.tram.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import vn.tram.flow.Effect;

/** What waits for the writer. Bounded: reports are refused when it is full, changes replace one another. */
final class Inbox {

    private final Limits limits;
    private final Queue<Effect.Store> reports = new ArrayDeque<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private Kept kept = new Kept();
    private int readings;
    private long oldest;
    private boolean closed;

    Inbox(Limits limits) {
        this.limits = limits;
    }

    synchronized boolean add(Effect.Store store) {
        int more = store.report().readings().size();
        if (closed || reports.size() >= limits.queuedReports() || readings + more > limits.queuedReadings()) {
            return false;
        }
        arrived();
        reports.add(store);
        readings += more;
        if (readings >= limits.batchReadings()) {
            notifyAll();
        }
        return true;
    }

    synchronized void add(Effect.NodeChanged change) {
        arrived();
        kept.add(change.state());
    }

    synchronized void add(Effect.IncidentChanged change) {
        arrived();
        kept.add(change.incident());
    }

    synchronized void add(Effect.LedgerAppended appended) {
        arrived();
        kept.add(appended.entry());
    }

    synchronized void add(Effect.MaintenanceChanged change) {
        arrived();
        kept.add(change.coverage().window());
    }

    synchronized void add(Effect.InventoryChanged change) {
        arrived();
        kept.add(change);
    }

    /** Has {@code task} run on the writer's thread; false when the writer is going home. */
    synchronized boolean run(Runnable task) {
        if (closed) {
            return false;
        }
        arrived();
        tasks.add(task);
        return true;
    }

    /** Nothing more comes in; what is there is still handed out. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isDone() {
        return closed && isEmpty();
    }

    synchronized int waiting() {
        return reports.size();
    }

    /** The next batch: full, or its first part old enough. Empty when nothing came for as long as {@code idle}. */
    synchronized Batch take(Duration idle) throws InterruptedException {
        long until = System.nanoTime() + idle.toNanos();
        while (!closed && isEmpty() && await(until)) {
            // nothing yet
        }
        if (!isEmpty()) {
            long due = oldest + limits.linger().toNanos();
            while (!closed && readings < limits.batchReadings() && await(due)) {
                // more may come
            }
        }
        return drain();
    }

    private boolean await(long until) throws InterruptedException {
        long left = until - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
        return true;
    }

    private Batch drain() {
        Batch batch = new Batch(List.copyOf(tasks), kept, new ArrayList<>());
        tasks.clear();
        kept = new Kept();
        int taken = 0;
        while (!reports.isEmpty() && taken < limits.batchReadings()) {
            Effect.Store next = reports.remove();
            taken += next.report().readings().size();
            batch.reports().add(next);
        }
        readings -= taken;
        return batch;
    }

    private void arrived() {
        if (isEmpty()) {
            oldest = System.nanoTime();
            notifyAll();
        }
    }

    private boolean isEmpty() {
        return reports.isEmpty() && kept.isEmpty() && tasks.isEmpty();
    }
}
