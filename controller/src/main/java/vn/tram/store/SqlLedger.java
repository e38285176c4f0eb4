package vn.tram.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import vn.tram.sla.Entry;
import vn.tram.sla.Head;
import vn.tram.sla.SavedLedger;
import vn.tram.state.Health;

/** The outage ledger in {@code tram.db}. */
final class SqlLedger {

    private SqlLedger() {}

    /** Within the caller's transaction. */
    static void append(Handle handle, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = handle.getConnection()
                .prepareStatement("INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Entry entry : entries) {
                insert.setLong(1, entry.seq());
                insert.setString(2, entry.kind().name());
                insert.setLong(3, entry.at().toEpochMilli());
                insert.setString(4, entry.endpoint());
                insert.setInt(5, entry.link());
                insert.setObject(6, millis(entry.from()));
                insert.setObject(7, millis(entry.to()));
                insert.setString(8, name(entry.before()));
                insert.setString(9, name(entry.verdict()));
                insert.setString(10, entry.cause());
                insert.setString(11, entry.why());
                insert.setBytes(12, HexFormat.of().parseHex(entry.hash()));
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new StoreException("tram.db: cannot append to the ledger: " + e.getMessage(), e);
        }
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    private static @Nullable String name(@Nullable Health health) {
        return health == null ? null : health.name();
    }

    static Head head(Handle handle) {
        return handle.select("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1")
                .map((rows, context) -> new Head(rows.getLong(1), HexFormat.of().formatHex(rows.getBytes(2))))
                .findOne()
                .orElse(Head.EMPTY);
    }

    /** Where the next run goes on. */
    static SavedLedger saved(Handle handle) {
        return new SavedLedger(head(handle), maintained(handle), placements(handle));
    }

    private static Set<String> maintained(Handle handle) {
        Set<String> maintained = new HashSet<>();
        handle.select("SELECT endpoint, kind FROM ledger WHERE kind IN ('MAINTENANCE_BEGAN', 'MAINTENANCE_ENDED')"
                        + " ORDER BY seq")
                .map((rows, context) -> rows.getString(2).equals("MAINTENANCE_BEGAN")
                        ? maintained.add(rows.getString(1))
                        : maintained.remove(rows.getString(1)))
                .list();
        return maintained;
    }

    /** The last of each node; beside max(), SQLite gives the other columns of that row. In the index's own order. */
    private static Map<String, String> placements(Handle handle) {
        Map<String, String> placements = new HashMap<>();
        handle.select("SELECT endpoint, why, max(seq) FROM ledger WHERE kind = 'PLACEMENT' GROUP BY endpoint")
                .map((rows, context) -> placements.put(rows.getString(1), rows.getString(2)))
                .list();
        return placements;
    }

    /** Hands out every entry in order, one at a time, until {@code reader} has had enough. */
    static void read(Handle handle, Predicate<Entry> reader) {
        try (ResultIterator<Entry> entries = handle.select("SELECT * FROM ledger ORDER BY seq")
                .map((rows, context) -> entry(rows))
                .iterator()) {
            boolean more = true;
            while (more && entries.hasNext()) {
                more = reader.test(entries.next());
            }
        }
    }

    private static Entry entry(ResultSet rows) throws SQLException {
        return new Entry(
                rows.getLong("seq"),
                Entry.Kind.valueOf(rows.getString("kind")),
                Instant.ofEpochMilli(rows.getLong("at")),
                rows.getString("endpoint"),
                rows.getInt("link"),
                SqlIncidents.instant(rows, "since"),
                SqlIncidents.instant(rows, "until"),
                health(rows.getString("before")),
                health(rows.getString("verdict")),
                rows.getString("cause"),
                rows.getString("why"),
                HexFormat.of().formatHex(rows.getBytes("hash")));
    }

    private static @Nullable Health health(@Nullable String name) {
        return name == null ? null : Health.valueOf(name);
    }
}
