package vn.tram.uplink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import vn.tram.document.Report;
import vn.tram.objects.Kept;

/**
 * An outbox that ends with its process, for devices that are simulated. It holds a number of reports: when a further
 * one arrives, every second sample is dropped, the oldest first.
 */
public final class MemoryOutbox implements Outbox {

    private final int maxEntries;
    private final TreeMap<ReportKey, Report> waiting = new TreeMap<>();
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private final Order order = new Order(ReportKey.NONE);
    private long droppedSamples;
    private long quarantined;
    private long sendErrors;

    public MemoryOutbox(int maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("entries of the outbox: must be at least 1, were " + maxEntries);
        }
        this.maxEntries = maxEntries;
    }

    /** {@inheritDoc} What is in memory here is as safe as it can be. */
    @Override
    public Kept append(Report report) {
        boolean isKept;
        synchronized (this) {
            Report placed = order.next(report);
            waiting.put(ReportKey.of(placed), placed);
            if (waiting.size() > maxEntries) {
                thinOut();
            }
            isKept = waiting.containsKey(ReportKey.of(placed));
        }
        wakes.forEach(Runnable::run);
        return isKept ? Kept.SAFE : Kept.LOST;
    }

    private void thinOut() {
        EverySecond drops = new EverySecond();
        int before = waiting.size();
        waiting.values().removeIf(report -> report.kind() == Report.Kind.SAMPLE && drops.test(report.device()));
        droppedSamples += before - waiting.size();
    }

    @Override
    public synchronized List<Report> oldest(int n) {
        List<Report> oldest = new ArrayList<>(Math.min(n, waiting.size()));
        for (Map.Entry<ReportKey, Report> entry : waiting.entrySet()) {
            if (oldest.size() >= n) {
                break;
            }
            oldest.add(entry.getValue());
        }
        return oldest;
    }

    @Override
    public synchronized void delivered(Report report) {
        waiting.remove(ReportKey.of(report));
    }

    @Override
    public synchronized void quarantine(Report report, String reason) {
        if (waiting.remove(ReportKey.of(report)) != null) {
            quarantined++;
        }
    }

    @Override
    public synchronized void failed(Report report) {
        sendErrors++;
    }

    @Override
    public void onAppend(Runnable wake) {
        wakes.add(wake);
    }

    /** {@inheritDoc} Bytes are not known here, and 0. */
    @Override
    public synchronized Stats stats() {
        Map.Entry<ReportKey, Report> oldest = waiting.firstEntry();
        long oldestMillis = oldest == null ? 0 : oldest.getValue().deviceTimeMillis();
        return new Stats(waiting.size(), 0, droppedSamples, quarantined, 0, sendErrors, oldestMillis);
    }

    @Override
    public void close() {}
}
