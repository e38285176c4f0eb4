package vn.tram.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes files whose time is over, so that their space returns at once. Keeper's thread only. */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Samples are kept this long after their day is over. */
    private static final Duration SAMPLES = Duration.ofDays(2);

    /** … and when they could not be summed up, this long. */
    private static final Duration SAMPLES_NOT_ROLLED_UP = Duration.ofDays(7);

    private static final Duration DELIVERED = Duration.ofDays(32);
    private static final Duration DAMAGED = Duration.ofDays(30);

    private final Path folder;
    private final TramDb db;
    private final Progress progress;
    private final RollUps rollUps;
    private final SampleDeletion deletion;
    private final RollUps.DamagedSamples damagedSamples;
    private final Lock readersAreOut;

    /** Has the writer let go of a day's samples and delete them; returns when it is done. */
    interface SampleDeletion {
        void delete(LocalDate day) throws IOException;
    }

    /** @param readersAreOut held while a file is deleted */
    Retention(
            Path folder,
            TramDb db,
            Progress progress,
            RollUps rollUps,
            SampleDeletion deletion,
            RollUps.DamagedSamples damagedSamples,
            Lock readersAreOut) {
        this.damagedSamples = damagedSamples;
        this.folder = folder;
        this.db = db;
        this.progress = progress;
        this.rollUps = rollUps;
        this.deletion = deletion;
        this.readersAreOut = readersAreOut;
    }

    void expire(Instant now) throws IOException, SQLException {
        for (Map.Entry<LocalDate, Path> file : FileNames.SAMPLES.in(folder).entrySet()) {
            try {
                expireSamples(file.getKey(), file.getValue(), now);
            } catch (SQLException e) {
                if (!Sqlite.isDamage(e)) {
                    throw e;
                }
                damagedSamples.setAside(file.getKey(), e);
            }
        }
        for (Resolution resolution : Resolution.values()) {
            for (Map.Entry<LocalDate, Path> file : resolution.names().in(folder).entrySet()) {
                expireRollUp(resolution, file.getKey(), file.getValue(), now);
            }
        }
        for (Path file : FileNames.damaged(folder, "")) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(DAMAGED))) {
                Files.deleteIfExists(file);
            }
        }
        long oldest = now.minus(DELIVERED).toEpochMilli();
        db.write(handle -> handle.execute("DELETE FROM delivered WHERE received_at < ?", oldest));
    }

    private void expireSamples(LocalDate day, Path file, Instant now) throws IOException, SQLException {
        Instant end = midnight(day.plusDays(1));
        if (now.isBefore(end.plus(SAMPLES))) {
            return;
        }
        boolean rolledUp = isRolledUp(day, file);
        if (!rolledUp && now.isBefore(end.plus(SAMPLES_NOT_ROLLED_UP))) {
            return;
        }
        List<Run> runs = delivered(file);
        boolean remembered = remember(runs);
        readersAreOut.lock();
        try {
            deletion.delete(day);
        } finally {
            readersAreOut.unlock();
        }
        if (!remembered) {
            remember(runs);
        }
        progress.remove(day);
        LOG.info("{} has expired{}", file, rolledUp ? "" : " without being summed up");
    }

    private boolean isRolledUp(LocalDate day, Path file) throws SQLException {
        try (Samples samples = new Samples(file)) {
            return progress.of(day) >= samples.newestReport();
        }
    }

    /** Reports of one node and boot without a gap in their numbers. */
    private record Run(String endpoint, long boot, long first, long last, long receivedAt) {}

    private static List<Run> delivered(Path file) throws SQLException {
        List<Run> found = new ArrayList<>();
        try (Connection samples = Sqlite.reader(file);
                Statement statement = samples.createStatement();
                ResultSet runs = statement.executeQuery("SELECT e.name, r.boot, min(r.sequence), max(r.sequence),"
                        + " max(r.received_at) FROM (SELECT endpoint, boot, sequence, received_at, sequence"
                        + " - row_number() OVER (PARTITION BY endpoint, boot ORDER BY sequence) AS gaps FROM reports) r"
                        + " JOIN endpoints e ON e.id = r.endpoint GROUP BY r.endpoint, r.boot, r.gaps")) {
            while (runs.next()) {
                found.add(
                        new Run(runs.getString(1), runs.getLong(2), runs.getLong(3), runs.getLong(4), runs.getLong(5)));
            }
        }
        return found;
    }

    /**
     * Copies which reports a file has had to {@code tram.db}.
     *
     * @return false when there is no room for that, which is made by deleting the file
     */
    private boolean remember(List<Run> runs) {
        try {
            db.write(handle -> insert(handle, runs));
            return true;
        } catch (StoreException e) {
            if (!Sqlite.isFull(e)) {
                throw e;
            }
            LOG.warn("there is no room to note which reports have arrived; it is tried again when there is some");
            return false;
        }
    }

    private static int insert(Handle handle, List<Run> runs) {
        PreparedBatch batch = handle.prepareBatch("INSERT OR REPLACE INTO delivered VALUES (?, ?, ?, ?, ?)");
        for (Run run : runs) {
            batch.add(run.endpoint, run.boot, run.first, run.last, run.receivedAt);
            if (batch.size() == 1000) {
                batch.execute();
            }
        }
        return batch.size() == 0 ? 0 : batch.execute().length;
    }

    private void expireRollUp(Resolution resolution, LocalDate first, Path file, Instant now) throws IOException {
        Instant end = midnight(resolution.endDay(first));
        if (now.isBefore(end.plus(Duration.ofDays(resolution.keptDays)))) {
            return;
        }
        rollUps.forget(resolution, first);
        readersAreOut.lock();
        try {
            FileNames.delete(file);
        } finally {
            readersAreOut.unlock();
        }
        LOG.info("{} has expired", file);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
