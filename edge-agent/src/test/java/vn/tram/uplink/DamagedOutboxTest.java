package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.uplink.Reports.event;
import static vn.tram.uplink.Reports.sample;
import static vn.tram.uplink.Reports.sequences;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Report;

/** Power cuts and bad disks. */
class DamagedOutboxTest {

    private static final FileOutbox.Limits SMALL = new FileOutbox.Limits(64 * 1024, FileOutbox.Limits.DEFAULT.age());

    @TempDir
    Path folder;

    @Test
    void a_record_cut_off_at_any_byte_costs_that_record_only() throws IOException {
        appendTo(folder, 1, 3);
        Path file = segments(folder).get(0);
        byte[] whole = Files.readAllBytes(file);
        int record = (whole.length - Segment.HEAD) / 3;

        for (int cut = 1; cut < record; cut++) {
            Path copy = folder.resolve("cut-at-" + cut);
            Files.createDirectories(copy);
            Files.write(copy.resolve(file.getFileName()), Arrays.copyOf(whole, whole.length - cut));

            try (FileOutbox outbox = open(copy)) {
                assertEquals(List.of(1L, 2L), sequences(outbox.oldest(9)), "cut by " + cut);
                assertEquals(1, outbox.stats().gaps(), "cut by " + cut);
                outbox.append(sample(4));
            }
            try (FileOutbox outbox = open(copy)) {
                assertEquals(List.of(1L, 2L, 4L), sequences(outbox.oldest(9)), "cut by " + cut);
                assertEquals(1, outbox.stats().gaps(), "counted once, cut by " + cut);
            }
        }
    }

    @Test
    void a_file_cut_off_within_its_head_is_forgotten() throws IOException {
        for (int length = 0; length < Segment.HEAD; length++) {
            Path copy = Files.createDirectories(folder.resolve("head-" + length));
            Files.write(copy.resolve("0000000000000001.log"), new byte[length]);
            try (FileOutbox outbox = open(copy)) {
                outbox.append(sample(1));
                assertEquals(List.of(1L), sequences(outbox.oldest(9)));
            }
        }
    }

    @Test
    void zeros_that_a_power_cut_leaves_at_the_end_are_cut_off() throws IOException {
        appendTo(folder, 1, 3);
        Files.write(segments(folder).get(0), new byte[4096], StandardOpenOption.APPEND);

        try (FileOutbox outbox = open(folder)) {
            assertEquals(List.of(1L, 2L, 3L), sequences(outbox.oldest(9)));
            assertEquals(1, outbox.stats().gaps());
        }
        assertEquals(List.of(), corrupt(folder));
    }

    @Test
    void a_corrupt_file_is_set_aside_and_the_others_are_untouched() throws IOException {
        appendTo(folder, 1, 300);
        List<Path> segments = segments(folder);
        assertTrue(segments.size() >= 4, "segments are " + segments);
        flip(segments.get(1), Files.size(segments.get(1)) / 2);

        try (FileOutbox outbox = open(folder)) {
            List<Long> left = sequences(outbox.oldest(1000));
            assertEquals(1, left.get(0));
            assertEquals(300, left.get(left.size() - 1));
            assertTrue(left.size() > 250 && left.size() < 300, "left are " + left.size());
            assertEquals(1, outbox.stats().gaps());
            assertEquals(left.size(), outbox.stats().entries());
        }
        assertEquals(
                List.of(segments.get(1).getFileName() + ".corrupt"),
                corrupt(folder).stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    @Test
    void a_file_that_goes_bad_while_it_waits_costs_what_is_in_it_only() throws IOException {
        try (FileOutbox outbox = open(folder)) {
            for (int i = 1; i <= 300; i++) {
                outbox.append(sample(i));
            }
            outbox.oldest(5);
            Path second = segments(folder).get(1);
            flip(second, Files.size(second) / 2);

            List<Report> oldest = outbox.oldest(1000);

            assertEquals(300, oldest.get(oldest.size() - 1).sequence());
            assertTrue(oldest.size() > 250 && oldest.size() < 300, "left are " + oldest.size());
            assertEquals(1, outbox.stats().gaps());
            assertEquals(oldest.size(), outbox.stats().entries());
            outbox.append(event(301));
            assertEquals(oldest.size() + 1, outbox.oldest(1000).size());
        }
    }

    @Test
    void whatever_byte_goes_bad_no_report_comes_out_wrong_and_nothing_crashes() throws IOException {
        appendTo(folder, 1, 120);
        List<Path> segments = segments(folder);
        Random random = new Random(20261124);
        for (int round = 0; round < 100; round++) {
            Path copy = Files.createDirectories(folder.resolve("round-" + round));
            for (Path file : segments) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            Path victim =
                    copy.resolve(segments.get(random.nextInt(segments.size())).getFileName());
            flip(victim, random.nextLong(Files.size(victim)));
            try (FileOutbox outbox = open(copy)) {
                List<Report> left = outbox.oldest(1000);
                for (Report report : left) {
                    assertEquals(sample(report.sequence()), report, "round " + round);
                }
                outbox.append(sample(121));
                assertEquals(left.size() + 1, outbox.oldest(1000).size(), "round " + round);
            }
        }
    }

    @Test
    void few_corrupt_files_are_kept() throws IOException {
        for (int i = 0; i < 9; i++) {
            Files.writeString(folder.resolve(String.format("%016d.log", i + 1)), "not an outbox file");
        }
        try (FileOutbox outbox = open(folder)) {
            assertEquals(9, outbox.stats().gaps());
        }
        assertEquals(4, corrupt(folder).size());
    }

    private static void appendTo(Path folder, int from, int to) throws IOException {
        try (FileOutbox outbox = open(folder)) {
            for (int i = from; i <= to; i++) {
                outbox.append(sample(i));
            }
        }
    }

    private static FileOutbox open(Path folder) throws IOException {
        return FileOutbox.open(folder, SMALL, InstantSource.system());
    }

    private static List<Path> segments(Path folder) {
        return files(folder, ".log");
    }

    private static List<Path> corrupt(Path folder) {
        return files(folder, ".corrupt");
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 0x40;
        Files.write(file, bytes);
    }
}
