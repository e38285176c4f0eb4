package vn.tram.store;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.flow.Effect;

/** A program that stores reports, prints each one's number when it is answered, and waits to be killed. */
final class AppendingChild {

    static final int DEVICES = 10;

    private AppendingChild() {}

    /** {@code FOLDER FIRST}: begins some reports before {@code FIRST}, as devices do that were not answered. */
    public static void main(String[] args) throws InterruptedException {
        Semaphore free = new Semaphore(200);
        PrintStream out = System.out;
        Acks acks = new Acks() {
            @Override
            public void committed(long ticket) {
                out.println(ticket);
                free.release();
            }

            @Override
            public void failed(long ticket, String reason) {
                out.println("failed " + reason);
            }
        };
        Store store = Store.open(
                Path.of(args[0]), InstantSource.system(), acks, new Limits(1000, 10_000, 100, Duration.ofMillis(2), 0));
        for (long number = Long.parseLong(args[1]); true; number++) {
            free.acquire();
            store.append(report(number));
        }
    }

    /** The same number always makes the same report. */
    private static Effect.Store report(long number) {
        Instant now = Instant.now();
        Report report = new Report(
                new BootId(1),
                number,
                Report.Kind.SAMPLE,
                number,
                1_780_000_000_000L + number,
                List.of(Reading.of(42769, 1, 9, number), Reading.of(42769, 1, 10, -number)));
        return new Effect.Store(number, "node-" + number % DEVICES, now, false, report);
    }
}
