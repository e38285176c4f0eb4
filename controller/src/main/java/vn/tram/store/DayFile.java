package vn.tram.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.flow.Effect;

/** The writing end of one day's sample file; its tables are described in {@code samples.sql}. Writer's thread only. */
final class DayFile implements AutoCloseable {

    private static final int CACHE_KIB = 8192;

    private final Connection connection;
    private final SeriesNames names;
    private final PreparedStatement findReport;
    private final PreparedStatement addReport;
    private final PreparedStatement addValue;

    private long nextReport;

    /**
     * Opens the file, or makes it.
     *
     * @param firstReport the id of the first report in a new file
     */
    static DayFile open(Path file, long firstReport) throws SQLException {
        Connection connection = Sqlite.writer(file, CACHE_KIB);
        try {
            Sqlite.run(connection, "/store/samples.sql");
            // Both ends of the big tables are touched, so that a file that was cut short is noticed now.
            Sqlite.number(connection, "SELECT min(report) + max(report) FROM report_values");
            return new DayFile(connection, firstReport);
        } catch (SQLException e) {
            Sqlite.close(connection);
            throw e;
        }
    }

    private DayFile(Connection connection, long firstReport) throws SQLException {
        nextReport = Math.max(firstReport, 1 + Sqlite.number(connection, "SELECT max(id) FROM reports"));
        this.connection = connection;
        this.names = new SeriesNames(connection);
        findReport = connection.prepareStatement("SELECT 1 FROM reports r JOIN endpoints e ON e.id = r.endpoint"
                + " WHERE e.name = ? AND r.boot = ? AND r.sequence = ?");
        addReport = connection.prepareStatement("INSERT INTO reports"
                + " (id, endpoint, boot, sequence, kind, uptime_ms, device_time, received_at, clock_unset)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (endpoint, boot, sequence) DO NOTHING");
        addValue = connection.prepareStatement("INSERT INTO report_values (report, series, value) VALUES (?, ?, ?)");
    }

    /**
     * Writes the reports that are neither here nor {@code elsewhere}, all of them or none. When it throws, the file
     * must be closed, which takes everything back: SQLite may have ended the transaction by itself, and nobody should
     * guess.
     *
     * @return those that were new
     */
    List<Effect.Store> write(List<Effect.Store> stores, Predicate<Effect.Store> elsewhere) throws SQLException {
        connection.setAutoCommit(false);
        List<Effect.Store> added = new ArrayList<>();
        for (Effect.Store store : stores) {
            if (!elsewhere.test(store) && add(store)) {
                added.add(store);
            }
        }
        addValue.executeBatch();
        connection.commit();
        connection.setAutoCommit(true);
        names.trim();
        return added;
    }

    private boolean add(Effect.Store store) throws SQLException {
        SeriesNames.Endpoint endpoint = names.endpoint(store.endpoint());
        long id = nextReport;
        if (!addReport(id, endpoint.id(), store)) {
            return false;
        }
        nextReport++;
        for (Reading reading : store.report().readings()) {
            addValue.setLong(1, id);
            addValue.setLong(2, names.series(endpoint, reading.path()));
            bind(reading.value());
            addValue.addBatch();
        }
        return true;
    }

    /** False when it is there already. */
    private boolean addReport(long id, long endpoint, Effect.Store store) throws SQLException {
        Report report = store.report();
        addReport.setLong(1, id);
        addReport.setLong(2, endpoint);
        addReport.setLong(3, report.boot().value());
        addReport.setLong(4, report.sequence());
        addReport.setInt(5, report.kind() == Report.Kind.EVENT ? 1 : 0);
        addReport.setLong(6, report.uptimeMillis());
        addReport.setLong(7, report.deviceTimeMillis());
        addReport.setLong(8, store.at().toEpochMilli());
        addReport.setInt(9, store.clockUnset() ? 1 : 0);
        return addReport.executeUpdate() == 1;
    }

    private void bind(Object value) throws SQLException {
        if (value instanceof Long number) {
            addValue.setLong(3, number);
        } else if (value instanceof Double number) {
            addValue.setDouble(3, number);
        } else {
            addValue.setString(3, value.toString());
        }
    }

    /** Whether this file has the report. */
    boolean contains(Effect.Store store) throws SQLException {
        findReport.setString(1, store.endpoint());
        findReport.setLong(2, store.report().boot().value());
        findReport.setLong(3, store.report().sequence());
        try (ResultSet rows = findReport.executeQuery()) {
            return rows.next();
        }
    }

    /** To be called when the day is over. */
    void rest() throws SQLException {
        Sqlite.checkpoint(connection);
    }

    @Override
    public void close() {
        Sqlite.close(names);
        Sqlite.close(findReport);
        Sqlite.close(addReport);
        Sqlite.close(addValue);
        Sqlite.close(connection);
    }
}
