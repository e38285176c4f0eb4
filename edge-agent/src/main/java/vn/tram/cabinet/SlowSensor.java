package vn.tram.cabinet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;

/**
 * Reads one sensor on a thread of its own: a driver may block for ever, for a bus that a bad cable holds down cannot be
 * interrupted. At most one read is under way, and the thread goes when it is idle. One caller at a time.
 */
final class SlowSensor implements AutoCloseable {

    private static final int IDLE_SECONDS = 5;

    private final String what;
    private final Duration patience;
    private final ThreadPoolExecutor thread;
    private @Nullable Future<List<Reading>> underWay;

    /** @param what for messages */
    SlowSensor(String what, Duration patience) {
        this.what = what;
        this.patience = patience;
        this.thread =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread made = new Thread(task, "cabinet-" + what);
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /** @throws IOException of the driver's, or when it does not answer within the patience */
    List<Reading> read(Callable<List<Reading>> driver) throws IOException {
        Future<List<Reading>> reading = underWay;
        if (reading != null && !reading.isDone()) {
            throw silent();
        }
        reading = thread.submit(driver);
        underWay = reading;
        try {
            return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw silent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw silent();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        }
    }

    private IOException silent() {
        return new IOException("must answer within " + patience.toSeconds() + " s, and does not");
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    @Override
    public String toString() {
        return what;
    }
}
