package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static vn.tram.store.StoreFixture.NOON;
import static vn.tram.store.StoreFixture.octets;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.state.History.Point;

class HistoryTest {

    private static final ResourcePath OCTETS = new ResourcePath(42769, 1, 9);

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
    void few_values_come_as_they_were_sent_from_inclusive_to_exclusive() {
        aMinuteApart(NOON.minusSeconds(600), 10);

        assertEquals(
                List.of(point(NOON.minusSeconds(600), 1), point(NOON.minusSeconds(540), 2)),
                series(NOON.minusSeconds(600), NOON.minusSeconds(480), 100));
    }

    @Test
    void late_values_of_several_days_come_in_the_order_they_were_measured() {
        send(2, NOON.minusSeconds(60), 2);
        given.timePasses(Duration.ofHours(13));
        send(1, NOON.minusSeconds(120), 1);
        send(3, NOON.plus(Duration.ofHours(12)), 3);

        assertEquals(
                List.of(
                        point(NOON.minusSeconds(120), 1),
                        point(NOON.minusSeconds(60), 2),
                        point(NOON.plus(Duration.ofHours(12)), 3)),
                series(NOON.minusSeconds(3600), NOON.plus(Duration.ofHours(13)), 100));
    }

    @Test
    void many_values_are_summed_up_over_equal_stretches() {
        aMinuteApart(NOON.minusSeconds(600), 10);

        assertEquals(
                List.of(
                        new Point(NOON.minusSeconds(600), 4, 1, 4),
                        new Point(NOON.minusSeconds(390), 7, 5, 7),
                        new Point(NOON.minusSeconds(180), 10, 8, 10)),
                series(NOON.minusSeconds(600), NOON.plusSeconds(30), 3));
    }

    @Test
    void a_day_with_few_points_comes_from_five_minutes_and_the_newest_samples() {
        Instant begin = Instant.parse("2026-11-24T06:00:00Z");
        aMinuteApart(begin, 60);
        given.store().tidy();
        send(61, begin.plusSeconds(3600), 7);

        assertEquals(
                List.of(
                        new Point(begin, 30, 1, 30),
                        new Point(begin.plusSeconds(1800), 60, 31, 60),
                        new Point(begin.plusSeconds(3600), 7, 7, 7)),
                series(begin, begin.plus(Duration.ofHours(4)), 8));
    }

    @Test
    void what_is_older_than_the_samples_comes_from_roll_ups() {
        Instant begin = Instant.parse("2026-11-24T06:00:00Z");
        aMinuteApart(begin, 60);
        given.store().tidy();
        given.timePasses(Duration.ofDays(10));
        given.store().tidy();

        assertEquals(
                new Point(begin.plusSeconds(300), 10, 6, 10),
                series(begin, begin.plusSeconds(3600), 1000).get(1));
        assertEquals(
                List.of(new Point(begin, 60, 1, 60)),
                series(begin.minus(Duration.ofDays(300)), begin.plus(Duration.ofDays(1)), 1000));
    }

    @Test
    void after_two_months_the_hours_are_left() {
        Instant begin = Instant.parse("2026-11-24T06:00:00Z");
        aMinuteApart(begin, 60);
        given.store().tidy();
        given.timePasses(Duration.ofDays(60));
        given.store().tidy();

        assertEquals(List.of(new Point(begin, 60, 1, 60)), series(begin, begin.plusSeconds(7200), 1000));
    }

    @Test
    void there_is_nothing_of_an_unknown_node_of_texts_or_of_an_empty_span() {
        given.send(given.report("node-1", 1, octets(1), Reading.of(3, 0, 0, "Trạm")));

        assertEquals(
                List.of(),
                given.store().history().series("node-2", OCTETS, NOON.minusSeconds(9), NOON.plusSeconds(9), 10));
        assertEquals(
                List.of(),
                given.store()
                        .history()
                        .series("node-1", new ResourcePath(3, 0, 0), NOON.minusSeconds(9), NOON.plusSeconds(9), 10));
        assertEquals(List.of(), series(NOON.plusSeconds(9), NOON.minusSeconds(9), 10));
        assertEquals(List.of(), series(NOON.minusSeconds(9), NOON.plusSeconds(9), 0));
    }

    private List<Point> series(Instant from, Instant to, int points) {
        return given.store().history().series("node-1", OCTETS, from, to, points);
    }

    private static Point point(Instant at, double value) {
        return new Point(at, value, value, value);
    }

    /** Values 1, 2, 3, … */
    private void aMinuteApart(Instant begin, int count) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(given.append(
                    given.given("node-1", i + 1, begin.plusSeconds(60L * i).toEpochMilli(), false, octets(i + 1))));
        }
        answers.forEach(StoreFixture::answerTo);
    }

    private void send(long sequence, Instant deviceTime, long value) {
        given.send(given.given("node-1", sequence, deviceTime.toEpochMilli(), false, octets(value)));
    }
}
