package vn.tram.store;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The thread that sums samples up and lets files expire, away from the writer. */
final class Keeper implements Runnable {

    private static final Duration EVERY = Duration.ofSeconds(60);

    private final RollUps rollUps;
    private final Retention retention;
    private final ExpiryTime expiry;
    private final InstantSource clock;
    private final Counters counters;
    private final CountDownLatch closed = new CountDownLatch(1);

    Keeper(RollUps rollUps, Retention retention, ExpiryTime expiry, InstantSource clock, Counters counters) {
        this.rollUps = rollUps;
        this.retention = retention;
        this.expiry = expiry;
        this.clock = clock;
        this.counters = counters;
    }

    @Override
    public void run() {
        try {
            while (!closed.await(EVERY.toSeconds(), TimeUnit.SECONDS)) {
                tidy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round; what fails is tried again in the next. */
    synchronized void tidy() {
        if (closed.getCount() == 0) {
            return;
        }
        boolean summedUp = sumUp();
        try {
            Instant by = expiry.at(clock.instant());
            counters.expiryHeld(expiry.isHeld());
            retention.expire(by);
            if (summedUp) {
                counters.works(Counters.Part.ROLL_UPS);
            }
        } catch (IOException | SQLException | RuntimeException e) {
            counters.problem(Counters.Part.ROLL_UPS, "samples cannot expire: " + e.getMessage());
        }
    }

    /** When it fails, files expire all the same: it may fail because the disk is full. */
    private boolean sumUp() {
        try {
            rollUps.catchUp();
            counters.rolledUp(clock.millis());
            return true;
        } catch (IOException | SQLException | RuntimeException e) {
            counters.problem(Counters.Part.ROLL_UPS, "samples cannot be summed up: " + e.getMessage());
            return false;
        }
    }

    void close() {
        rollUps.stop();
        closed.countDown();
        synchronized (this) {
            rollUps.close();
        }
    }
}
