package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.store.StoreFixture.NOON;
import static vn.tram.store.StoreFixture.octets;
import static vn.tram.store.StoreFixture.sql;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;

class RollUpsTest {

    private static final long NOON_MILLIS = NOON.toEpochMilli();

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
    void five_minutes_and_hours_have_count_min_max_sum_and_last() throws Exception {
        send(1, NOON, 30);
        send(2, NOON.plusSeconds(299), 10);
        send(3, NOON.plusSeconds(300), 20);
        given.store().tidy();
        assertEquals(NOON_MILLIS, given.store().stats().rolledUpAt());

        assertEquals(
                List.of(
                        "node-1|/42769/1/9|" + NOON_MILLIS + "|2|10.0|30.0|40.0|10.0|" + (NOON_MILLIS + 299_000),
                        "node-1|/42769/1/9|" + (NOON_MILLIS + 300_000) + "|1|20.0|20.0|20.0|20.0|"
                                + (NOON_MILLIS + 300_000)),
                sql(fiveMinutes("2026-11-24"), "SELECT * FROM rollups ORDER BY start"));
        assertEquals(
                List.of("node-1|/42769/1/9|" + NOON_MILLIS + "|3|10.0|30.0|60.0|20.0|" + (NOON_MILLIS + 300_000)),
                sql(hours("2026-10-01"), "SELECT * FROM rollups"));
    }

    @Test
    void each_reading_is_summed_up_once_however_often_it_is_done() throws Exception {
        send(1, NOON, 30);
        given.store().tidy();
        given.store().tidy();
        given.restart();
        given.store().tidy();
        send(2, NOON.plusSeconds(60), 40);
        given.store().tidy();

        assertEquals(List.of("2|70.0|40.0"), sql(fiveMinutes("2026-11-24"), "SELECT count, sum, last FROM rollups"));
    }

    @Test
    void a_death_between_the_roll_ups_and_their_progress_counts_nothing_twice() throws Exception {
        send(1, NOON, 30);
        given.store().tidy();
        try (Connection connection = Sqlite.writer(given.folder.resolve("tram.db"), 100);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM rolled_up");
        }
        send(2, NOON.plusSeconds(60), 40);
        given.store().tidy();

        assertEquals(List.of("2|70.0"), sql(fiveMinutes("2026-11-24"), "SELECT count, sum FROM rollups"));
        assertEquals(List.of("2|70.0"), sql(hours("2026-10-01"), "SELECT count, sum FROM rollups"));
    }

    @Test
    void a_late_reading_corrects_its_stretch_and_does_not_become_the_last() throws Exception {
        send(1, NOON.minus(Duration.ofDays(5)).plusSeconds(60), 30);
        given.store().tidy();
        send(2, NOON.minus(Duration.ofDays(5)), 90);
        given.store().tidy();

        assertEquals(
                List.of("2|30.0|90.0|120.0|30.0"),
                sql(fiveMinutes("2026-11-19"), "SELECT count, min, max, sum, last FROM rollups"));
    }

    @Test
    void an_impossible_device_time_is_summed_up_under_our_time() throws Exception {
        given.send(given.given("node-1", 1, 0, true, octets(5)));
        given.store().tidy();

        assertEquals(List.of(NOON_MILLIS + "|1"), sql(fiveMinutes("2026-11-24"), "SELECT start, count FROM rollups"));
    }

    @Test
    void texts_and_truth_values_are_not_summed_up() throws Exception {
        given.send(given.report("node-1", 1, Reading.of(42769, 1, 0, "eth0"), Reading.of(42769, 1, 7, true)));
        given.store().tidy();

        assertFalse(Files.exists(fiveMinutes("2026-11-24")));
    }

    @Test
    void a_damaged_roll_up_file_is_set_aside_and_made_anew_from_the_samples() throws Exception {
        send(1, NOON, 30);
        given.store().tidy();
        given.store().close();
        Files.write(
                fiveMinutes("2026-11-24"),
                "this is no database, but long enough to be one".repeat(100).getBytes(StandardCharsets.UTF_8));
        given = new StoreFixture(given.folder);
        send(2, NOON.plusSeconds(60), 40);
        given.store().tidy();
        given.store().tidy();

        assertEquals(List.of("2|70.0"), sql(fiveMinutes("2026-11-24"), "SELECT count, sum FROM rollups"));
        assertEquals(List.of("2|70.0"), sql(hours("2026-10-01"), "SELECT count, sum FROM rollups"));
        assertEquals(1, FileNames.damaged(given.folder, "rollup-5m").size());
        assertEquals(1, given.store().stats().setAside());
    }

