package vn.tram.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import vn.tram.document.ResourcePath;

/** The writing end of one roll-up file; its tables are described in {@code rollups.sql}. Keeper's thread only. */
final class RollUpFile implements AutoCloseable {

    private static final int CACHE_KIB = 4096;

    private final Resolution resolution;
    private final Connection connection;
    private final SeriesNames names;
    private final PreparedStatement upsert;
    private final Map<LocalDate, Long> applied = new HashMap<>();
    private final Map<Key, Bucket> pending = new HashMap<>();

    private record Key(SeriesName name, long start) {}

    /** Opens the file, or makes it. */
    static RollUpFile open(Path file, Resolution resolution) throws SQLException {
        Connection connection = Sqlite.writer(file, CACHE_KIB);
        try {
            Sqlite.run(connection, "/store/rollups.sql");
            Sqlite.number(connection, "SELECT min(start) + max(start) FROM buckets");
            return new RollUpFile(connection, resolution);
        } catch (SQLException e) {
            Sqlite.close(connection);
            throw e;
        }
    }

    private RollUpFile(Connection connection, Resolution resolution) throws SQLException {
        this.resolution = resolution;
        this.connection = connection;
        names = new SeriesNames(connection);
        upsert = connection.prepareStatement("INSERT INTO buckets VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (start, series) DO UPDATE SET count = count + excluded.count,"
                + " min = min(min, excluded.min), max = max(max, excluded.max), sum = sum + excluded.sum,"
                + " last = iif(excluded.last_ms >= last_ms, excluded.last, last),"
                + " last_ms = max(last_ms, excluded.last_ms)");
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT day, report FROM applied")) {
            while (rows.next()) {
                applied.put(LocalDate.parse(rows.getString(1)), rows.getLong(2));
            }
        }
    }

    /** Whether this file has that report of that day's sample file already. */
    boolean has(LocalDate day, long report) {
        return report <= applied.getOrDefault(day, 0L);
    }

    /** To be written with the next {@link #commit}. */
    void add(SeriesName name, long at, double value) {
        pending.computeIfAbsent(new Key(name, resolution.start(at)), key -> new Bucket())
                .add(at, value);
    }

    /**
     * Writes what was added, and that all reports of that day up to this one are in this file. When it throws, the file
     * must be closed, which takes everything back.
     */
    void commit(LocalDate day, long report) throws SQLException {
        if (pending.isEmpty()) {
            return;
        }
        connection.setAutoCommit(false);
        for (Map.Entry<Key, Bucket> entry : pending.entrySet()) {
            bind(entry.getKey(), entry.getValue());
            upsert.addBatch();
        }
        upsert.executeBatch();
        writeApplied(day, report);
        connection.commit();
        connection.setAutoCommit(true);
        applied.put(day, report);
        pending.clear();
        names.trim();
    }

    private void bind(Key key, Bucket bucket) throws SQLException {
        ResourcePath path = key.name().path();
        upsert.setLong(1, key.start());
        upsert.setLong(2, names.series(names.endpoint(key.name().endpoint()), path));
        upsert.setLong(3, bucket.count);
        upsert.setDouble(4, bucket.min);
        upsert.setDouble(5, bucket.max);
        upsert.setDouble(6, bucket.sum);
        upsert.setDouble(7, bucket.last);
        upsert.setLong(8, bucket.lastAt - key.start() * 1000);
    }

    private void writeApplied(LocalDate day, long report) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO applied VALUES (?, ?)")) {
            statement.setString(1, day.toString());
            statement.setLong(2, report);
            statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        Sqlite.close(names);
        Sqlite.close(upsert);
        Sqlite.close(connection);
    }
}
