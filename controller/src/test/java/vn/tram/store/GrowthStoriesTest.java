package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.store.StoreFixture.COMMITTED;
import static vn.tram.store.StoreFixture.octets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;

/** What users of other programs report of data that grow without end, told of our store. */
class GrowthStoriesTest {

    private StoreFixture given;

    @BeforeEach
    void open(@TempDir Path folder) {
        given = new StoreFixture(folder);
    }

    @AfterEach
    void close() {
        given.close();
    }

    /** Uptime Kuma 6013: 1 GB of data and 630 MB of write-ahead log beside it. */
    @Test
    void kuma_6013_the_write_ahead_log_stays_small_however_much_is_written() throws Exception {
        long most = 0;
        for (int i = 1; i <= 400; i++) {
            Reading[] readings = new Reading[60];
            for (int r = 0; r < readings.length; r++) {
                readings[r] = Reading.of(3, 0, r, "x".repeat(1000));
            }
            assertEquals(COMMITTED, given.send(given.report("node-1", i, readings)));
            most = Math.max(most, Files.size(Path.of(given.samplesOf("2026-11-24") + "-wal")));
        }
        assertTrue(Files.size(given.samplesOf("2026-11-24")) > 20 << 20);
        assertTrue(most <= 17 << 20, "bytes of the log: " + most);
    }

    /** Zabbix: the housekeeper deletes row by row, cannot keep up, and stands in the way of what arrives. */
    @Test
    void zabbix_housekeeper_forty_days_that_are_over_go_in_one_round_while_reports_are_answered() throws Exception {
        int sequence = 0;
        for (int day = 0; day < 40; day++) {
            given.send(given.report("node-1", ++sequence, octets(day)));
            given.timePasses(Duration.ofDays(1));
        }
        assertEquals(40, FileNames.SAMPLES.in(given.folder).size(), "nobody has tidied up");
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(given.append(given.report("node-1", ++sequence, octets(i))));
        }
        // By then the clock has gone on for a day from where it jumped to.
        given.store().tidy();
        given.runsFor(Duration.ofDays(1));
        for (CompletableFuture<String> answer : answers) {
            assertEquals(COMMITTED, StoreFixture.answerTo(answer));
        }
        assertTrue(FileNames.SAMPLES.in(given.folder).size() <= 3, "samples of days that are over");
    }

    /** ThingsBoard 13009: after the time to live, older data are still there; here some arrive when it is over. */
    @Test
    void thingsboard_13009_what_arrives_after_its_time_is_over_does_not_stay_either() throws Exception {
        given.send(given.report("node-1", 1, octets(1)));
        given.send(
                given.given("node-1", 2, given.now().minus(Duration.ofDays(100)).toEpochMilli(), false, octets(2)));
        given.store().tidy();
        given.runsFor(Duration.ofDays(31));
        List<Path> left = new ArrayList<>();
        left.addAll(FileNames.SAMPLES.in(given.folder).values());
        left.addAll(Resolution.FIVE_MINUTES.names().in(given.folder).values());
        assertEquals(List.of(), left);
    }

    /** A node that reports a hundred thousand interfaces: kept, summed up in pieces, gone in time like all else. */
    @Test
    void a_node_with_a_hundred_thousand_interfaces_is_kept_summed_up_and_expires() throws Exception {
        long sequence = 0;
        for (int report = 0; report < 100; report++) {
            Reading[] readings = new Reading[1000];
            for (int i = 0; i < readings.length; i++) {
                readings[i] = Reading.of(42769, (report * 1000 + i) % 65_535, 9 + report / 66, (long) i);
            }
            assertEquals(COMMITTED, given.send(given.report("node-1", ++sequence, readings)));
        }
        given.store().tidy();
        assertEquals(
                List.of("100000"),
                StoreFixture.sql(given.folder.resolve("rollup-5m-2026-11-24.db"), "SELECT sum(count) FROM rollups"));
        given.runsFor(Duration.ofDays(31));
        assertEquals(0, FileNames.SAMPLES.in(given.folder).size());
    }
}
