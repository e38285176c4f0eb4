package vn.tram.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.state.NodeState;

/** The newest state of every node in {@code tram.db}. */
final class SqlStates {

    private static final Logger LOG = LoggerFactory.getLogger(SqlStates.class);

    private SqlStates() {}

    /** Within the caller's transaction; prepared once for all of them, which are the most that a commit writes. */
    static void keep(Handle handle, Collection<NodeState> states) {
        if (states.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                handle.getConnection().prepareStatement("INSERT OR REPLACE INTO node_states VALUES (?, ?, ?, ?, ?)")) {
            for (NodeState state : states) {
                Instant heard = state.lastHeard();
                insert.setString(1, state.endpoint());
                insert.setString(2, state.health().name());
                insert.setLong(3, state.since().toEpochMilli());
                insert.setObject(4, heard == null ? null : heard.toEpochMilli());
                insert.setBytes(5, StateCodec.encode(state));
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new StoreException("tram.db: cannot keep states: " + e.getMessage(), e);
        }
    }

    /** All that can be read; a node whose state cannot be is as if it had never reported. */
    static List<NodeState> all(Handle handle) {
        List<NodeState> states = new ArrayList<>();
        handle.select("SELECT endpoint, state FROM node_states ORDER BY endpoint")
                .map((rows, context) -> {
                    NodeState state = StateCodec.decode(rows.getBytes(2));
                    if (state == null) {
                        LOG.warn("tram.db: the state of node {} cannot be read; it is unknown", rows.getString(1));
                    } else {
                        states.add(state);
                    }
                    return 0;
                })
                .list();
        return states;
    }
}