    /** ThingsBoard 14956: older data stays whatever the time to live says. */
    @Test
    void samples_expire_48_hours_after_their_day_and_are_still_known_as_delivered() throws Exception {
        given.send(given.report("node-1", 1, octets(1)));
        given.send(given.report("node-1", 2, octets(2)));
        given.send(given.report("node-1", 4, octets(4)));
        given.runsFor(Duration.ofHours(59));
        assertTrue(Files.exists(given.samplesOf("2026-11-24")));

        given.runsFor(Duration.ofHours(1));
        assertFalse(Files.exists(given.samplesOf("2026-11-24")));
        assertFalse(Files.exists(Path.of(given.samplesOf("2026-11-24") + "-wal")));

        given.restart();
        given.send(given.report("node-1", 2, octets(2)));
        given.send(given.report("node-1", 3, octets(3)));
        given.send(given.report("node-1", 4, octets(4)));
        assertEquals(
                List.of("3"), sql(given.samplesOf("2026-11-27"), "SELECT sequence FROM readings ORDER BY sequence"));
    }

    /** Uptime Kuma 4041: 8 GB for 96 services, and VACUUM fails; here a day is a file, and its space returns with it. */
    @Test
    void space_really_returns() throws Exception {
        for (int i = 1; i <= 200; i++) {
            given.append(given.report("node-" + i, 1, Reading.of(3, 0, 0, "x".repeat(1000))));
        }
        given.send(given.report("node-1", 2, octets(1)));
        given.restart();
        assertTrue(bytes("samples-2026-11-24") > 200_000);

        given.runsFor(Duration.ofDays(4));
        assertEquals(0, bytes("samples-2026-11-24"));
    }

    @Test
    void a_clock_that_jumps_years_ahead_deletes_nothing_until_it_is_right_again() throws Exception {
        given.send(given.report("node-1", 1, octets(1)));
        given.store().tidy();
        given.restartAfter(Duration.ofDays(4 * 365));
        for (int hour = 0; hour < 23; hour++) {
            given.timePasses(Duration.ofHours(1));
            given.store().tidy();
            assertTrue(given.store().stats().expiryHeld());
        }
        assertTrue(Files.exists(given.samplesOf("2026-11-24")));
        assertTrue(Files.exists(fiveMinutes("2026-11-24")));

        given.restartAfter(Duration.ofDays(-4 * 365).minusHours(23));
        given.runsFor(Duration.ofDays(1));
        assertFalse(given.store().stats().expiryHeld());
        assertTrue(Files.exists(given.samplesOf("2026-11-24")));
        given.runsFor(Duration.ofDays(2));
        assertFalse(Files.exists(given.samplesOf("2026-11-24")));
    }

    @Test
    void a_controller_that_was_off_for_long_lets_files_expire_after_a_day() throws Exception {
        given.send(given.report("node-1", 1, octets(1)));
        given.store().tidy();
        given.restartAfter(Duration.ofDays(90));
        given.store().tidy();
        assertTrue(Files.exists(given.samplesOf("2026-11-24")));

        given.runsFor(Duration.ofDays(1));
        assertFalse(Files.exists(given.samplesOf("2026-11-24")));
        assertFalse(Files.exists(fiveMinutes("2026-11-24")));
    }

    @Test
    void a_clock_that_falls_back_deletes_nothing() throws Exception {
        given.send(given.report("node-1", 1, octets(1)));
        given.store().tidy();
        given.timePasses(Duration.ofDays(-20 * 365));
        given.runsFor(Duration.ofDays(3));
        assertTrue(Files.exists(given.samplesOf("2026-11-24")));
    }

    @Test
    void five_minutes_expire_after_30_days_and_hours_after_two_years() throws Exception {
        send(1, NOON, 30);
        given.store().tidy();
        given.runsFor(Duration.ofDays(30));
        assertTrue(Files.exists(fiveMinutes("2026-11-24")));

        given.runsFor(Duration.ofDays(1));
        assertFalse(Files.exists(fiveMinutes("2026-11-24")));
        assertTrue(Files.exists(hours("2026-10-01")));

        given.runsFor(Duration.ofDays(700));
        assertTrue(Files.exists(hours("2026-10-01")));
        given.runsFor(Duration.ofDays(40));
        assertFalse(Files.exists(hours("2026-10-01")));
    }

    private void send(long sequence, Instant deviceTime, long value) {
        given.send(given.given("node-1", sequence, deviceTime.toEpochMilli(), false, octets(value)));
    }

    private Path fiveMinutes(String day) {
        return given.folder.resolve("rollup-5m-" + day + ".db");
    }

    private Path hours(String day) {
        return given.folder.resolve("rollup-1h-" + day + ".db");
    }

    private long bytes(String prefix) throws Exception {
        try (var files = Files.newDirectoryStream(given.folder, prefix + "*")) {
            long sum = 0;
            for (Path file : files) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
