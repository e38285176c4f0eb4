package vn.tram.lwm2m;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Asks devices to register that are there and not registered, as all are after the controller was started again. They
 * get some time to do so by themselves first. Safe for use by many threads.
 */
final class Reminder {

    private final Predicate<String> isRegistered;
    private final Consumer<String> ask;
    private final ScheduledExecutorService timer;
    private final long patienceMillis;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    Reminder(
            Predicate<String> isRegistered, Consumer<String> ask, ScheduledExecutorService timer, long patienceMillis) {
        this.isRegistered = isRegistered;
        this.ask = ask;
        this.timer = timer;
        this.patienceMillis = patienceMillis;
    }

    /** {@code endpoint} gave a sign of life. */
    void heard(String endpoint) {
        if (!isRegistered.test(endpoint) && watched.add(endpoint)) {
            timer.schedule(() -> askUnlessRegistered(endpoint), patienceMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void askUnlessRegistered(String endpoint) {
        watched.remove(endpoint);
        if (!isRegistered.test(endpoint)) {
            ask.accept(endpoint);
        }
    }
}
