package vn.tram.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.document.ResourcePath;

/** The reading end of one sample file: what is committed, while the writer goes on. For one thread. */
final class Samples implements AutoCloseable {

    /** When a reading counts as measured. */
    private static final String AT = "CASE r.clock_unset WHEN 0 THEN r.device_time ELSE r.received_at END";

    private static final String NUMBER = "typeof(v.value) IN ('integer', 'real')";

    private final Connection connection;
    private final Map<Long, SeriesName> names = new HashMap<>();

    /** Takes one number; false when it has enough. */
    interface Each {
        boolean number(long report, long at, SeriesName series, double value) throws SQLException;
    }

    /** Takes one number of a series. */
    interface OfSeries {
        void number(long at, double value);
    }

    Samples(Path file) throws SQLException {
        connection = Sqlite.reader(file);
    }

    /** All numbers of the reports after that one, in the order of arrival. */
    void after(long report, Each each) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT r.id, " + AT + ", v.series, v.value"
                + " FROM reports r CROSS JOIN report_values v ON v.report = r.id"
                + " WHERE r.id > ? AND " + NUMBER + " ORDER BY r.id")) {
            query.setLong(1, report);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()
                        && each.number(rows.getLong(1), rows.getLong(2), name(rows.getLong(3)), rows.getDouble(4))) {
                    // on to the next
                }
            }
        }
    }

    /** The newest report's id; 0 when there is none. */
    long newestReport() throws SQLException {
        return Sqlite.number(connection, "SELECT max(id) FROM reports");
    }

    private SeriesName name(long series) throws SQLException {
        SeriesName known = names.get(series);
        if (known != null) {
            return known;
        }
        SeriesName found = find(series);
        names.put(series, found);
        return found;
    }

    private SeriesName find(long series) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT e.name, s.object, s.instance, s.resource"
                + " FROM series s JOIN endpoints e ON e.id = s.endpoint WHERE s.id = ?")) {
            query.setLong(1, series);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("a reading is of series " + series + ", which is not in the file");
                }
                return new SeriesName(
                        rows.getString(1), new ResourcePath(rows.getInt(2), rows.getInt(3), rows.getInt(4)));
            }
        }
    }

    /** The numbers of one series measured in a time, of reports after that one; each device's runs in order. */
    void of(SeriesName name, long report, long from, long to, OfSeries each) throws SQLException {
        Ids ids = ids(connection, name);
        if (ids == null) {
            return;
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT " + AT + " AS at, v.value"
                + " FROM reports r CROSS JOIN report_values v ON v.report = r.id AND v.series = ?"
                + " WHERE r.endpoint = ? AND r.id > ? AND at >= ? AND at < ? AND " + NUMBER
                + " ORDER BY r.boot, r.sequence")) {
            query.setLong(1, ids.series());
            query.setLong(2, ids.endpoint());
            query.setLong(3, report);
            query.setLong(4, from);
            query.setLong(5, to);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    each.number(rows.getLong(1), rows.getDouble(2));
                }
            }
        }
    }

    /** Numbers of a series in one file. */
    record Ids(long series, long endpoint) {}

    /** Works for sample and roll-up files; null when the file has nothing of that series. */
    static @Nullable Ids ids(Connection connection, SeriesName name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT s.id, s.endpoint FROM series s"
                + " JOIN endpoints e ON e.id = s.endpoint"
                + " WHERE e.name = ? AND s.object = ? AND s.instance = ? AND s.resource = ?")) {
            query.setString(1, name.endpoint());
            query.setInt(2, name.path().object());
            query.setInt(3, name.path().instance());
            query.setInt(4, name.path().resource());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? new Ids(rows.getLong(1), rows.getLong(2)) : null;
            }
        }
    }

    @Override
    public void close() {
        Sqlite.close(connection);
    }
}
