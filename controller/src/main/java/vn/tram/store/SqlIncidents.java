package vn.tram.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import vn.tram.incident.Affected;
import vn.tram.incident.Impact;
import vn.tram.incident.Incident;
import vn.tram.state.Evidence;

/** Incidents in {@code tram.db}. */
final class SqlIncidents {

    private SqlIncidents() {}

    /** Within the caller's transaction. */
    static void keep(Handle handle, Incident incident) {
        Evidence evidence = incident.evidence();
        handle.createUpdate("INSERT INTO incidents VALUES (:id, :kind, :endpoint, :link, :detail, :opened, :closed,"
                        + " :source, :seen, :deviceTime, :message, :about, :by, :assigned, :level, :openingPoints,"
                        + " :openingHotspots, :openingRooms, :openingOthers, :peakPoints, :peakHotspots, :peakRooms,"
                        + " :peakOthers)"
                        + " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, detail = excluded.detail,"
                        + " closed_at = excluded.closed_at, evidence_source = excluded.evidence_source,"
                        + " evidence_at = excluded.evidence_at, evidence_device_time = excluded.evidence_device_time,"
                        + " evidence_message = excluded.evidence_message, evidence_detail = excluded.evidence_detail,"
                        + " acknowledged_by = excluded.acknowledged_by, assigned_to = excluded.assigned_to,"
                        + " level = excluded.level, peak_points = excluded.peak_points,"
                        + " peak_hotspots = excluded.peak_hotspots, peak_rooms = excluded.peak_rooms,"
                        + " peak_others = excluded.peak_others")
                .bind("id", incident.id())
                .bind("kind", incident.kind().name())
                .bind("endpoint", incident.endpoint())
                .bind("link", incident.link())
                .bind("detail", incident.detail())
                .bind("opened", incident.openedAt().toEpochMilli())
                .bind("closed", millis(incident.closedAt()))
                .bind("source", evidence.source().name())
                .bind("seen", evidence.at().toEpochMilli())
                .bind("deviceTime", millis(evidence.deviceTime()))
                .bind("message", evidence.message())
                .bind("about", evidence.detail())
                .bind("by", incident.acknowledgedBy())
                .bind("assigned", incident.assignedTo())
                .bind("level", incident.level())
                .bindMap(affected("opening", incident.impact().opening()))
                .bindMap(affected("peak", incident.impact().peak()))
                .execute();
        keepSuppressed(handle, incident);
        keepSteps(handle, incident);
    }

    private static Map<String, Integer> affected(String when, Affected affected) {
        return Map.of(
                when + "Points", affected.connectionPoints(),
                when + "Hotspots", affected.hotspots(),
                when + "Rooms", affected.conferenceRooms(),
                when + "Others", affected.others());
    }

    private static Affected affected(ResultSet rows, String when) throws SQLException {
        return new Affected(
                rows.getInt(when + "_points"),
                rows.getInt(when + "_hotspots"),
                rows.getInt(when + "_rooms"),
                rows.getInt(when + "_others"));
    }

    private static void keepSuppressed(Handle handle, Incident incident) {
        handle.execute("DELETE FROM incident_suppressed WHERE incident = ?", incident.id());
        PreparedBatch batch = handle.prepareBatch("INSERT OR IGNORE INTO incident_suppressed VALUES (?, ?)");
        incident.suppressed().forEach(endpoint -> batch.add(incident.id(), endpoint));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static void keepSteps(Handle handle, Incident incident) {
        handle.execute("DELETE FROM incident_steps WHERE incident = ?", incident.id());
        PreparedBatch batch = handle.prepareBatch("INSERT INTO incident_steps VALUES (?, ?, ?, ?, ?, ?)");
        int n = 0;
        for (Incident.Step step : incident.timeline()) {
            batch.add(incident.id(), n++, step.at().toEpochMilli(), step.message(), step.detail(), step.actor());
        }
        if (n > 0) {
            batch.execute();
        }
    }

    /** The first id never used. */
    static long next(Handle handle) {
        return 1
                + handle.select("SELECT coalesce(max(id), 0) FROM incidents")
                        .mapTo(Long.class)
                        .one();
    }

    /** Those that are open, and those closed since then; oldest first. */
    static List<Incident> openOrClosedSince(Handle handle, Instant since) {
        return list(
                handle,
                handle.createQuery("SELECT * FROM incidents WHERE closed_at IS NULL OR closed_at >= :since ORDER BY id")
                        .bind("since", since.toEpochMilli()));
    }

    /** Those that were open at some time from {@code from} to {@code to}, newest first. */
    static List<Incident> between(Handle handle, Instant from, Instant to, int limit) {
        return list(
                handle,
                handle.createQuery("SELECT * FROM incidents WHERE opened_at < :to"
                                + " AND (closed_at IS NULL OR closed_at >= :from) ORDER BY id DESC LIMIT :limit")
                        .bind("from", from.toEpochMilli())
                        .bind("to", to.toEpochMilli())
                        .bind("limit", limit));
    }

    static @Nullable Incident find(Handle handle, long id) {
        List<Incident> found = list(
                handle,
                handle.createQuery("SELECT * FROM incidents WHERE id = :id").bind("id", id));
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Incident> list(Handle handle, Query query) {
        return query.map((rows, context) -> incident(handle, rows)).list();
    }

    private static Incident incident(Handle handle, ResultSet rows) throws SQLException {
        long id = rows.getLong("id");
        Evidence evidence = new Evidence(
                Evidence.Source.valueOf(rows.getString("evidence_source")),
                Instant.ofEpochMilli(rows.getLong("evidence_at")),
                instant(rows, "evidence_device_time"),
                rows.getString("evidence_message"),
                rows.getString("evidence_detail"));
        return new Incident(
                id,
                Incident.Kind.valueOf(rows.getString("kind")),
                rows.getString("endpoint"),
                rows.getInt("link"),
                rows.getString("detail"),
                Instant.ofEpochMilli(rows.getLong("opened_at")),
                instant(rows, "closed_at"),
                evidence,
                suppressed(handle, id),
                rows.getString("acknowledged_by"),
                rows.getString("assigned_to"),
                rows.getInt("level"),
                new Impact(affected(rows, "opening"), affected(rows, "peak")),
                steps(handle, id));
    }

    private static List<String> suppressed(Handle handle, long incident) {
        return handle.select("SELECT endpoint FROM incident_suppressed WHERE incident = ? ORDER BY endpoint", incident)
                .mapTo(String.class)
                .list();
    }

    private static List<Incident.Step> steps(Handle handle, long incident) {
        List<Incident.Step> steps = new ArrayList<>();
        handle.select("SELECT at, message, detail, actor FROM incident_steps WHERE incident = ? ORDER BY n", incident)
                .map((rows, context) -> new Incident.Step(
                        Instant.ofEpochMilli(rows.getLong(1)), rows.getString(2), rows.getString(3), rows.getString(4)))
                .forEach(steps::add);
        return steps;
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        long millis = rows.getLong(column);
        return rows.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
