package vn.tram.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.BootId;
import vn.tram.profiles.file.WholeFile;

/** Counts this agent's runs in a small file, so that each run has a {@link BootId} greater than the ones before. */
public final class BootCounter {

    private static final Logger log = LoggerFactory.getLogger(BootCounter.class);

    private BootCounter() {}

    /**
     * Counts a new run. A file that cannot be read or written is logged, and the run counts from {@code floor}.
     *
     * @param file holds the count; made when it is not there
     * @param floor the count is greater than this: {@link FileOutbox#lastBootCounter}
     */
    public static BootId next(Path file, long floor, RandomGenerator random) {
        long counter = Math.max(read(file), floor) + 1;
        try {
            WholeFile.write(file, counter + "\n");
        } catch (IOException e) {
            log.error("boot counter {}: cannot be written", file, e);
        }
        return BootId.of(counter, random.nextInt());
    }

    private static long read(Path file) {
        try {
            long counter = Long.parseLong(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (counter < 0 || counter >= 1L << 42) {
                throw new NumberFormatException("must be 0 to 2^42-1, was " + counter);
            }
            return counter;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException | NumberFormatException e) {
            log.error("boot counter {}: cannot be read ({}); counting goes on after what waits", file, e.getMessage());
            return 0;
        }
    }
}
