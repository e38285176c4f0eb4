package vn.tram.controller;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a program that runs until it is told to end (Ctrl-C, SIGTERM). The process then waits for its parts: they
 * are closed by the main thread, and this last.
 *
 * <pre>{@code
 * try (Ending ending = Ending.of(patience); Part part = Part.start()) {
 *     ending.await();
 * }
 * }</pre>
 */
public final class Ending implements AutoCloseable {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    private Ending() {}

    /** @param patience how long the process waits for its parts before it ends without them */
    public static Ending of(Duration patience) {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.end(patience), "end"));
        return ending;
    }

    /** Not for the main thread's own end: that may itself wait for this hook, in {@link System#exit}. */
    private void end(Duration patience) {
        asked.countDown();
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("tram: ended before everything was closed, after " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the process is told to end, or has been already. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Everything is closed. */
    @Override
    public void close() {
        done.countDown();
    }
}
