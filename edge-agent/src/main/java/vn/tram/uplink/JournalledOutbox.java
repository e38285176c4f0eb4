package vn.tram.uplink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.objects.Kept;

/**
 * Writes down what goes into an outbox, outside of it, so that a test can compare it with what the controller has: before
 * a report (whose sequence is {@code DEVICE:SEQUENCE} for a device behind the agent) is appended a line {@code @ BOOT SEQUENCE UPTIME DEVICE-TIME} (milliseconds) and for each reading a line
 * {@code + BOOT SEQUENCE PATH VALUE}, and after that, if it was kept, a line {@code = BOOT SEQUENCE}. What has a {@code =} must
 * arrive; a report without one may, if the process was killed between the two; nothing else may.
 */
public final class JournalledOutbox implements Outbox {

    private final Outbox outbox;
    private final FileChannel journal;

    /** @throws IOException when {@code file} cannot be opened for appending */
    public JournalledOutbox(Outbox outbox, Path file) throws IOException {
        this.outbox = outbox;
        this.journal = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public synchronized Kept append(Report report) {
        String sequence = (report.device().isEmpty() ? "" : report.device() + ":") + report.sequence();
        String key = report.boot().value() + " " + sequence;
        StringBuilder lines = new StringBuilder(64 + 64 * report.readings().size());
        lines.append("@ ").append(key).append(' ').append(report.uptimeMillis());
        lines.append(' ').append(report.deviceTimeMillis()).append('\n');
        for (Reading reading : report.readings()) {
            String value = reading.value().toString().replaceAll("\\p{Cntrl}", " ");
            lines.append("+ ").append(key).append(' ').append(reading.path());
            lines.append(' ').append(value).append('\n');
        }
        write(lines.toString());
        Kept kept = outbox.append(report);
        if (kept == Kept.SAFE) {
            write("= " + key + "\n");
        }
        return kept;
    }

    private void write(String lines) {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                journal.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("journal of the outbox: cannot be written", e);
        }
    }

    @Override
    public List<Report> oldest(int n) {
        return outbox.oldest(n);
    }

    @Override
    public void delivered(Report report) {
        outbox.delivered(report);
    }

    @Override
    public void quarantine(Report report, String reason) {
        outbox.quarantine(report, reason);
    }

    @Override
    public void failed(Report report) {
        outbox.failed(report);
    }

    @Override
    public void onAppend(Runnable wake) {
        outbox.onAppend(wake);
    }

    @Override
    public Stats stats() {
        return outbox.stats();
    }

    @Override
    public void sync() {
        outbox.sync();
    }

    @Override
    public void close() {
        outbox.close();
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("journal of the outbox: cannot be closed", e);
        }
    }
}
