package vn.tram.cabinet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.profiles.file.WholeFile;

/**
 * A file with one line for each time the power was interrupted, in milliseconds since 1970, so that a daily limit
 * outlives a restart. Of many lines only those are kept that count. A line that cannot be read counts as one interruption now: the limit errs to the safe side.
 */
final class CycleLog {

    private static final Logger log = LoggerFactory.getLogger(CycleLog.class);
    /** Twice what a day may have at most. */
    private static final int MOST = 100;

    private final Path file;
    private int written;

    CycleLog(Path file) {
        this.file = file;
    }

    /** @param nowMillis stands for lines that cannot be read */
    List<Long> read(long nowMillis) {
        try {
            List<Long> times = new ArrayList<>();
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            written = lines.size();
            for (String line : lines.subList(Math.max(0, lines.size() - MOST), lines.size())) {
                times.add(time(line, nowMillis));
            }
            return times;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            log.error("power cycles in {} cannot be read, and the day's count begins anew: {}", file, e.toString());
            return List.of();
        }
    }

    private long time(String line, long nowMillis) {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            log.warn("power cycles in {}: a line must be milliseconds since 1970, was \"{}\"", file, line);
            return nowMillis;
        }
    }

    /**
     * Durable when it returns; a disk that is full does not keep a site without its modem.
     *
     * @param counting all that the daily limit counts, with this one
     */
    void add(long millis, List<Long> counting) {
        if (written >= MOST) {
            shorten(counting);
            return;
        }
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            out.write(ByteBuffer.wrap((millis + "\n").getBytes(StandardCharsets.ISO_8859_1)));
            out.force(false);
            written++;
        } catch (IOException e) {
            log.error("power cycle at {} cannot be written to {}: {}", millis, file, e.toString());
        }
    }

    private void shorten(List<Long> counting) {
        try {
            WholeFile.write(file, counting.stream().map(time -> time + "\n").collect(Collectors.joining()));
            written = counting.size();
        } catch (IOException e) {
            log.error("power cycles cannot be written to {}: {}", file, e.toString());
        }
    }
}
