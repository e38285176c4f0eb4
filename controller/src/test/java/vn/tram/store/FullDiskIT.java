package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static vn.tram.store.StoreFixture.COMMITTED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.people.AuditEntry;

/** On a disk of 8 MB that the test makes. */
class FullDiskIT {

    @TempDir
    Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=8m", "tram-test", disk.toString()),
                "needs root, to mount a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void a_full_disk_fails_what_cannot_be_kept_and_loses_nothing_that_was_answered() throws Exception {
        try (StoreFixture given = new StoreFixture(disk)) {
            int committed = 0;
            String answer = COMMITTED;
            while (answer.equals(COMMITTED)) {
                answer = given.send(big(given, committed + 1));
                committed += answer.equals(COMMITTED) ? 1 : 0;
            }

            assertTrue(answer.contains("SQLITE_FULL"), answer);
            assertNotNull(given.store().stats().problem());
            assertEquals(committed, rows(given));
        }
    }

    @Test
    void after_room_was_made_it_goes_on_by_itself() throws Exception {
        Path ballast = disk.resolve("ballast");
        try (StoreFixture given = new StoreFixture(disk)) {
            Files.write(ballast, new byte[1 << 20]);
            int sequence = 1;
            while (given.send(big(given, sequence)).equals(COMMITTED)) {
                sequence++;
            }
            Files.delete(ballast);

            assertEquals(COMMITTED, given.send(big(given, sequence)));
            assertNull(given.store().stats().problem());
            assertEquals(sequence, rows(given));
        }
    }

    @Test
    void below_the_reserve_no_report_is_accepted_but_people_can_still_work() throws Exception {
        try (StoreFixture given = new StoreFixture(disk)) {
            given.limits = new Limits(1000, 10_000, 10_000, given.limits.linger(), 3 << 20);
            given.restart();
            int sequence = 1;
            String answer = COMMITTED;
            while (answer.equals(COMMITTED)) {
                answer = given.send(big(given, sequence++));
            }

            assertTrue(answer.startsWith(disk + ": must have 3145728 bytes free, has "), answer);
            AuditEntry entry = new AuditEntry(given.now(), "lan", "127.0.0.1", AuditEntry.Action.SIGNED_IN, "", "", "");
            given.store().audit().append(entry);
            assertEquals(entry, given.store().audit().newest(1).get(0));
            given.restart();
            assertEquals(entry, given.store().audit().newest(1).get(0));
        }
    }

    /** ThingsBoard 11751: the disk is full, and the program neither starts nor lets anybody in to tidy up. */
    @Test
    void thingsboard_11751_what_filled_the_disk_expires_and_until_then_people_can_sign_in_after_a_restart()
            throws Exception {
        try (StoreFixture given = new StoreFixture(disk)) {
            given.limits = new Limits(1000, 10_000, 10_000, given.limits.linger(), 3 << 20);
            given.restart();
            int sequence = 1;
            while (given.send(big(given, sequence)).equals(COMMITTED)) {
                sequence++;
            }
            given.restart();
            AuditEntry entry = new AuditEntry(given.now(), "lan", "127.0.0.1", AuditEntry.Action.SIGNED_IN, "", "", "");
            given.store().audit().append(entry);
            assertEquals(entry, given.store().audit().newest(1).get(0));

            given.runsFor(Duration.ofDays(4));

            assertEquals(COMMITTED, given.send(big(given, sequence)));
        }
    }

    /** ThingsBoard 11751: somebody else fills the disk to the last byte, so that nothing can even be noted. */
    @Test
    void thingsboard_11751_files_expire_on_a_disk_without_a_byte_left_and_what_had_arrived_is_still_known()
            throws Exception {
        Path ballast = disk.resolve("ballast");
        try (StoreFixture given = new StoreFixture(disk)) {
            for (int sequence = 1; sequence <= 20; sequence++) {
                assertEquals(COMMITTED, given.send(big(given, sequence)));
            }
            given.store().tidy();
            fill(ballast);
            given.runsFor(Duration.ofDays(9));
            assertEquals(0, FileNames.SAMPLES.in(disk).size());

            assertEquals(COMMITTED, given.send(big(given, 7)), "it is known, so it is answered");
            assertEquals(COMMITTED, given.send(big(given, 21)));
            Path day = given.samplesOf("2026-12-03");
            assertEquals(
                    "21",
                    StoreFixture.sql(day, "SELECT group_concat(sequence) FROM reports")
                            .get(0));
        }
    }

    private static void fill(Path file) throws IOException {
        for (int piece = 1 << 16; piece > 0; piece /= 2) {
            try {
                while (true) {
                    Files.write(file, new byte[piece], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                // No room for that much: smaller pieces.
            }
        }
    }

    @Test
    void a_read_only_folder_is_refused_with_what_to_do() throws Exception {
        new StoreFixture(disk).close();
        assumeTrue(run("mount", "-o", "remount,ro", disk.toString()), "needs root");

        StoreException refusal = assertThrows(StoreException.class, () -> new StoreFixture(disk).close());
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith(disk + ": must be a folder that this user may write"), message);
        assertTrue(message.contains("Correct its owner or permissions"), message);
    }

    private static long rows(StoreFixture given) throws Exception {
        return Long.parseLong(StoreFixture.sql(given.samplesOf("2026-11-24"), "SELECT count(*) FROM reports")
                .get(0));
    }

    private static vn.tram.flow.Effect.Store big(StoreFixture given, int sequence) {
        Reading[] readings = new Reading[60];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = Reading.of(3, 0, i, "x".repeat(1000));
        }
        return given.report("node-1", sequence, readings);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
