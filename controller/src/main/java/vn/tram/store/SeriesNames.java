package vn.tram.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import vn.tram.document.ResourcePath;

/**
 * The dictionary of one file: endpoint ⇄ number, (endpoint, path) ⇄ number. New names are written within the caller's
 * transaction; when that fails, this is to be closed with its connection. For one thread.
 */
final class SeriesNames implements AutoCloseable {

    /** More than this in memory, and the map is begun anew from the file. */
    private static final int MAX_CACHED = 300_000;

    private final PreparedStatement findEndpoint;
    private final PreparedStatement addEndpoint;
    private final PreparedStatement findSeries;
    private final PreparedStatement addSeries;
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private int cached;

    /** An endpoint's number and those of its resources, as far as they were used. */
    record Endpoint(long id, Map<ResourcePath, Long> series) {}

    SeriesNames(Connection connection) throws SQLException {
        findEndpoint = connection.prepareStatement("SELECT id FROM endpoints WHERE name = ?");
        addEndpoint = connection.prepareStatement("INSERT INTO endpoints (name) VALUES (?) RETURNING id");
        findSeries = connection.prepareStatement(
                "SELECT id FROM series WHERE endpoint = ? AND object = ? AND instance = ? AND resource = ?");
        addSeries = connection.prepareStatement(
                "INSERT INTO series (endpoint, object, instance, resource) VALUES (?, ?, ?, ?) RETURNING id");
    }

    Endpoint endpoint(String name) throws SQLException {
        Endpoint known = endpoints.get(name);
        if (known != null) {
            return known;
        }
        findEndpoint.setString(1, name);
        addEndpoint.setString(1, name);
        Endpoint found = new Endpoint(findOrAdd(findEndpoint, addEndpoint), new HashMap<>());
        endpoints.put(name, found);
        return found;
    }

    long series(Endpoint endpoint, ResourcePath path) throws SQLException {
        Long known = endpoint.series().get(path);
        if (known != null) {
            return known;
        }
        bind(findSeries, endpoint, path);
        bind(addSeries, endpoint, path);
        long id = findOrAdd(findSeries, addSeries);
        endpoint.series().put(path, id);
        cached++;
        return id;
    }

    private static void bind(PreparedStatement statement, Endpoint endpoint, ResourcePath path) throws SQLException {
        statement.setLong(1, endpoint.id());
        statement.setInt(2, path.object());
        statement.setInt(3, path.instance());
        statement.setInt(4, path.resource());
    }

    private static long findOrAdd(PreparedStatement find, PreparedStatement add) throws SQLException {
        try (ResultSet rows = find.executeQuery()) {
            if (rows.next()) {
                return rows.getLong(1);
            }
        }
        try (ResultSet rows = add.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** To be called between transactions. */
    void trim() {
        if (cached > MAX_CACHED || endpoints.size() > MAX_CACHED) {
            endpoints.clear();
            cached = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        findEndpoint.close();
        addEndpoint.close();
        findSeries.close();
        addSeries.close();
    }
}
