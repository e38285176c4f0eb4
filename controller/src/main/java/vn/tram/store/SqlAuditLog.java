package vn.tram.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import vn.tram.people.AuditEntry;
import vn.tram.people.AuditLog;

/** The audit log in {@code tram.db}, whose triggers refuse every change to it. */
final class SqlAuditLog implements AuditLog {

    private final TramDb db;

    SqlAuditLog(TramDb db) {
        this.db = db;
    }

    @Override
    public void append(AuditEntry entry) {
        db.write(handle -> handle.createUpdate(
                        "INSERT INTO audit (at, actor, origin, action, subject, value_before, value_after)"
                                + " VALUES (:at, :actor, :origin, :action, :subject, :before, :after)")
                .bind("at", entry.at().toEpochMilli())
                .bind("actor", entry.actor())
                .bind("origin", entry.from())
                .bind("action", entry.action().name())
                .bind("subject", entry.subject())
                .bind("before", entry.before())
                .bind("after", entry.after())
                .execute());
    }

    @Override
    public List<AuditEntry> newest(int limit) {
        return db.read(handle -> handle.createQuery("SELECT * FROM audit ORDER BY id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((rows, context) -> entry(rows))
                .list());
    }

    private static AuditEntry entry(ResultSet rows) throws SQLException {
        return new AuditEntry(
                Instant.ofEpochMilli(rows.getLong("at")),
                rows.getString("actor"),
                rows.getString("origin"),
                AuditEntry.Action.valueOf(rows.getString("action")),
                rows.getString("subject"),
                rows.getString("value_before"),
                rows.getString("value_after"));
    }
}
