package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.BootId;
import vn.tram.document.Report;

/** A process that appends as fast as it can is killed by the system, again and again. */
class KilledOutboxTest {

    private static final FileOutbox.Limits LIMITS = new FileOutbox.Limits(32 << 20, FileOutbox.Limits.DEFAULT.age());

    @TempDir
    Path folder;

    /** Appends until it is killed; delivers some, as a sender would. */
    static final class Child {
        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            FileOutbox file = FileOutbox.open(folder.resolve("outbox"), LIMITS, InstantSource.system());
            BootId boot = BootCounter.next(folder.resolve("boot"), file.lastBootCounter(), new Random());
            try (JournalledOutbox outbox = new JournalledOutbox(file, folder.resolve("journal"))) {
                for (long sequence = 1; ; sequence++) {
                    Report model = sequence % 50 == 0 ? Reports.event(sequence) : Reports.sample(sequence);
                    outbox.append(new Report(
                            boot,
                            sequence,
                            model.kind(),
                            model.uptimeMillis(),
                            model.deviceTimeMillis(),
                            model.readings()));
                    if (sequence == 300) {
                        System.out.println("appending");
                    }
                }
            }
        }
    }

    @Test
    void every_report_whose_append_returned_is_there_after_kill_9() throws Exception {
        for (int round = 0; round < 4; round++) {
            appendAndKill();
        }

        Set<String> journalled = journalled("= ");
        Set<String> begun = journalled("+ ");
        List<String> kept = new ArrayList<>();
        try (FileOutbox outbox = FileOutbox.open(folder.resolve("outbox"), LIMITS, InstantSource.system())) {
            for (Report report : outbox.oldest(Integer.MAX_VALUE)) {
                kept.add(report.boot().value() + " " + report.sequence());
            }
            assertEquals(0, outbox.stats().droppedSamples());
        }
        assertTrue(journalled.size() >= 4 * 300, "journalled are " + journalled.size());
        assertEquals(kept.size(), new HashSet<>(kept).size(), "each once");
        assertTrue(kept.containsAll(journalled), "each that was appended is there");
        assertTrue(begun.containsAll(kept), "nothing else is");
    }

    private void appendAndKill() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); !"appending".equals(line); line = out.readLine()) {
                assertTrue(line != null, "the child ended by itself");
            }
        } finally {
            child.destroyForcibly();
        }
        assertTrue(child.waitFor(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS));
    }

    private Set<String> journalled(String mark) throws IOException {
        Set<String> found = new HashSet<>();
        for (String line : Files.readString(folder.resolve("journal")).split("\n")) {
            String[] words = line.split(" ");
            if (line.startsWith(mark) && words.length >= 3) {
                found.add(words[1] + " " + words[2]);
            }
        }
        return found;
    }
}
