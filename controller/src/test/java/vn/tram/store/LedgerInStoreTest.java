package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.store.StoreFixture.NOON;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.flow.Effect;
import vn.tram.inventory.Node;
import vn.tram.sla.Chain;
import vn.tram.sla.Entry;
import vn.tram.sla.Ledger;
import vn.tram.sla.Placement;
import vn.tram.sla.SavedLedger;
import vn.tram.state.Health;

/** The ledger on the disk: whole, in order, and not to be changed unseen. */
class LedgerInStoreTest {

    @TempDir
    Path folder;

    private static final Placement HERE = new Placement(Node.Kind.HOTSPOT, null, "", "", "VNPT");

    private static List<Entry> write(StoreFixture given, SavedLedger saved, Instant at) {
        Ledger ledger = new Ledger(saved, null, at);
        ledger.placed("node-1", HERE, at);
        ledger.cause("node-1", at.minusSeconds(60), at, "UPLINK", at);
        ledger.correct("node-1", 2, at.minusSeconds(60), at, Health.DOWN, null, "evidence.late", at.plusMillis(5));
        ledger.maintenance("node-1", saved.maintained().isEmpty(), "thay cáp | đợt 2", at.plusSeconds(1));
        List<Entry> entries = ledger.take();
        entries.forEach(entry -> given.store().keep(new Effect.LedgerAppended(entry)));
        return entries;
    }

    private static List<Entry> read(Store store) {
        List<Entry> entries = new ArrayList<>();
        store.ledger().read(entries::add);
        return entries;
    }

    @Test
    void entries_come_back_as_they_were_and_a_restart_goes_on_behind_them() {
        try (StoreFixture given = new StoreFixture(folder)) {
            List<Entry> written = new ArrayList<>(write(given, SavedLedger.NOTHING, NOON));
            given.restart();
            SavedLedger saved = given.store().load().ledger();
            assertEquals(HERE.text(), saved.placements().get("node-1"));
            assertEquals(Set.of("node-1"), saved.maintained());
            written.addAll(write(given, saved, NOON.plusSeconds(9)));
            given.restart();

            List<Entry> entries = read(given.store());

            assertEquals(written, entries);
            assertEquals(7, entries.size(), "the placement is told once");
            assertEquals(Set.of(), given.store().load().ledger().maintained());
            Chain chain = new Chain();
            entries.forEach(chain::accept);
            assertNull(chain.problem());
            assertEquals(given.store().ledger().head(), chain.head());
        }
    }

    @Test
    void no_sql_changes_or_deletes_an_entry() throws Exception {
        try (StoreFixture given = new StoreFixture(folder)) {
            write(given, SavedLedger.NOTHING, NOON);
            given.restart();
            try (var connection = Sqlite.writer(folder.resolve("tram.db"), 100);
                    var statement = connection.createStatement()) {
                assertThrows(SQLException.class, () -> statement.executeUpdate("UPDATE ledger SET at = 1"));
                assertThrows(SQLException.class, () -> statement.executeUpdate("DELETE FROM ledger"));
            }
            assertEquals(4, read(given.store()).size());
        }
    }

    @Test
    void a_row_that_somebody_changed_behind_the_triggers_is_named() throws Exception {
        try (StoreFixture given = new StoreFixture(folder)) {
            write(given, SavedLedger.NOTHING, NOON);
            given.restart();
            try (var connection = Sqlite.writer(folder.resolve("tram.db"), 100);
                    var statement = connection.createStatement()) {
                statement.executeUpdate("DROP TRIGGER ledger_is_never_changed");
                statement.executeUpdate("UPDATE ledger SET until = until - 30000 WHERE seq = 2");
            }
            Chain chain = new Chain();
            given.store().ledger().read(chain::accept);

            assertEquals(2, chain.broken());
            assertTrue(String.valueOf(chain.problem()).contains("entry 2"), chain.problem());
            assertEquals(1, chain.head().seq());
        }
    }
}
