package vn.tram.uplink;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An executor whose time moves by hand: tasks run on the caller's thread, in order, while it moves. */
public final class HandTime extends AbstractExecutorService implements ScheduledExecutorService {

    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(
            Comparator.<Task<?>>comparingLong(task -> task.dueMillis).thenComparingLong(task -> task.number));
    private long nowMillis;
    private long numbers;

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long dueMillis;
        private final long number = numbers++;

        Task(Callable<V> what, long delayMillis) {
            super(what);
            dueMillis = nowMillis + delayMillis;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueMillis - nowMillis, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    /** Since it was made. */
    public long millis() {
        return nowMillis;
    }

    /** Runs what is due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    public void advance(Duration by) {
        long until = nowMillis + by.toMillis();
        for (Task<?> first = tasks.peek(); first != null && first.dueMillis <= until; first = tasks.peek()) {
            tasks.remove();
            nowMillis = Math.max(nowMillis, first.dueMillis);
            first.run();
        }
        nowMillis = until;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> what, long delay, TimeUnit unit) {
        Task<V> task = new Task<>(what, unit.toMillis(delay));
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable what, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    what.run();
                    return null;
                },
                delay,
                unit);
    }

    @Override
    public void execute(Runnable what) {
        schedule(what, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable what, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("not needed so far");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable what, long first, long pause, TimeUnit unit) {
        throw new UnsupportedOperationException("not needed so far");
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        tasks.clear();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
