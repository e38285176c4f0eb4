package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.store.StoreFixture.NOON;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;
import vn.tram.people.User;

class PeopleInStoreTest {

    private static final User LAN = new User("lan", Role.OPERATOR, "$argon2id$1", NOON, NOON);
    private static final User BINH = new User("binh", Role.ADMINISTRATOR, "$argon2id$2", NOON, NOON);

    private StoreFixture given;

    @BeforeEach
    void open(@TempDir Path folder) {
        given = new StoreFixture(folder);
    }

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void users_survive_a_restart_and_are_listed_by_name() {
        assertTrue(given.store().users().add(LAN));
        assertTrue(given.store().users().add(BINH));
        given.restart();

        assertEquals(LAN, given.store().users().find("lan"));
        assertNull(given.store().users().find("LAN"));
        assertEquals(List.of(BINH, LAN), given.store().users().all());
    }

    @Test
    void a_name_is_given_once() {
        given.store().users().add(LAN);

        assertFalse(given.store().users().add(new User("lan", Role.ADMINISTRATOR, "x", NOON, NOON)));
        assertEquals(LAN, given.store().users().find("lan"));
    }

    @Test
    void a_password_is_replaced_only_for_somebody_who_is_there() {
        given.store().users().add(LAN);
        User reset = LAN.withPassword("$argon2id$3", NOON.plusSeconds(60));

        assertTrue(given.store().users().replace(reset));
        assertFalse(given.store().users().replace(BINH));
        assertEquals(List.of(reset), given.store().users().all());
    }

    @Test
    void the_audit_log_is_read_newest_first_and_survives_a_restart() {
        AuditEntry first = entry(AuditEntry.Action.SIGNED_IN);
        AuditEntry second = entry(AuditEntry.Action.INCIDENT_ACKNOWLEDGED);
        given.store().audit().append(first);
        given.store().audit().append(second);
        given.restart();

        assertEquals(List.of(second, first), given.store().audit().newest(10));
        assertEquals(List.of(second), given.store().audit().newest(1));
    }

    @Test
    void nobody_changes_the_audit_log_not_even_by_sql() throws Exception {
        given.store().audit().append(entry(AuditEntry.Action.SET_UP));

        try (Connection connection = Sqlite.writer(given.folder.resolve("tram.db"), 100);
                Statement statement = connection.createStatement()) {
            SQLException change = assertThrows(
                    SQLException.class, () -> statement.executeUpdate("UPDATE audit SET actor = 'nobody'"));
            SQLException removal = assertThrows(SQLException.class, () -> statement.executeUpdate("DELETE FROM audit"));
            assertTrue(String.valueOf(change.getMessage()).contains("append-only"));
            assertTrue(String.valueOf(removal.getMessage()).contains("append-only"));
        }
    }

    private static AuditEntry entry(AuditEntry.Action action) {
        return new AuditEntry(NOON, "lan", "127.0.0.1", action, "Trạm 4", "", "đã xác nhận");
    }
}
