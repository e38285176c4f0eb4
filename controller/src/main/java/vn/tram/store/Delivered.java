package vn.tram.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import vn.tram.flow.Effect;

/** Asks {@code tram.db} for reports whose sample file has expired. Writer's thread only. */
final class Delivered implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement find;

    Delivered(TramDb db) throws SQLException {
        connection = Sqlite.reader(db.file());
        find = connection.prepareStatement("SELECT last_sequence FROM delivered"
                + " WHERE endpoint = ? AND boot = ? AND first_sequence <= ? ORDER BY first_sequence DESC LIMIT 1");
    }

    boolean contains(Effect.Store store) {
        try {
            find.setString(1, store.endpoint());
            find.setLong(2, store.report().boot().value());
            find.setLong(3, store.report().sequence());
            try (ResultSet rows = find.executeQuery()) {
                return rows.next() && rows.getLong(1) >= store.report().sequence();
            }
        } catch (SQLException e) {
            throw new StoreException("tram.db: cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Sqlite.close(find);
        Sqlite.close(connection);
    }
}
