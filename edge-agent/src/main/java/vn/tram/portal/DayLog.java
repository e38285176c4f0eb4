package vn.tram.portal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines in one file a day, so that what is too old goes with its file. A line is on the disk when {@link #append}
 * returns; of lines that come together one flush is for all. Bounded in days and in bytes. Safe for use by many threads.
 */
final class DayLog implements AutoCloseable {

    private static final String SUFFIX = ".log";

    private final Path folder;
    private final int days;
    private final long maxBytes;
    private @Nullable Day today;
    /** Somebody may still be flushing it. */
    private @Nullable Day before;

    /**
     * @param days how many a line is kept; no longer
     * @param maxBytes of a day; what comes then is refused
     */
    DayLog(Path folder, int days, long maxBytes) throws IOException {
        this.folder = folder;
        this.days = days;
        this.maxBytes = maxBytes;
        Files.createDirectories(folder);
    }

    /** @throws IOException when the line is not safe on the disk */
    void append(String line, LocalDate date) throws IOException {
        on(date).append((line + "\n").getBytes(StandardCharsets.UTF_8), maxBytes);
    }

    private synchronized Day on(LocalDate date) throws IOException {
        Day now = today;
        if (now != null && now.date.equals(date)) {
            return now;
        }
        if (before != null) {
            before.close();
        }
        before = now;
        now = new Day(date, folder.resolve(date + SUFFIX));
        today = now;
        return now;
    }

    /** Removes what is older than it may be. Files that are not ours stay. */
    synchronized void erase(LocalDate today) throws IOException {
        LocalDate oldest = today.minusDays(days);
        for (Path one : files()) {
            String name = String.valueOf(one.getFileName());
            if (name.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}\\.log") && name.compareTo(oldest + SUFFIX) <= 0) {
                Files.delete(one);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Day one : new Day[] {before, today}) {
            if (one != null) {
                one.close();
            }
        }
        before = null;
        today = null;
    }

    /** One day's file. */
    private static final class Day {

        private final LocalDate date;
        private final FileChannel file;
        private final Object flushing = new Object();
        private long written;
        private long flushed;

        Day(LocalDate date, Path path) throws IOException {
            this.date = date;
            this.file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }

        void append(byte[] line, long maxBytes) throws IOException {
            long mine;
            synchronized (this) {
                if (file.size() + line.length > maxBytes) {
                    throw new IOException("log of " + date + ": must have at most " + maxBytes + " bytes");
                }
                file.write(ByteBuffer.wrap(line));
                mine = ++written;
            }
            synchronized (flushing) {
                if (flushed < mine) {
                    long all = writtenSoFar();
                    file.force(false);
                    flushed = all;
                }
            }
        }

        private synchronized long writtenSoFar() {
            return written;
        }

        void close() throws IOException {
            synchronized (flushing) {
                if (file.isOpen()) {
                    file.force(false);
                    file.close();
                }
            }
        }
    }
}
