package vn.tram.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.state.NodeState;

/** The newest state of every node in {@code tram.db}. */
final class SqlStates {

    private static final Logger LOG = LoggerFactory.getLogger(SqlStates.class);

    private SqlStates() {}

    /** Within the caller's transaction. */
    static void keep(Handle handle, NodeState state) {
        Instant heard = state.lastHeard();
        handle.execute(
                "INSERT OR REPLACE INTO node_states VALUES (?, ?, ?, ?, ?)",
                state.endpoint(),
                state.health().name(),
                state.since().toEpochMilli(),
                heard == null ? null : heard.toEpochMilli(),
                StateCodec.encode(state));
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
