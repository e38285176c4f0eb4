package vn.tram.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.flow.Effect;

/** All sample files, open for the writer. Writer's thread only. */
final class DayFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DayFiles.class);

    private final Path folder;
    private final Counters counters;
    private final Delivered delivered;
    private final TreeMap<LocalDate, DayFile> open = new TreeMap<>();
    private LocalDate newest = LocalDate.MIN;

    DayFiles(Path folder, Counters counters, Delivered delivered) {
        this.folder = folder;
        this.counters = counters;
        this.delivered = delivered;
    }

    /** Opens what is there, so that what was sent before is known; a damaged file is set aside. */
    void openAll(Instant now) throws IOException, SQLException {
        for (LocalDate day : FileNames.SAMPLES.in(folder).keySet()) {
            try {
                open.put(day, open(day));
            } catch (SQLException e) {
                if (!Sqlite.isDamage(e)) {
                    throw e;
                }
                setAside(day, now, e);
            }
        }
    }

    /** Writes reports received on one day; returns those that were new. */
    List<Effect.Store> write(LocalDate day, List<Effect.Store> stores) throws SQLException {
        DayFile file = open.get(day);
        if (file == null) {
            file = open(day);
            open.put(day, file);
        }
        if (newest.isBefore(day)) {
            DayFile old = open.get(newest);
            newest = day;
            if (old != null) {
                old.rest();
            }
        }
        boolean written = false;
        try {
            List<Effect.Store> added = file.write(stores, store -> isElsewhere(day, store));
            written = true;
            return added;
        } finally {
            if (!written) {
                Sqlite.close(open.remove(day));
            }
        }
    }

    /** The heir of a damaged file numbers its reports beyond it, so that roll-ups do not take them for the old ones. */
    private DayFile open(LocalDate day) throws SQLException {
        Path file = file(day);
        try {
            long heirs =
                    FileNames.damaged(folder, file.getFileName().toString()).size();
            return DayFile.open(file, (heirs << 40) + 1);
        } catch (IOException e) {
            throw new SQLException(folder + " cannot be read: " + e, e);
        }
    }

    private boolean isElsewhere(LocalDate day, Effect.Store store) {
        for (Map.Entry<LocalDate, DayFile> other : open.descendingMap().entrySet()) {
            if (!other.getKey().equals(day) && contains(other, store)) {
                return true;
            }
        }
        return delivered.contains(store);
    }

    /** A damaged old file must not stop today's. */
    private boolean contains(Map.Entry<LocalDate, DayFile> other, Effect.Store store) {
        try {
            return other.getValue().contains(store);
        } catch (SQLException e) {
            counters.problem(
                    Counters.Part.SAMPLES, file(other.getKey()).getFileName() + " cannot be read: " + e.getMessage());
            return false;
        }
    }

    /** Renames a damaged file and lets a new one begin. */
    void setAside(LocalDate day, Instant now, Exception why) throws IOException {
        Sqlite.close(open.remove(day));
        Path file = file(day);
        if (Files.exists(file)) {
            Path aside = FileNames.setAside(file, now.toEpochMilli());
            counters.setAside.increment();
            LOG.error(
                    "{}: must be an SQLite database without damage, but: {}. It is now {}, and a new one was begun;"
                            + " what can be saved from the old one, `sqlite3 {} .recover` prints.",
                    file,
                    why.getMessage(),
                    aside.getFileName(),
                    aside);
        }
    }

    /** Deletes an expired day. */
    void delete(LocalDate day) throws IOException {
        Sqlite.close(open.remove(day));
        FileNames.delete(file(day));
    }

    private Path file(LocalDate day) {
        return FileNames.SAMPLES.file(folder, day);
    }

    @Override
    public void close() {
        open.values().forEach(Sqlite::close);
        open.clear();
    }
}
