package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.uplink.Reports.event;
import static vn.tram.uplink.Reports.report;
import static vn.tram.uplink.Reports.sample;
import static vn.tram.uplink.Reports.sequences;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.objects.Kept;

class FileOutboxTest extends OutboxContract {

    private static final FileOutbox.Limits SMALL = new FileOutbox.Limits(64 * 1024, Duration.ofDays(7));

    /** Syncing is what takes time, and no power is cut here. */
    private static final Disk QUICK_DISK = new Disk() {
        @Override
        public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
            Disk.REAL.write(file, bytes, position);
        }

        @Override
        public void force(FileChannel file) {}
    };

    @TempDir
    Path folder;

    private final List<FileOutbox> open = new ArrayList<>();
    private Instant now = Instant.ofEpochMilli(Reports.START);
    private final InstantSource clock = () -> now;

    @Override
    FileOutbox outbox() throws IOException {
        return outbox(SMALL);
    }

    private FileOutbox outbox(FileOutbox.Limits limits) throws IOException {
        FileOutbox outbox = new FileOutbox(folder.resolve("outbox"), limits, clock, QUICK_DISK);
        open.add(outbox);
        return outbox;
    }

    @AfterEach
    void close() {
        open.forEach(FileOutbox::close);
    }

    @Test
    void every_kind_of_value_comes_back_as_it_was() throws IOException {
        Report full = report(
                5,
                9,
                Report.Kind.EVENT,
                Reading.of(42769, 65534, 65535, Long.MIN_VALUE),
                Reading.of(42770, 0, 0, -0.5),
                Reading.of(42770, 0, 1, Double.MIN_VALUE),
                Reading.of(42770, 0, 13, false),
                Reading.of(42769, 2, 7, true),
                Reading.of(42770, 0, 11, "Xã Đại Đồng, tủ số 7"),
                Reading.of(42770, 0, 8, "ế".repeat(Reading.MAX_TEXT)),
                Reading.of(42770, 0, 9, ""));
        outbox().append(full);

        assertEquals(List.of(full), outbox().oldest(1));
    }

    @Test
    void what_waits_is_there_again_after_a_restart_and_what_was_delivered_is_not() throws IOException {
        FileOutbox before = outbox();
        for (int i = 1; i <= 100; i++) {
            before.append(i % 10 == 0 ? event(i) : sample(i));
        }
        before.oldest(40).forEach(before::delivered);
        before.oldest(1);
        before.failed(sample(41));
        before.close();

        FileOutbox after = outbox();

        assertEquals(range(41, 100), sequences(after.oldest(1000)));
        assertEquals(60, after.stats().entries());
        assertEquals(1, after.stats().sendErrors());
        assertEquals(0, after.stats().gaps());
    }

    @Test
    void a_process_that_was_killed_leaves_every_report_that_was_appended() throws IOException {
        FileOutbox killed = outbox();
        for (int i = 1; i <= 100; i++) {
            killed.append(sample(i));
        }
        killed.oldest(10).forEach(killed::delivered);

        FileOutbox after = outbox();

        List<Long> waiting = sequences(after.oldest(1000));
        assertTrue(waiting.containsAll(range(11, 100)), "delivered ones may come again, none may be missing");
        assertEquals(waiting.size(), after.stats().entries());
    }

    @Test
    void a_report_that_was_delivered_out_of_order_comes_again_after_a_restart() throws IOException {
        FileOutbox before = outbox();
        before.append(sample(1));
        before.append(sample(2));
        before.oldest(2);
        before.delivered(sample(2));
        before.close();

        assertEquals(List.of(1L, 2L), sequences(outbox().oldest(9)));
    }

    @Test
    void delivered_reports_give_their_room_back() throws IOException {
        FileOutbox outbox = outbox();
        long largest = 0;
        for (int i = 1; i <= 3000; i++) {
            outbox.append(sample(i));
            outbox.oldest(1).forEach(outbox::delivered);
            largest = Math.max(largest, outbox.stats().bytes());
        }
        assertEquals(0, outbox.stats().entries());
        assertTrue(largest < 10_000, "two segments of 4 KB at most, was " + largest);
        assertEquals(0, outbox.stats().droppedSamples());
    }

    @Test
    void when_it_is_full_devices_that_report_in_turn_lose_as_much_of_each() throws IOException {
        FileOutbox outbox = outbox();
        for (int i = 1; i <= 2500; i++) {
            outbox.append(sample(i));
            outbox.append(sample(i).of("cam-1"));
        }

        List<Report> left = outbox.oldest(10_000);
        long ofCamera =
                left.stream().filter(report -> report.device().equals("cam-1")).count();
        assertTrue(outbox.stats().droppedSamples() > 1000, "it was full");
        long all = left.size();
        assertTrue(ofCamera * 3 >= all && ofCamera * 3 <= 2 * all, ofCamera + " of " + all);
    }

    @Test
    void when_it_is_full_samples_thin_out_evenly_and_no_event_goes() throws IOException {
        FileOutbox outbox = outbox();
        for (int i = 1; i <= 5000; i++) {
            outbox.append(i % 50 == 0 ? event(i) : sample(i));
        }

        List<Long> left = sequences(outbox.oldest(10_000));
        assertTrue(
                outbox.stats().bytes() <= SMALL.bytes() + 4096,
                "was " + outbox.stats().bytes());
        assertEquals(100, left.stream().filter(sequence -> sequence % 50 == 0).count(), "events");
        assertEquals(5000 - left.size(), outbox.stats().droppedSamples());
        assertEquals(left.size(), outbox.stats().entries());
        long widest = 0;
        for (int i = 1; i < left.size(); i++) {
            widest = Math.max(widest, left.get(i) - left.get(i - 1));
        }
        assertTrue(widest <= 32, "the record of an outage gets coarse but has no hole, widest step was " + widest);
        assertEquals(5000, left.get(left.size() - 1), "the newest stays");
    }

    @Test
    void thinning_out_does_not_touch_what_was_handed_out() throws IOException {
        FileOutbox outbox = outbox();
        for (int i = 1; i <= 30; i++) {
            outbox.append(sample(i));
        }
        List<Report> handedOut = outbox.oldest(20);
        for (int i = 31; i <= 5000; i++) {
            outbox.append(sample(i));
        }

        handedOut.forEach(outbox::delivered);

        assertEquals(outbox.oldest(10_000).size(), outbox.stats().entries());
        assertEquals(5000 - 20 - outbox.stats().entries(), outbox.stats().droppedSamples());
    }

    @Test
    void events_alone_may_take_a_quarter_more_and_then_their_loss_is_counted_as_a_gap() throws IOException {
        FileOutbox outbox = outbox();
        int safe = 0;
        for (int i = 1; i <= 1500; i++) {
            safe += outbox.append(event(i)) == Kept.SAFE ? 1 : 0;
        }
        int kept = outbox.stats().entries();
        assertEquals(kept, safe, "it says which ones");
        assertEquals(range(1, kept), sequences(outbox.oldest(10_000)));
        assertTrue(outbox.stats().bytes() <= SMALL.bytes() * 5 / 4 + 100);
        assertEquals(1, outbox.stats().gaps());

        assertEquals(Kept.LOST, outbox.append(sample(1501)));
        assertEquals(1, outbox.stats().droppedSamples(), "no sample takes the room of an event");
    }

    @Test
    void samples_older_than_a_week_go_and_older_events_stay() throws IOException {
        FileOutbox outbox = outbox();
        for (int i = 1; i <= 300; i++) {
            outbox.append(i % 100 == 0 ? event(i) : sample(i));
        }
        outbox.oldest(1);
        now = Instant.ofEpochMilli(sample(300).deviceTimeMillis()).plus(Duration.ofDays(8));
        Report fresh = new Report(
                sample(1).boot(),
                301,
                Report.Kind.SAMPLE,
                0,
                now.toEpochMilli(),
                sample(1).readings());
        outbox.append(fresh);

        outbox.sync();

        List<Long> left = sequences(outbox.oldest(1000));
        assertTrue(left.containsAll(List.of(1L, 100L, 200L, 300L, 301L)), "first was read already; left are " + left);
        assertTrue(left.size() < 100, "left are " + left.size() + ", the file that is written to among them");
        assertEquals(left.size(), outbox.stats().entries());
    }

    @Test
    void a_clock_that_jumps_years_ahead_drops_nothing_before_it_has_gone_on_for_a_day_not_even_after_a_restart()
            throws IOException {
        FileOutbox before = outbox();
        for (int i = 1; i <= 300; i++) {
            before.append(sample(i));
        }
        before.sync();

        now = now.plus(Duration.ofDays(1500));
        before.sync();
        assertEquals(300, before.stats().entries());
        before.close();
        FileOutbox after = outbox();
        for (int hour = 0; hour < 24; hour++) {
            after.sync();
            assertEquals(300, after.stats().entries());
            now = now.plus(Duration.ofHours(1));
        }

        after.sync();
        assertTrue(after.stats().entries() < 100, "left are " + after.stats().entries());
    }

    @Test
    void a_clock_that_is_put_right_again_has_cost_nothing() throws IOException {
        FileOutbox outbox = outbox();
        for (int i = 1; i <= 300; i++) {
            outbox.append(sample(i));
        }
        outbox.sync();
        Instant right = now;
        now = right.plus(Duration.ofDays(1500));
        outbox.sync();

        now = right.plus(Duration.ofMinutes(1));
        for (int day = 0; day < 6; day++) {
            outbox.sync();
            now = now.plus(Duration.ofHours(23));
        }

        assertEquals(300, outbox.stats().entries());
    }

    @Test
    void a_clock_that_jumps_to_2106_drops_nothing() throws IOException {
        FileOutbox outbox = outbox();
        for (int i = 1; i <= 300; i++) {
            outbox.append(sample(i));
        }
        now = Instant.parse("2106-02-07T06:28:15Z");
        outbox.sync();
        assertEquals(300, outbox.stats().entries());
    }

    @Test
    void refused_reports_are_written_down_for_an_engineer_in_bounded_room() throws IOException {
        FileOutbox outbox = outbox();
        Report bad = report(1, 1, Report.Kind.SAMPLE, Reading.of(42770, 0, 11, "x\ny"));
        outbox.append(bad);
        outbox.oldest(1);
        outbox.quarantine(bad, "4.00 location:\nno line breaks");

        Path file = folder.resolve("outbox/quarantine.txt");
        assertEquals(
                bad.boot().value() + " 1 SAMPLE " + bad.deviceTimeMillis()
                        + " refused: 4.00 location: no line breaks | /42770/0/11=x y\n",
                Files.readString(file));

        for (int i = 2; i <= 2000; i++) {
            Report next = report(1, i, Report.Kind.SAMPLE, Reading.of(42770, 0, 11, "ế".repeat(1000)));
            outbox.append(next);
            outbox.oldest(1);
            outbox.quarantine(next, "4.00");
        }
        assertEquals(2000, outbox.stats().quarantined());
        assertTrue(Files.size(file) + Files.size(folder.resolve("outbox/quarantine.txt.old")) <= 1 << 20);
    }

    @Test
    void a_refused_report_of_a_thousand_long_texts_takes_no_more_than_a_line_of_bounded_length() throws IOException {
        FileOutbox outbox = outbox();
        Reading[] texts = IntStream.range(0, Report.MAX_READINGS)
                .mapToObj(i -> Reading.of(42769, i, 1, "ạ".repeat(Reading.MAX_TEXT)))
                .toArray(Reading[]::new);
        Report bad = report(1, 1, Report.Kind.EVENT, texts);
        outbox.append(bad);
        outbox.oldest(1);
        outbox.quarantine(bad, "too large");

        String line = Files.readString(folder.resolve("outbox/quarantine.txt"));
        assertTrue(line.length() < 17_000, "characters: " + line.length());
        assertTrue(line.endsWith("... of 1000 readings\n"), line.substring(line.length() - 40));
    }

    @Test
    void counters_outlive_a_restart() throws IOException {
        FileOutbox before = outbox();
        before.append(sample(1));
        before.oldest(1);
        before.quarantine(sample(1), "4.00");
        before.close();

        assertEquals(1, outbox().stats().quarantined());
    }

    @Test
    void unreadable_marks_deliver_what_waits_from_the_start() throws IOException {
        FileOutbox before = outbox();
        before.append(sample(1));
        before.append(sample(2));
        before.oldest(1).forEach(before::delivered);
        before.close();
        Files.writeString(folder.resolve("outbox/marks"), "1 2 three");

        assertEquals(List.of(1L, 2L), sequences(outbox().oldest(9)));
    }

    @Test
    void the_boot_counter_of_the_last_report_is_known() throws IOException {
        FileOutbox before = outbox();
        before.append(sample(8, 1));
        before.oldest(1).forEach(before::delivered);
        before.close();
        try (Stream<Path> files = Files.list(folder.resolve("outbox"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
                Files.delete(file);
            }
        }
        assertEquals(8, outbox().lastBootCounter());
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
