package vn.tram.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.BootId;

class BootCounterTest {

    @TempDir
    Path folder;

    private final Random random = new Random(3);

    @Test
    void each_run_gets_a_greater_boot_id() {
        BootId first = next(0);
        BootId second = next(0);

        assertEquals(1, first.counter());
        assertEquals(2, second.counter());
        assertTrue(second.compareTo(first) > 0);
    }

    @Test
    void a_disk_that_was_wiped_does_not_repeat_an_old_run() throws IOException {
        BootId before = next(0);
        Files.delete(folder.resolve("boot"));
        assertNotEquals(before, next(0));
    }

    @Test
    void a_file_that_cannot_be_read_counts_on_after_what_waits() throws IOException {
        for (String content : new String[] {"", "seven", "-3", "99999999999999999999", "\0\0\0"}) {
            Files.writeString(folder.resolve("boot"), content);
            assertEquals(42, next(41).counter(), "content " + content);
            assertEquals(43, next(0).counter());
        }
    }

    @Test
    void a_folder_that_cannot_be_written_still_gives_a_boot_id() {
        assertEquals(
                42, BootCounter.next(folder.resolve("missing/boot"), 41, random).counter());
    }

    private BootId next(long floor) {
        return BootCounter.next(folder.resolve("boot"), floor, random);
    }
}
