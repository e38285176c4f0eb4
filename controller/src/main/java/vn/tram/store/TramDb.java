package vn.tram.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * {@code tram.db}. One writer at a time, each in a transaction of its own that is on the disk when the call returns; at
 * most {@value #READERS} readers beside it. Safe for use by many threads.
 */
final class TramDb implements AutoCloseable {

    private static final int READERS = 4;
    private static final int CACHE_KIB = 8192;

    private final Path file;
    private @Nullable Connection connection;
    /** Over that connection; made with it, since making one costs as much as some rows. */
    private @Nullable Jdbi writer;

    private final Jdbi reader;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Semaphore reading = new Semaphore(READERS, true);

    /** Opens the file or makes it, and brings its tables up to date. */
    static TramDb open(Path folder) {
        Path file = folder.resolve("tram.db");
        try {
            check(file);
            migrate(file);
            return new TramDb(file, Sqlite.writer(file, CACHE_KIB));
        } catch (SQLException | FlywayException e) {
            throw refusal(file, e);
        }
    }

    private TramDb(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        reader = Jdbi.create(() -> Sqlite.reader(file));
    }

    private static void check(Path file) throws SQLException {
        if (!Files.exists(file)) {
            return;
        }
        try (Connection connection = Sqlite.writer(file, CACHE_KIB);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = rows.next() ? rows.getString(1) : "no answer";
            if (!verdict.equals("ok")) {
                throw new StoreException(damaged(file, verdict), null);
            }
        }
    }

    private static void migrate(Path file) {
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:store/migrations")
                .ignoreMigrationPatterns(new String[0])
                .load()
                .migrate();
    }

    private static StoreException refusal(Path file, Exception problem) {
        if (Sqlite.isDamage(problem)) {
            return new StoreException(damaged(file, String.valueOf(problem.getMessage())), problem);
        }
        String what = Sqlite.sqlite(problem) == null
                ? ": must have the tables of this version of Trạm or an older one, but: " + problem.getMessage()
                        + ". Run the version that wrote it last, or restore a copy."
                : ": must be readable and writable for this user, but: " + problem.getMessage()
                        + ". Correct its owner or permissions, or make room on the disk.";
        return new StoreException(file + what, problem);
    }

    private static String damaged(Path file, String verdict) {
        return file + ": must be an SQLite database without damage, but: " + verdict
                + ". Put a copy of it back; or save what can be saved with `sqlite3 " + file
                + " .recover | sqlite3 new.db` and put new.db in its place; or move it away to begin anew"
                + " (samples are in files of their own and stay).";
    }

    Path file() {
        return file;
    }

    /** Runs {@code work} alone and in one transaction; what it did is on the disk when this returns. */
    <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
        writing.lock();
        boolean done = false;
        try {
            T result = writer().inTransaction(work);
            done = true;
            return result;
        } catch (JdbiException e) {
            throw new StoreException("tram.db: cannot be written: " + e.getMessage(), e);
        } finally {
            if (!done) {
                // SQLite may have ended the transaction by itself; a new connection is surely outside of any.
                closeWriter();
            }
            writing.unlock();
        }
    }

    private Jdbi writer() {
        Jdbi known = writer;
        if (known != null) {
            return known;
        }
        try {
            Connection opened = connection == null ? Sqlite.writer(file, CACHE_KIB) : connection;
            connection = opened;
            Jdbi made = Jdbi.create(opened);
            writer = made;
            return made;
        } catch (SQLException e) {
            throw new StoreException("tram.db: cannot be opened: " + e.getMessage(), e);
        }
    }

    private void closeWriter() {
        Sqlite.close(connection);
        connection = null;
        writer = null;
    }

    /** Runs {@code work}, which sees what is committed. */
    <T> T read(HandleCallback<T, RuntimeException> work) {
        reading.acquireUninterruptibly();
        try (Handle handle = reader.open()) {
            return work.withHandle(handle);
        } catch (JdbiException e) {
            throw new StoreException("tram.db: cannot be read: " + e.getMessage(), e);
        } finally {
            reading.release();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            closeWriter();
        } finally {
            writing.unlock();
        }
    }
}
