package vn.tram.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums samples up as they come, each once: a chunk of a sample file at a time goes into every roll-up file it touches,
 * then the progress is written. A file that was written before a crash knows it and skips what it has. Keeper's thread
 * only.
 */
final class RollUps implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RollUps.class);
    private static final int CHUNK = 50_000;

    private final Path folder;
    private final Progress progress;
    private final InstantSource clock;
    private final Counters counters;
    private final DamagedSamples damagedSamples;
    private final Map<FileKey, RollUpFile> open = new HashMap<>();
    private final Set<FileKey> used = new HashSet<>();

    private volatile boolean stopped;

    private record FileKey(Resolution resolution, LocalDate first) {}

    /** Has the writer set a day's samples aside; does not wait. */
    interface DamagedSamples {
        void setAside(LocalDate day, Exception why);
    }

    RollUps(Path folder, Progress progress, InstantSource clock, Counters counters, DamagedSamples damagedSamples) {
        this.damagedSamples = damagedSamples;
        this.folder = folder;
        this.progress = progress;
        this.clock = clock;
        this.counters = counters;
    }

    /** Sums up everything that is committed. */
    void catchUp() throws IOException, SQLException {
        used.clear();
        try {
            everyDay();
            closeUnused();
        } catch (IOException | SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void everyDay() throws IOException, SQLException {
        for (Map.Entry<LocalDate, Path> file : FileNames.SAMPLES.in(folder).entrySet()) {
            try (Samples samples = new Samples(file.getValue())) {
                while (!stopped && chunk(file.getKey(), samples)) {
                    // as long as there is more
                }
            } catch (SQLException e) {
                if (!Sqlite.isDamage(e)) {
                    throw e;
                }
                // What was read of the day's last chunk is forgotten with the open files; other days go on.
                close();
                damagedSamples.setAside(file.getKey(), e);
            }
        }
    }

    /** One chunk of a day's samples; false when there is nothing more. */
    private boolean chunk(LocalDate day, Samples samples) throws SQLException, IOException {
        long done = progress.of(day);
        long newest = samples.newestReport();
        if (newest <= done) {
            return false;
        }
        Chunk chunk = new Chunk(day);
        samples.after(done, chunk);
        // The query may have seen reports committed after we asked for the newest.
        long upTo = chunk.full ? chunk.report : Math.max(newest, chunk.report);
        for (Map.Entry<FileKey, RollUpFile> file : List.copyOf(open.entrySet())) {
            try {
                file.getValue().commit(day, upTo);
            } catch (SQLException e) {
                throw damagedOr(file.getKey(), e);
            }
        }
        progress.put(day, upTo);
        return true;
    }

    /** Takes readings until it is full, to the end of a report. */
    private final class Chunk implements Samples.Each {
        private final LocalDate day;
        private final Instant now = clock.instant();
        private final long tooLate = now.plus(Duration.ofDays(2)).toEpochMilli();
        private long report;
        private int rows;
        private boolean full;

        Chunk(LocalDate day) {
            this.day = day;
        }

        @Override
        public boolean number(long id, long at, SeriesName series, double value) throws SQLException {
            if (rows >= CHUNK && id != report) {
                full = true;
                return false;
            }
            report = id;
            rows++;
            for (Resolution resolution : Resolution.values()) {
                if (at >= now.minus(Duration.ofDays(resolution.keptDays)).toEpochMilli() && at < tooLate) {
                    add(resolution, series, at, value);
                }
            }
            return true;
        }

        private void add(Resolution resolution, SeriesName series, long at, double value) throws SQLException {
            RollUpFile file = file(new FileKey(resolution, resolution.firstDayAt(at)));
            if (!file.has(day, report)) {
                file.add(series, at, value);
            }
        }
    }

    private RollUpFile file(FileKey key) throws SQLException {
        used.add(key);
        RollUpFile known = open.get(key);
        if (known != null) {
            return known;
        }
        try {
            RollUpFile file = RollUpFile.open(path(key), key.resolution());
            open.put(key, file);
            return file;
        } catch (SQLException e) {
            throw damagedOr(key, e);
        }
    }

    /** A damaged file is set aside, and everything that is still there as samples is summed up anew for its heir. */
    private SQLException damagedOr(FileKey key, SQLException problem) {
        if (!Sqlite.isDamage(problem)) {
            return problem;
        }
        Sqlite.close(open.remove(key));
        try {
            Path aside = FileNames.setAside(path(key), clock.millis());
            counters.setAside.increment();
            progress.forget();
            LOG.error(
                    "{}: must be an SQLite database without damage, but: {}. It is now {}; a new one is made from the"
                            + " samples that are still there.",
                    path(key),
                    problem.getMessage(),
                    aside.getFileName());
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
        return new SQLException(path(key) + " is made anew");
    }

    private Path path(FileKey key) {
        return key.resolution().names().file(folder, key.first());
    }

    private void closeUnused() {
        Iterator<Map.Entry<FileKey, RollUpFile>> files = open.entrySet().iterator();
        while (files.hasNext()) {
            Map.Entry<FileKey, RollUpFile> file = files.next();
            if (!used.contains(file.getKey())) {
                file.getValue().close();
                files.remove();
            }
        }
    }

    /** Lets go of the file, which expires. */
    void forget(Resolution resolution, LocalDate first) {
        Sqlite.close(open.remove(new FileKey(resolution, first)));
    }

    /** From any thread: ends {@link #catchUp} soon. */
    void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        new ArrayList<>(open.values()).forEach(Sqlite::close);
        open.clear();
    }
}
