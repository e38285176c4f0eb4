package vn.tram.uplink;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.Report;
import vn.tram.objects.Kept;

/**
 * The outbox on this device's disk: a log of segments, of which whole files are deleted once delivered. A report is
 * written to the operating system at once; it is synced to the disk at once if it is an event, and by {@link #sync}
 * otherwise. When the disk refuses to write, a few reports wait in memory until it works again.
 */
public final class FileOutbox implements Outbox {

    private static final Logger log = LoggerFactory.getLogger(FileOutbox.class);

    private static final int MAX_IN_MEMORY = 256;
    private static final long QUARANTINE_BYTES = 1 << 20;
    private static final long MAX_SEGMENT_BYTES = 1 << 20;
    private static final long MIN_SEGMENT_BYTES = 4096;

    /** 2024 and 2100: a clock outside says nothing about the age of a report. */
    private static final long EARLIEST = 1_704_067_200_000L;

    private static final long LATEST = 4_102_444_800_000L;

    private final Limits limits;
    private final InstantSource clock;
    private final SegmentLog segments;
    private final Quarantine quarantine;
    private final Path marksFile;
    private final Marks marks;
    private final ExpiryClock expiry;
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();

    private final Window window;

    /** What the disk refused, oldest first. */
    private final Deque<Report> inMemory = new ArrayDeque<>();

    private final Order order;
    private int entries;
    private int repairsCounted;
    private boolean losing;
    private boolean diskFails;

    /**
     * How much an outbox keeps.
     *
     * @param bytes room on the disk; when only events are left, they may take a quarter more
     * @param age samples that are older by the device's clock are dropped, unless that has just jumped
     */
    public record Limits(long bytes, Duration age) {

        public static final Limits DEFAULT = new Limits(64L << 20, Duration.ofDays(7));

        public Limits {
            if (bytes < 64 * 1024) {
                throw new IllegalArgumentException("room of the outbox: must be at least 64 KB, was " + bytes + " B");
            }
            if (age.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalArgumentException("age in the outbox: must be at least a minute, was " + age);
            }
        }
    }

    /**
     * Opens the outbox in {@code folder}, which is made when it is not there, and repairs what a power cut left.
     *
     * @throws IOException when the folder cannot be read or written
     */
    public static FileOutbox open(Path folder, Limits limits, InstantSource clock) throws IOException {
        return new FileOutbox(folder, limits, clock, Disk.REAL);
    }

    FileOutbox(Path folder, Limits limits, InstantSource clock, Disk disk) throws IOException {
        this.limits = limits;
        this.clock = clock;
        long segmentBytes = Math.max(MIN_SEGMENT_BYTES, Math.min(MAX_SEGMENT_BYTES, limits.bytes() / 64));
        segments = new SegmentLog(folder, segmentBytes, disk);
        quarantine = new Quarantine(folder.resolve("quarantine.txt"), QUARANTINE_BYTES);
        marksFile = folder.resolve("marks");
        marks = Marks.load(marksFile);
        expiry = new ExpiryClock(marks.trustedMillis);
        window = new Window(marks.done);
        order = new Order(segments.last().isAfter(marks.done) ? segments.last() : marks.done);
        segments.deleteUpTo(marks.done);
        entries = segments.countAfter(marks.done);
        recountAfterRepair();
        fillWindow(1);
    }

    /** The greatest boot counter that this outbox has seen: the next run's must be greater. */
    public synchronized long lastBootCounter() {
        return order.last().boot().counter();
    }

    @Override
    public Kept append(Report report) {
        Kept kept;
        synchronized (this) {
            kept = keep(order.next(report));
        }
        wakes.forEach(Runnable::run);
        return kept;
    }

    private Kept keep(Report report) {
        boolean isEvent = report.kind() == Report.Kind.EVENT;
        if (!hasRoom(isEvent)) {
            return lose(report);
        }
        try {
            flushMemory();
            segments.append(ReportForm.encode(report));
            if (isEvent) {
                segments.force();
            }
            diskWorks();
            losing = false;
            entries++;
            return Kept.SAFE;
        } catch (IOException e) {
            diskFails(e);
            return keepInMemory(report);
        }
    }

    private boolean hasRoom(boolean isEvent) {
        try {
            while (segments.bytes() > limits.bytes()) {
                int dropped = segments.thinOut();
                recountAfterRepair();
                if (dropped == 0) {
                    return isEvent && segments.bytes() <= limits.bytes() + limits.bytes() / 4;
                }
                dropped(dropped);
            }
        } catch (IOException e) {
            diskFails(e);
        }
        return true;
    }

    private void dropped(int samples) {
        marks.droppedSamples += samples;
        entries -= samples;
    }

