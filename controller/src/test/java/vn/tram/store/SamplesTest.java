package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.store.StoreFixture.COMMITTED;
import static vn.tram.store.StoreFixture.NOON;
import static vn.tram.store.StoreFixture.answerTo;
import static vn.tram.store.StoreFixture.octets;
import static vn.tram.store.StoreFixture.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.flow.Effect;

class SamplesTest {

    private static final String TODAY = "2026-11-24";
    private static final String TOMORROW = "2026-11-25";

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
    void a_reading_is_on_the_disk_with_its_four_times_when_it_is_answered() throws Exception {
        assertEquals(COMMITTED, given.send(given.report("node-1", 3, octets(1_234_567_890_123L))));

        long boot = BootId.of(1, 7).value();
        long noon = NOON.toEpochMilli();
        assertEquals(
                List.of("node-1|" + boot + "|3|/42769/1/9|1234567890123|3000|" + (noon - 1000) + "|" + noon + "|0"),
                sql(
                        given.samplesOf(TODAY),
                        "SELECT endpoint, boot, sequence, path, value, uptime_ms, device_time, received_at, clock_unset"
                                + " FROM readings"));
    }

    @Test
    void numbers_truth_values_and_texts_are_kept_as_what_they_are() throws Exception {
        given.send(given.report(
                "node-1",
                1,
                Reading.of(42770, 0, 0, 12.0),
                Reading.of(42770, 0, 2, 5L),
                Reading.of(42770, 0, 11, "Phường Đáp Cầu"),
                Reading.of(42769, 1, 7, true)));

        assertEquals(
                List.of(
                        "/42769/1/7|true|text",
                        "/42770/0/0|12.0|real",
                        "/42770/0/11|Phường Đáp Cầu|text",
                        "/42770/0/2|5|integer"),
                sql(given.samplesOf(TODAY), "SELECT path, value, typeof(value) FROM readings ORDER BY path"));
    }

    @Test
    void a_report_that_comes_again_is_answered_and_stored_once() throws Exception {
        Effect.Store first = given.report("node-1", 1, octets(10));
        given.send(first);
        assertEquals(COMMITTED, given.send(again(first)));

        assertEquals(List.of("1"), sql(given.samplesOf(TODAY), "SELECT count(*) FROM readings"));
        assertEquals(1, given.store().stats().duplicates());
    }

    @Test
    void the_same_report_twice_in_one_commit_is_stored_once() throws Exception {
        Effect.Store first = given.report("node-1", 1, octets(10));
        CompletableFuture<String> answer = given.append(first);
        CompletableFuture<String> second = given.append(again(first));

        assertEquals(COMMITTED, answerTo(answer));
        assertEquals(COMMITTED, answerTo(second));
        assertEquals(List.of("1"), sql(given.samplesOf(TODAY), "SELECT count(*) FROM readings"));
    }

    @Test
    void a_report_that_comes_again_after_midnight_and_a_restart_is_stored_once() throws Exception {
        Effect.Store first = given.report("node-1", 1, octets(10));
        given.send(first);
        given.timePasses(Duration.ofHours(13));
        given.restart();
        given.send(given.report("node-1", 2, octets(11)));
        assertEquals(COMMITTED, given.send(again(first)));

        assertEquals(List.of("1"), sql(given.samplesOf(TODAY), "SELECT sequence FROM readings"));
        assertEquals(List.of("2"), sql(given.samplesOf(TOMORROW), "SELECT sequence FROM readings"));
    }

    @Test
    void an_impossible_device_time_is_kept_as_it_was_sent_and_marked() throws Exception {
        Effect.Store of1970 = given.given("node-1", 1, 86_400_000L, true, octets(10));
        Effect.Store of2106 = given.given("node-1", 2, 4_294_967_295_000L, true, octets(11));
        given.send(of1970);
        given.send(of2106);
        given.timePasses(Duration.ofDays(1));
        assertEquals(COMMITTED, given.send(again(of1970)));

        long noon = NOON.toEpochMilli();
        assertEquals(
                List.of("1|86400000|" + noon + "|1", "2|4294967295000|" + noon + "|1"),
                sql(given.samplesOf(TODAY), "SELECT sequence, device_time, received_at, clock_unset FROM readings"));
        assertFalse(given.samplesOf("2026-11-25").toFile().exists()
                && !sql(given.samplesOf(TOMORROW), "SELECT 1 FROM readings").isEmpty());
    }

    @Test
    void other_runs_and_other_nodes_with_the_same_sequence_are_other_reports() throws Exception {
        given.send(given.report("node-1", 1, octets(10)));
        given.send(given.report("node-2", 1, octets(20)));

        assertEquals(
                List.of("node-1|10", "node-2|20"),
                sql(given.samplesOf(TODAY), "SELECT endpoint, value FROM readings ORDER BY endpoint"));
    }

    @Test
    void one_row_that_cannot_be_written_fails_alone() throws Exception {
        List<CompletableFuture<String>> good = new ArrayList<>();
        CompletableFuture<String> bad = null;
        for (int i = 1; i <= 20; i++) {
            if (i == 7) {
                bad = given.append(given.report("x".repeat(300), i, octets(i)));
            } else {
                good.add(given.append(given.report("node-1", i, octets(i))));
            }
        }

        for (CompletableFuture<String> answer : good) {
            assertEquals(COMMITTED, answerTo(answer));
        }
        assertTrue(bad != null && answerTo(bad).contains("CHECK constraint failed"));
        assertEquals(List.of("19"), sql(given.samplesOf(TODAY), "SELECT count(*) FROM readings"));
        assertEquals(1, given.store().stats().failed());
        assertNull(given.store().stats().problem());
    }

    @Test
    void readings_of_one_node_keep_their_order() throws Exception {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            answers.add(given.append(given.report("node-1", i, octets(i), Reading.of(3, 0, 9, (long) i))));
        }
        answers.forEach(StoreFixture::answerTo);

        assertEquals(
                StoreFixture.oneTo(500).stream().map(String::valueOf).toList(),
                sql(
                        given.samplesOf(TODAY),
                        "SELECT value FROM readings WHERE path = '/42769/1/9' ORDER BY endpoint, boot, sequence"));
    }

    /** The device did not hear our answer and sends once more. */
    private Effect.Store again(Effect.Store first) {
        return new Effect.Store(
                first.ticket() + 1000, first.endpoint(), given.now(), first.clockUnset(), first.report());
    }
}
