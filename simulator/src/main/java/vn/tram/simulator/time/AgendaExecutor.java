package vn.tram.simulator.time;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs what it is given when the agenda comes to it, so that real parts live in simulated time. Never shut down. */
public final class AgendaExecutor extends AbstractExecutorService implements ScheduledExecutorService {

    private final Agenda agenda;

    public AgendaExecutor(Agenda agenda) {
        this.agenda = agenda;
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long dueMillis;

        Task(Callable<V> what, Duration delay) {
            super(what);
            dueMillis = agenda.millis() + delay.toMillis();
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueMillis - agenda.millis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> what, long delay, TimeUnit unit) {
        Duration wait = Duration.of(Math.max(0, delay), unit.toChronoUnit());
        Task<V> task = new Task<>(what, wait);
        agenda.after(wait, task);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable what, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    what.run();
                    return true;
                },
                delay,
                unit);
    }

    @Override
    public void execute(Runnable what) {
        agenda.after(Duration.ZERO, what);
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
        throw new UnsupportedOperationException("an agenda ends when its run does");
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException("an agenda ends when its run does");
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
        return false;
    }
}
