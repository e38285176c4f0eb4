package vn.tram.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens SQLite files our way, and knows whose fault an error is. */
final class Sqlite {

    /** A write-ahead log longer than this is cut after a checkpoint. */
    private static final int WAL_BYTES = 16 << 20;

    private static final int BUSY_MILLIS = 10_000;

    private Sqlite() {}

    /** A connection that may write; a commit on it has reached the disk when it returns. Makes the file. */
    static Connection writer(Path file, int cacheKib) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setJournalSizeLimit(WAL_BYTES);
        config.setCacheSize(-cacheKib);
        return open(file, config);
    }

    /** A connection that only reads. The file must be there. */
    static Connection reader(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setCacheSize(-2048);
        return open(file, config);
    }

    private static Connection open(Path file, SQLiteConfig config) throws SQLException {
        config.setBusyTimeout(BUSY_MILLIS);
        Properties properties = config.toProperties();
        Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, properties);
        if (connection == null) {
            throw new SQLException("no SQLite driver for " + file);
        }
        return connection;
    }

    /** Runs the SQL of a class path resource in one transaction. */
    static void run(Connection connection, String resource) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE;\n" + text(resource) + "\nCOMMIT;");
        }
    }

    private static String text(String resource) {
        try (InputStream in = Sqlite.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program has no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one number that {@code sql} asks for. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Copies the write-ahead log into the file, as far as readers allow, and cuts it to nothing. */
    static void checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /** Whether the file itself is damaged. */
    static boolean isDamage(Throwable problem) {
        return switch (primary(problem)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT -> true;
            default -> false;
        };
    }

    /** Whether the disk has no room. */
    static boolean isFull(Throwable problem) {
        return primary(problem) == SQLiteErrorCode.SQLITE_FULL;
    }

    /** Whether the row is at fault and not the disk or the file. */
    static boolean isRowsFault(Throwable problem) {
        return switch (primary(problem)) {
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE -> true;
            default -> sqlite(problem) == null;
        };
    }

    private static SQLiteErrorCode primary(Throwable problem) {
        SQLiteException e = sqlite(problem);
        return e == null ? SQLiteErrorCode.UNKNOWN_ERROR : SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xff);
    }

    /** The SQLite error at the bottom of {@code problem}; null when it is something else. */
    static @Nullable SQLiteException sqlite(@Nullable Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t instanceof SQLiteException e) {
                return e;
            }
        }
        return null;
    }

    /** Closes without a word; used where the way out is already known. */
    static void close(@Nullable AutoCloseable closeable) {
        if (closeable != null) {
            try {
                closeable.close();
            } catch (Exception e) {
                // What was committed is on the disk; a handle that does not close costs nothing more.
            }
        }
    }
}
