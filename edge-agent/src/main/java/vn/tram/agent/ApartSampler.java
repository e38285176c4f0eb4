package vn.tram.agent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.Reading;
import vn.tram.sampler.Sampler;

/**
 * Has another sampler measure on a thread of its own, and waits for it only so long: a bus that hangs must not take a
 * thread from those that everything else is measured on. Of a round and of a look at most one each is under way. One
 * caller at a time.
 */
final class ApartSampler implements Sampler {

    private static final Logger log = LoggerFactory.getLogger(ApartSampler.class);

    private final String name;
    private final Sampler inner;
    private final Duration patience;
    private final ExecutorService thread;
    private final Turn round = new Turn();
    private final Turn look = new Turn();

    /**
     * @param name of the thread, and for messages
     * @param patience for a round; a look and the end are given a tenth and a half of it
     */
    ApartSampler(String name, Sampler inner, Duration patience) {
        this.name = name;
        this.inner = inner;
        this.patience = patience;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** What was asked for last. */
    private final class Turn {
        private @Nullable Future<List<Reading>> underWay;

        /** Null when it takes too long. */
        @Nullable
        List<Reading> take(Callable<List<Reading>> task, Duration most) {
            Future<List<Reading>> future = underWay;
            if (future != null && !future.isDone()) {
                return null;
            }
            future = thread.submit(task);
            underWay = future;
            try {
                return future.get(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            } catch (ExecutionException e) {
                throw new IllegalStateException(name + ": could not be measured", e.getCause());
            }
        }
    }

    @Override
    public List<Reading> sample() {
        List<Reading> readings = round.take(inner::sample, patience);
        return readings == null
                ? List.of(Sampler.error(name + ": must answer within " + patience.toMillis() + " ms, and does not"))
                : readings;
    }

    @Override
    public List<Reading> watch() {
        List<Reading> readings = look.take(inner::watch, patience.dividedBy(10));
        return readings == null ? List.of() : readings;
    }

    @Override
    public Duration watchInterval() {
        return inner.watchInterval();
    }

    @Override
    public int maxSeries() {
        return inner.maxSeries();
    }

    @Override
    public void close() {
        Future<?> end = thread.submit(inner::close);
        thread.shutdown();
        try {
            end.get(patience.toMillis() / 2, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("{}: does not end, and is left", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + ": did not end in order", e.getCause());
        }
    }
}
