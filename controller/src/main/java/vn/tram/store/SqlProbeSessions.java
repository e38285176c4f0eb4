package vn.tram.store;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import vn.tram.link.ProbeSession;
import vn.tram.link.ProbeSessions;

/** Probe sessions in {@code tram.db}. */
final class SqlProbeSessions implements ProbeSessions {

    private final TramDb db;

    SqlProbeSessions(TramDb db) {
        this.db = db;
    }

    @Override
    public List<ProbeSession> all() {
        return db.read(handle -> handle.select("SELECT endpoint, ssid, generation, heard FROM probe_sessions")
                .map((rows, context) -> new ProbeSession(
                        rows.getString("endpoint"),
                        rows.getInt("ssid"),
                        rows.getLong("generation"),
                        rows.getBoolean("heard")))
                .list());
    }

    @Override
    public void put(Collection<ProbeSession> sessions) {
        db.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("INSERT OR REPLACE INTO probe_sessions VALUES (?, ?, ?, ?)");
            for (ProbeSession session : sessions) {
                batch.add(session.endpoint(), session.ssid(), session.generation(), session.heard() ? 1 : 0);
            }
            return batch.execute().length;
        });
    }
}