    private Kept lose(Report report) {
        if (report.kind() == Report.Kind.SAMPLE) {
            marks.droppedSamples++;
        } else if (!losing) {
            losing = true;
            marks.gaps++;
            log.error("outbox: full of events, so {} is lost, and so are the ones that follow", ReportKey.of(report));
        }
        return Kept.LOST;
    }

    private Kept keepInMemory(Report report) {
        if (inMemory.size() >= MAX_IN_MEMORY) {
            if (report.kind() == Report.Kind.SAMPLE || !dropSampleInMemory()) {
                return lose(report);
            }
        }
        inMemory.add(report);
        entries++;
        return Kept.IN_MEMORY;
    }

    private boolean dropSampleInMemory() {
        for (Report kept : inMemory) {
            if (kept.kind() == Report.Kind.SAMPLE && ReportKey.of(kept).isAfter(window.taken())) {
                inMemory.remove(kept);
                dropped(1);
                return true;
            }
        }
        return false;
    }

    private void flushMemory() throws IOException {
        for (Report report = inMemory.peek(); report != null; report = inMemory.peek()) {
            segments.append(ReportForm.encode(report));
            inMemory.remove();
        }
    }

    private void diskFails(IOException e) {
        if (!diskFails) {
            diskFails = true;
            log.error("outbox: the disk refuses to write ({}); up to {} reports wait in memory", e, MAX_IN_MEMORY);
        }
    }

    private void diskWorks() {
        if (diskFails) {
            diskFails = false;
            log.info("outbox: the disk works again");
        }
    }

    @Override
    public synchronized List<Report> oldest(int n) {
        fillWindow(n);
        return window.oldest(n);
    }

    private void fillWindow(int n) {
        try {
            takeFromDisk(n - window.size());
            recountAfterRepair();
            takeFromMemory(n - window.size());
        } catch (IOException e) {
            log.error("outbox: cannot read what waits", e);
        }
    }

    private void takeFromDisk(int wanted) throws IOException {
        for (int n = 0; n < wanted; n++) {
            byte[] payload = segments.next(window.taken());
            if (payload == null) {
                return;
            }
            window.take(ReportForm.decode(payload));
        }
    }

    /** What is in memory comes after everything on the disk. */
    private void takeFromMemory(int wanted) {
        int missing = wanted;
        for (Report report : inMemory) {
            if (missing > 0 && ReportKey.of(report).isAfter(window.taken())) {
                window.take(report);
                missing--;
            }
        }
    }

    private void recountAfterRepair() throws IOException {
        if (segments.repairs() == repairsCounted) {
            return;
        }
        marks.gaps += segments.repairs() - repairsCounted;
        repairsCounted = segments.repairs();
        long untaken = inMemory.stream()
                .filter(report -> ReportKey.of(report).isAfter(window.taken()))
                .count();
        entries = (int) (segments.countAfter(window.taken()) + window.size() + untaken);
    }

    @Override
    public synchronized void delivered(Report report) {
        leave(report);
    }

    @Override
    public synchronized void quarantine(Report report, String reason) {
        if (!leave(report)) {
            return;
        }
        marks.quarantined++;
        log.warn("outbox: the controller refuses {} for good: {}", ReportKey.of(report), reason);
        try {
            quarantine.add(report, reason);
        } catch (IOException e) {
            diskFails(e);
        }
    }

    private boolean leave(Report report) {
        ReportKey key = ReportKey.of(report);
        if (!window.leave(key)) {
            return false;
        }
        entries--;
        marks.done = window.done();
        inMemory.removeIf(kept -> ReportKey.of(kept).equals(key));
        deleteDelivered();
        return true;
    }

    private void deleteDelivered() {
        try {
            segments.deleteUpTo(marks.done);
        } catch (IOException e) {
            diskFails(e);
        }
    }

    @Override
    public synchronized void failed(Report report) {
        marks.sendErrors++;
    }

    @Override
    public void onAppend(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public synchronized Stats stats() {
        fillWindow(1);
        Report first = window.first();
        return new Stats(
                entries,
                segments.bytes(),
                marks.droppedSamples,
                marks.quarantined,
                marks.gaps,
                marks.sendErrors,
                first == null ? 0 : first.deviceTimeMillis());
    }

    @Override
    public synchronized void sync() {
        try {
            flushMemory();
            segments.force();
            dropOld();
            marks.save(marksFile);
            diskWorks();
        } catch (IOException e) {
            diskFails(e);
        }
    }

    private void dropOld() throws IOException {
        long now = clock.millis();
        if (now > EARLIEST && now < LATEST) {
            long trusted = expiry.at(now);
            marks.trustedMillis = expiry.kept();
            dropped(segments.dropOlderThan(trusted - limits.age().toMillis(), window.taken()));
            recountAfterRepair();
        }
    }

    @Override
    public synchronized void close() {
        sync();
        try {
            segments.close();
        } catch (IOException e) {
            diskFails(e);
        }
    }
}
