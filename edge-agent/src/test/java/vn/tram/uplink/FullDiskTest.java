package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.uplink.Reports.event;
import static vn.tram.uplink.Reports.sample;
import static vn.tram.uplink.Reports.sequences;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.objects.Kept;

class FullDiskTest {

    private static final FileOutbox.Limits SMALL = new FileOutbox.Limits(64 * 1024, FileOutbox.Limits.DEFAULT.age());

    @TempDir
    Path folder;

    private final FillingDisk disk = new FillingDisk();

    /** Writes half of what does not fit, as a real one does. */
    private static final class FillingDisk implements Disk {
        boolean full;

        @Override
        public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
            if (full) {
                Disk.REAL.write(file, bytes.slice(0, bytes.remaining() / 2), position);
                throw new IOException("No space left on device");
            }
            Disk.REAL.write(file, bytes, position);
        }

        @Override
        public void force(FileChannel file) throws IOException {
            Disk.REAL.force(file);
        }
    }

    @Test
    void reports_that_the_disk_refuses_wait_in_memory_and_go_to_disk_when_it_works_again() throws IOException {
        FileOutbox outbox = open();
        assertEquals(Kept.SAFE, outbox.append(sample(1)));
        disk.full = true;
        assertEquals(Kept.IN_MEMORY, outbox.append(sample(2)));
        assertEquals(Kept.IN_MEMORY, outbox.append(event(3)));
        assertEquals(List.of(1L, 2L, 3L), sequences(outbox.oldest(9)));
        outbox.delivered(sample(2));
        assertEquals(2, outbox.stats().entries());

        disk.full = false;
        outbox.append(sample(4));

        assertEquals(List.of(1L, 3L, 4L), sequences(outbox.oldest(9)));
        FileOutbox afterKill = open();
        assertEquals(List.of(1L, 3L, 4L), sequences(afterKill.oldest(9)), "all that waits is on the disk now");
        assertEquals(0, afterKill.stats().gaps());
        outbox.close();
        afterKill.close();
    }

    @Test
    void memory_is_bounded_and_holds_events_rather_than_samples() throws IOException {
        FileOutbox outbox = open();
        disk.full = true;
        for (int i = 1; i <= 256; i++) {
            outbox.append(sample(i));
        }
        for (int i = 257; i <= 300; i++) {
            outbox.append(event(i));
        }
        assertEquals(256, outbox.stats().entries());
        assertEquals(44, outbox.stats().droppedSamples());
        List<Long> left = sequences(outbox.oldest(999));
        assertEquals(300, left.get(left.size() - 1));
        assertEquals(44, left.stream().filter(sequence -> sequence > 256).count());

        for (int i = 301; i <= 900; i++) {
            outbox.append(event(i));
        }
        assertEquals(Kept.LOST, outbox.append(event(901)));
        assertEquals(1, outbox.stats().gaps(), "one run of lost events");
        assertEquals(256, outbox.stats().entries());
        outbox.close();
    }

    @Test
    void a_disk_that_is_full_from_the_start_does_not_stop_the_agent() throws IOException {
        disk.full = true;
        FileOutbox outbox = open();
        outbox.append(sample(1));
        outbox.sync();
        assertEquals(List.of(1L), sequences(outbox.oldest(9)));
        outbox.delivered(sample(1));
        assertEquals(0, outbox.stats().entries());
        outbox.close();
    }

    @Test
    void a_real_file_system_that_is_full_loses_no_event() throws Exception {
        mountSmallFileSystem();
        try {
            FileOutbox outbox =
                    FileOutbox.open(folder.resolve("outbox"), FileOutbox.Limits.DEFAULT, InstantSource.system());
            Files.write(folder.resolve("filler"), new byte[150 * 1024]);
            int appended = 0;
            while (appended < 1500) {
                appended++;
                outbox.append(appended % 10 == 0 ? event(appended) : sample(appended));
            }
            List<Long> left = sequences(outbox.oldest(2000));
            assertEquals(
                    150, left.stream().filter(sequence -> sequence % 10 == 0).count(), "events");
            assertTrue(outbox.stats().droppedSamples() > 0, "the file system was full");
            assertEquals(1500, left.size() + outbox.stats().droppedSamples());

            Files.delete(folder.resolve("filler"));
            outbox.sync();
            FileOutbox afterKill =
                    FileOutbox.open(folder.resolve("outbox"), FileOutbox.Limits.DEFAULT, InstantSource.system());
            assertEquals(left, sequences(afterKill.oldest(2000)));
            afterKill.close();
            outbox.close();
        } finally {
            run("umount", folder.toString());
        }
    }

    private void mountSmallFileSystem() throws Exception {
        boolean mounted = "root".equals(System.getProperty("user.name"))
                && run("mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", folder.toString()) == 0;
        Assumptions.assumeTrue(mounted, "needs root and mount");
    }

    private static int run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private FileOutbox open() throws IOException {
        return new FileOutbox(folder.resolve("outbox"), SMALL, InstantSource.system(), disk);
    }
}
