package vn.tram.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Weekly;
import vn.tram.maintenance.Window;

/** Windows of maintenance in {@code tram.db}. */
final class SqlMaintenance {

    private SqlMaintenance() {}

    /** Within the caller's transaction. */
    static void keep(Handle handle, Window window) {
        Schedule schedule = window.schedule();
        Weekly weekly = schedule.weekly();
        handle.execute(
                "INSERT OR REPLACE INTO maintenance_windows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                window.id(),
                window.of().name(),
                window.target(),
                schedule.from().toEpochMilli(),
                millis(schedule.until()),
                weekly == null
                        ? null
                        : weekly.days().stream().map(DayOfWeek::name).collect(Collectors.joining(",")),
                weekly == null ? null : weekly.from().toString(),
                weekly == null ? null : weekly.to().toString(),
                window.reason(),
                window.actor(),
                window.plannedAt().toEpochMilli(),
                millis(window.cancelledAt()),
                window.cancelledBy());
    }

    /** Those that go on, are to come, or ended at that moment or later. */
    static List<Window> notEndedBefore(Handle handle, Instant moment) {
        return handle.createQuery(
                        "SELECT * FROM maintenance_windows WHERE (cancelled_at IS NULL OR cancelled_at >= :at)"
                                + " AND (ends_at IS NULL OR ends_at >= :at) ORDER BY id")
                .bind("at", moment.toEpochMilli())
                .map((rows, context) -> window(rows))
                .list();
    }

    private static Window window(ResultSet rows) throws SQLException {
        String days = rows.getString("days");
        Weekly weekly = days == null
                ? null
                : new Weekly(
                        Arrays.stream(days.split(",", -1))
                                .map(DayOfWeek::valueOf)
                                .collect(Collectors.toSet()),
                        LocalTime.parse(rows.getString("day_from")),
                        LocalTime.parse(rows.getString("day_to")));
        return new Window(
                rows.getString("id"),
                Window.Target.valueOf(rows.getString("target_kind")),
                rows.getString("target"),
                new Schedule(
                        Instant.ofEpochMilli(rows.getLong("begins_at")), SqlIncidents.instant(rows, "ends_at"), weekly),
                rows.getString("reason"),
                rows.getString("actor"),
                Instant.ofEpochMilli(rows.getLong("planned_at")),
                SqlIncidents.instant(rows, "cancelled_at"),
                rows.getString("cancelled_by"));
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }
}
