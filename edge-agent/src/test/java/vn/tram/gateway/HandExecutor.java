package vn.tram.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs what is scheduled when its time comes, which is when a test says so. */
final class HandExecutor extends ScheduledThreadPoolExecutor {

    private record Task(long at, int number, Runnable run, ScheduledFuture<?> handle) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;
    private int number;

    HandExecutor() {
        super(0);
    }

    long now() {
        return now;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable run, long delay, TimeUnit unit) {
        ScheduledFuture<?> handle = super.schedule((Callable<Void>) () -> null, 1, TimeUnit.DAYS);
        tasks.add(new Task(now + unit.toMillis(delay), number++, run, handle));
        return handle;
    }

    void pass(long millis) {
        long end = now + millis;
        Task next = next(end);
        while (next != null) {
            tasks.remove(next);
            now = next.at();
            if (!next.handle().isCancelled()) {
                next.run().run();
            }
            next = next(end);
        }
        now = end;
    }

    private @Nullable Task next(long end) {
        return tasks.stream()
                .filter(task -> task.at() <= end)
                .min(Comparator.comparingLong(Task::at).thenComparingInt(Task::number))
                .orElse(null);
    }
}
