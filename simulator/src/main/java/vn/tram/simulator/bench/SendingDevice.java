package vn.tram.simulator.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ReportCodec;
import vn.tram.wire.Answers;
import vn.tram.wire.Decoded;
import vn.tram.wire.Message;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Operation;
import vn.tram.wire.Topics;
import vn.tram.wire.Wire;

/** A device that does nothing but send: one report at a time, the next when that is answered, or at its time. */
final class SendingDevice implements MqttSession.Listener {

    private static final BootId BOOT = BootId.of(1, 7);

    /** Resources of a network interface that count. */
    private static final int FIRST_COUNTER = 9;

    private static final int COUNTERS = 6;

    private final String endpoint;
    private final Topics topics;
    private final MqttSession session;
    private final int readings;
    private final long nanosBetween;
    private final ScheduledExecutorService threads;
    private final Histogram latencies;
    private long sequence;
    private long sentAt;
    private long due;
    private volatile boolean stopped;

    /** @param nanosBetween from one Send to the next; 0 for at once */
    SendingDevice(
            String endpoint,
            Topics topics,
            MqttSession session,
            int readings,
            long nanosBetween,
            ScheduledExecutorService threads,
            Histogram latencies) {
        this.endpoint = endpoint;
        this.topics = topics;
        this.session = session;
        this.readings = readings;
        this.nanosBetween = nanosBetween;
        this.threads = threads;
        this.latencies = latencies;
    }

    String endpoint() {
        return endpoint;
    }

    void connect() {
        session.start(this);
    }

    boolean isConnected() {
        return session.isConnected();
    }

    synchronized void begin() {
        due = System.nanoTime()
                + (nanosBetween == 0 ? 0 : ThreadLocalRandom.current().nextLong(nanosBetween));
        next();
    }

    private void next() {
        if (stopped) {
            return;
        }
        long wait = due - System.nanoTime();
        if (nanosBetween > 0 && wait > 0) {
            threads.schedule(this::send, wait, TimeUnit.NANOSECONDS);
        } else {
            send();
        }
    }

    private synchronized void send() {
        if (stopped) {
            return;
        }
        sequence++;
        long now = System.nanoTime();
        // When it comes late because the one before was answered late, that counts too.
        sentAt = nanosBetween == 0 ? now : due;
        due += nanosBetween;
        byte[] message = Message.request(Operation.SEND, 2 * sequence + 1)
                .payload(Wire.SENML_CBOR, ReportCodec.encode(report()))
                .encode();
        session.publish(topics.device(endpoint), message, false);
    }

    private Report report() {
        List<Reading> values = new ArrayList<>(readings);
        for (int i = 0; i < readings; i++) {
            values.add(Reading.of(42769, 1 + i / COUNTERS, FIRST_COUNTER + i % COUNTERS, sequence * 1500 + i));
        }
        return new Report(BOOT, sequence, Report.Kind.SAMPLE, sequence * 1000, System.currentTimeMillis(), values);
    }

    @Override
    public void arrived(String topic, byte[] payload) {
        Decoded decoded = Message.decode(payload);
        Message answer = decoded.message();
        if (answer == null || answer.isRequest()) {
            return;
        }
        synchronized (this) {
            if (answer.token() != 2 * sequence + 1) {
                return;
            }
            if (Answers.isKept(answer.result())) {
                latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sentAt));
            }
            next();
        }
    }

    @Override
    public void connected(boolean sessionPresent) {}

    @Override
    public void disconnected(String reason) {}

    void stop() {
        stopped = true;
        session.close();
    }
}
