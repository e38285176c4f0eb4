package vn.tram.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.flow.Effect;

/** A store in a folder, a clock that the test moves, and the answers it gave. */
final class StoreFixture implements AutoCloseable, Acks {

    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    static final String COMMITTED = "committed";

    final Path folder;
    final InstantSource clock = this::now;
    private volatile Instant now = NOON;
    Limits limits = new Limits(1000, 10_000, 10_000, Duration.ofMillis(5), 0);
    private final Map<Long, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private long tickets;
    private Store store;

    StoreFixture(Path folder) {
        this.folder = folder;
        this.store = Store.open(folder, clock, this, limits);
    }

    Store store() {
        return store;
    }

    void restart() {
        restartAfter(Duration.ZERO);
    }

    void restartAfter(Duration off) {
        store.close();
        timePasses(off);
        store = Store.open(folder, clock, this, limits);
    }

    Instant now() {
        return now;
    }

    void timePasses(Duration by) {
        now = now.plus(by);
    }

    /** A report made a second ago by the device's clock. */
    /** Time in which the controller runs and tidies up. */
    void runsFor(Duration time) {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minusDays(1)) {
            timePasses(left.compareTo(Duration.ofDays(1)) < 0 ? left : Duration.ofDays(1));
            store.tidy();
        }
    }

    Effect.Store report(String endpoint, long sequence, Reading... readings) {
        long deviceTime = now.minusSeconds(1).toEpochMilli();
        return given(endpoint, sequence, deviceTime, false, readings);
    }

    Effect.Store given(String endpoint, long sequence, long deviceTime, boolean clockUnset, Reading... readings) {
        Report report = new Report(
                BootId.of(1, 7), sequence, Report.Kind.SAMPLE, sequence * 1000, deviceTime, List.of(readings));
        return new Effect.Store(++tickets, endpoint, now, clockUnset, report);
    }

    static Reading octets(long value) {
        return Reading.of(42769, 1, 9, value);
    }

    /** Appends and waits for the answer: {@link #COMMITTED} or the reason of the failure. */
    String send(Effect.Store report) {
        return answerTo(append(report));
    }

    CompletableFuture<String> append(Effect.Store report) {
        CompletableFuture<String> answer = answers.computeIfAbsent(report.ticket(), t -> new CompletableFuture<>());
        if (!store.append(report)) {
            throw new IllegalStateException("the queue is full");
        }
        return answer;
    }

    static String answerTo(CompletableFuture<String> answer) {
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void committed(long ticket) {
        answers.computeIfAbsent(ticket, t -> new CompletableFuture<>()).complete(COMMITTED);
    }

    @Override
    public void failed(long ticket, String reason) {
        answers.computeIfAbsent(ticket, t -> new CompletableFuture<>()).complete(reason);
    }

    Path samplesOf(String day) {
        return folder.resolve("samples-" + day + ".db");
    }

    /** The rows that another program sees, columns joined by {@code |}. */
    static List<String> sql(Path file, String query) throws SQLException {
        try (Connection connection = Sqlite.reader(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", row));
            }
            return found;
        }
    }

    static List<Long> oneTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Override
    public void close() {
        store.close();
    }
}
