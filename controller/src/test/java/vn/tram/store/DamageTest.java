package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.store.StoreFixture.COMMITTED;
import static vn.tram.store.StoreFixture.octets;
import static vn.tram.store.StoreFixture.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;

class DamageTest {

    private static final byte[] GARBAGE =
            "this is no database, but long enough to be one".repeat(500).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void a_damaged_day_is_set_aside_and_the_day_goes_on_in_a_new_file() throws Exception {
        try (StoreFixture given = new StoreFixture(folder)) {
            given.send(given.report("node-1", 1, octets(1)));
        }
        Files.write(samples(), GARBAGE);

        try (StoreFixture given = new StoreFixture(folder)) {
            assertEquals(COMMITTED, given.send(given.report("node-1", 2, octets(2))));
            assertEquals(List.of("2"), sql(samples(), "SELECT sequence FROM readings"));
            assertEquals(1, given.store().stats().setAside());
        }
        Path aside = FileNames.damaged(folder, "samples-2026-11-24").get(0);
        assertEquals(GARBAGE.length, Files.size(aside));
    }

    @Test
    void a_file_cut_short_is_set_aside() throws Exception {
        try (StoreFixture given = new StoreFixture(folder)) {
            for (int i = 1; i <= 300; i++) {
                given.append(given.report("node-1", i, Reading.of(3, 0, 0, "x".repeat(500))));
            }
        }
        try (FileChannel file = FileChannel.open(samples(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }

        try (StoreFixture given = new StoreFixture(folder)) {
            assertEquals(COMMITTED, given.send(given.report("node-1", 1000, octets(2))));
            assertEquals(1, given.store().stats().setAside());
        }
    }

    @Test
    void an_empty_file_of_a_program_that_died_at_once_is_simply_used() throws Exception {
        Files.createDirectories(folder);
        Files.createFile(samples());

        try (StoreFixture given = new StoreFixture(folder)) {
            assertEquals(COMMITTED, given.send(given.report("node-1", 1, octets(2))));
            assertEquals(0, given.store().stats().setAside());
        }
    }

    @Test
    void what_comes_after_a_damaged_day_is_summed_up_too() throws Exception {
        try (StoreFixture given = new StoreFixture(folder)) {
            for (int i = 1; i <= 5; i++) {
                given.send(given.report("node-1", i, octets(1)));
            }
            given.store().tidy();
        }
        Files.write(samples(), GARBAGE);

        try (StoreFixture given = new StoreFixture(folder)) {
            given.send(given.report("node-1", 6, octets(9)));
            given.store().tidy();

            assertEquals(
                    List.of("6|14.0"),
                    sql(folder.resolve("rollup-1h-2026-10-01.db"), "SELECT count, sum FROM rollups"));
        }
    }

    @Test
    void damage_in_the_middle_of_a_day_is_found_when_it_is_summed_up_and_does_not_stop_other_days() throws Exception {
        try (StoreFixture given = new StoreFixture(folder)) {
            for (int i = 1; i <= 600; i++) {
                given.append(given.report("node-1", i, octets(i), Reading.of(3, 0, 0, "x".repeat(500))));
            }
        }
        byte[] bytes = Files.readAllBytes(samples());
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 8 * 4096, (byte) 0x5a);
        Files.write(samples(), bytes);

        try (StoreFixture given = new StoreFixture(folder)) {
            given.timePasses(Duration.ofDays(1));
            given.send(given.report("node-1", 1000, octets(5)));
            given.store().tidy();
            given.send(given.report("node-1", 1001, octets(6)));
            given.store().tidy();

            assertEquals(1, FileNames.damaged(folder, "samples-2026-11-24").size());
            assertEquals(
                    List.of("2|11.0"),
                    sql(folder.resolve("rollup-5m-2026-11-25.db"), "SELECT count, sum FROM rollups"));
            assertNull(given.store().stats().problem());
        }
    }

    @Test
    void a_damaged_tram_db_is_refused_with_its_name_and_what_to_do() throws Exception {
        new StoreFixture(folder).close();
        Files.write(folder.resolve("tram.db"), GARBAGE);

        String message = refusal();
        assertTrue(message.startsWith(folder.resolve("tram.db") + ": must be an SQLite database without damage"));
        assertTrue(message.contains(".recover"), message);

        Files.delete(folder.resolve("tram.db"));
        new StoreFixture(folder).close();
    }

    @Test
    void a_tram_db_with_a_page_overwritten_is_refused() throws Exception {
        new StoreFixture(folder).close();
        Path file = folder.resolve("tram.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4096; i < 4096 * 6; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(file, bytes);

        assertTrue(refusal().contains("without damage"));
    }

    @Test
    void a_tram_db_of_a_later_version_is_refused() throws Exception {
        new StoreFixture(folder).close();
        try (var connection = Sqlite.writer(folder.resolve("tram.db"), 100);
                var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO flyway_schema_history SELECT 99, '99', 'from the future', type,"
                    + " 'V99__from_the_future.sql', 1, installed_by, installed_on, 1, 1 FROM flyway_schema_history"
                    + " WHERE version = '1'");
        }

        assertTrue(refusal().contains("this version of Trạm or an older one"), refusal());
    }

    @Test
    void a_second_controller_on_the_folder_is_refused() {
        try (StoreFixture first = new StoreFixture(folder)) {
            String message = refusal();

            assertTrue(message.startsWith(folder + ": must be used by one controller at a time"), message);
            assertTrue(message.contains("process " + ProcessHandle.current().pid()), message);
            assertEquals(COMMITTED, first.send(first.report("node-1", 1, octets(1))));
        }
        new StoreFixture(folder).close();
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        StoreException refusal = assertThrows(StoreException.class, () -> new StoreFixture(file.resolve("data")));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(file.resolve("data") + ": must be a folder"));
        assertFalse(Files.exists(file.resolve("data")));
    }

    private Path samples() {
        return folder.resolve("samples-2026-11-24.db");
    }

    private String refusal() {
        return String.valueOf(assertThrows(StoreException.class, () -> new StoreFixture(folder).close())
                .getMessage());
    }
}
