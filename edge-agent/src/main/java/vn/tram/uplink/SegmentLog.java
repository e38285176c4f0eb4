package vn.tram.uplink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of {@link Segment}s: records go in at the end of the last one, are read from the first one on, and leave a
 * whole file at a time. Not safe for use by many threads.
 */
final class SegmentLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SegmentLog.class);
    private final Path folder;
    private final long segmentBytes;
    private final Disk disk;
    private final SegmentRepair repair;
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private @Nullable FileChannel out;
    private boolean dirty;

    private @Nullable FileChannel in;
    private long readId = -1;
    private long readOffset = Segment.HEAD;

    /** Opens the log and mends what a power cut or a bad disk left; {@link #repairs} counts that. */
    SegmentLog(Path folder, long segmentBytes, Disk disk) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.segmentBytes = segmentBytes;
        this.disk = disk;
        this.repair = new SegmentRepair(this.folder);
        deleteUnfinished();
        List<Segment> found = find();
        for (Segment segment : found) {
            boolean isLast = segment == found.get(found.size() - 1);
            segments.put(segment.id, segment);
            check(segment, isLast);
        }
    }

    private void deleteUnfinished() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.tmp")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private List<Segment> find() throws IOException {
        List<Segment> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.log")) {
            for (Path file : files) {
                if (Segment.idOf(file) >= 0) {
                    found.add(new Segment(Segment.idOf(file), folder));
                }
            }
        }
        found.sort(Comparator.comparingLong(segment -> segment.id));
        return found;
    }

    private void check(Segment segment, boolean isLast) throws IOException {
        repair.check(segment, isLast);
        if (segment.records == 0) {
            Files.deleteIfExists(segment.file);
            segments.remove(segment.id);
        }
    }

    /** How many torn ends were cut off and files set aside since this log was opened. */
    int repairs() {
        return repair.count();
    }

    /** The key of the last record; {@link ReportKey#NONE} when there is none. */
    ReportKey last() {
        return segments.isEmpty() ? ReportKey.NONE : segments.lastEntry().getValue().last;
    }

    long bytes() {
        return segments.values().stream().mapToLong(segment -> segment.size).sum();
    }

    /** Adds a record, which survives the end of this process when this returns. */
    void append(byte[] payload) throws IOException {
        Segment segment = writable();
        FileChannel file = out;
        if (file == null) {
            throw new IllegalStateException("no segment is open for writing");
        }
        try {
            disk.write(file, Segment.record(payload), segment.size);
        } catch (IOException e) {
            dropHalfOf(segment, file);
            throw e;
        }
        segment.added(payload);
        dirty = true;
    }

    private Segment writable() throws IOException {
        Map.Entry<Long, Segment> lastEntry = segments.lastEntry();
        Segment segment = lastEntry == null ? null : lastEntry.getValue();
        if (segment != null && segment.size < segmentBytes) {
            if (out == null) {
                out = FileChannel.open(segment.file, StandardOpenOption.WRITE);
            }
            return segment;
        }
        seal();
        Segment next = new Segment(Math.max(segment == null ? 0 : segment.id, readId) + 1, folder);
        FileChannel file = create(next.file);
        try {
            disk.write(file, next.head(), 0);
            forceFolder();
        } catch (IOException e) {
            file.close();
            Files.deleteIfExists(next.file);
            throw e;
        }
        out = file;
        segments.put(next.id, next);
        return next;
    }

    private void dropHalfOf(Segment segment, FileChannel file) {
        try {
            file.truncate(segment.size);
        } catch (IOException e) {
            log.debug("outbox file {}: the half-written record stays until it is overwritten", segment.file, e);
        }
    }

    /** What was appended so far survives a power cut when this returns. */
    void force() throws IOException {
        if (dirty && out != null) {
            disk.force(out);
        }
        dirty = false;
    }

    /** A file that a power cut must not lose needs its name on the disk too. */
    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void seal() throws IOException {
        force();
        if (out != null) {
            out.close();
            out = null;
        }
    }

    /** The first record after {@code key} that was not read yet, or null at the end. */
    byte @Nullable [] next(ReportKey key) throws IOException {
        while (true) {
            Segment segment = segments.get(readId);
            if (segment == null || readOffset >= segment.size) {
                Map.Entry<Long, Segment> further = segments.higherEntry(readId);
                if (further == null) {
                    return null;
                }
                stopReading();
                readId = further.getKey();
                readOffset = Segment.HEAD;
                continue;
            }
            byte[] payload = readAt(segment);
            if (payload != null && ReportForm.key(payload).isAfter(key)) {
                return payload;
            }
        }
    }

    private byte @Nullable [] readAt(Segment segment) throws IOException {
        try {
            if (in == null) {
                in = FileChannel.open(segment.file, StandardOpenOption.READ);
            }
            byte[] payload = Segment.read(in, readOffset);
            readOffset += Segment.RECORD_HEAD + payload.length;
            return payload;
        } catch (IOException e) {
            repairWhileOpen(segment, e);
            return null;
        }
    }

    /** The file was good when it was opened or written, and now is not. */
    private void repairWhileOpen(Segment segment, IOException e) throws IOException {
        stopReading();
        if (segment.id == segments.lastKey()) {
            seal();
        }
        int before = repair.count();
        check(segment, false);
        readOffset = segment.size;
        if (repair.count() == before) {
            throw e;
        }
    }

    private void stopReading() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }

    /** How many records come after {@code key}. */
    int countAfter(ReportKey key) throws IOException {
        int[] count = new int[1];
        for (Segment segment : segments.values()) {
            if (segment.last.isAfter(key)) {
                Segment fresh = new Segment(segment.id, folder);
                fresh.scan(payload -> count[0] += ReportForm.key(payload).isAfter(key) ? 1 : 0);
            }
        }
        return count[0];
    }

    /** Deletes the files whose records are all up to {@code key}, except the one that is written to. */
    void deleteUpTo(ReportKey key) throws IOException {
        while (segments.size() > 1 && !segments.firstEntry().getValue().last.isAfter(key)) {
            Segment done = segments.firstEntry().getValue();
            if (done.id == readId) {
                stopReading();
            }
            Files.deleteIfExists(done.file);
            segments.remove(done.id);
        }
    }

    /**
     * Drops every second sample of the file that was thinned out least, of those the oldest. Files that are being read
     * or written stay as they are.
     *
     * @return how many were dropped; 0 when there is nothing left to drop
     */
    int thinOut() throws IOException {
        Segment chosen = null;
        for (Segment segment : sealed()) {
            boolean isCandidate = segment.id > readId && segment.samples > 0;
            if (isCandidate && (chosen == null || segment.level < chosen.level)) {
                chosen = segment;
            }
        }
        if (chosen == null) {
            return 0;
        }
        EverySecond drops = new EverySecond();
        return rewrite(
                chosen,
                chosen.level + 1,
                payload -> !ReportForm.isEvent(payload) && drops.test(ReportForm.device(payload)));
    }

    /** Drops the samples after {@code taken} of the files whose records are all older than {@code millis}. */
    int dropOlderThan(long millis, ReportKey taken) throws IOException {
        int dropped = 0;
        for (Segment segment : sealed()) {
            if (segment.samples > 0 && segment.newestMillis < millis && !segment.expired) {
                segment.expired = true;
                dropped += rewrite(
                        segment,
                        segment.level,
                        payload -> !ReportForm.isEvent(payload)
                                && ReportForm.key(payload).isAfter(taken));
            }
        }
        return dropped;
    }

    private List<Segment> sealed() {
        return segments.isEmpty()
                ? List.of()
                : List.copyOf(segments.headMap(segments.lastKey()).values());
    }

    private int rewrite(Segment old, int level, Predicate<byte[]> drop) throws IOException {
        Segment thinner = new Segment(old.id, folder);
        thinner.level = level;
        thinner.expired = old.expired;
        Path unfinished = folder.resolve("thinner.tmp");
        Segment.Scan scan;
        try (FileChannel file = create(unfinished)) {
            disk.write(file, thinner.head(), 0);
            scan = new Segment(old.id, folder).scan(payload -> {
                if (!drop.test(payload)) {
                    disk.write(file, Segment.record(payload), thinner.size);
                    thinner.added(payload);
                }
            });
            disk.force(file);
        }
        if (scan.problem() != null) {
            repair.setAside(old, scan.problem());
        }
        if (old.id == readId) {
            stopReading();
            readOffset = Segment.HEAD;
        }
        if (thinner.records == 0) {
            Files.delete(unfinished);
            Files.deleteIfExists(old.file);
            segments.remove(old.id);
        } else {
            Files.move(unfinished, old.file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            segments.put(old.id, thinner);
        }
        return old.records - thinner.records;
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        stopReading();
        seal();
    }
}
