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

/**
 * A device that does nothing but send: one report at a time, the next when that is answered, or at its time. What was not
 * kept, or not answered, is sent again as it is, as an agent does.
 */
final class SendingDevice implements MqttSession.Listener {

    private static final BootId BOOT = BootId.of(1, 7);

    /** Resources of a network interface that count. */
    private static final int FIRST_COUNTER = 9;

    private static final int COUNTERS = 6;
    private static final long AGAIN_MILLIS = 1_000;

    private final String endpoint;
    private final Topics topics;
    private final MqttSession session;
    private final int readings;
    private final ScheduledExecutorService threads;
    private final Histogram latencies;
    private long nanosBetween;
    private long sequence;
    private long sentAt;
    private long due;
    private boolean waits;
    private boolean rests = true;

    SendingDevice(
            String endpoint,
            Topics topics,
            MqttSession session,
            int readings,
            ScheduledExecutorService threads,
            Histogram latencies) {
        this.endpoint = endpoint;
        this.topics = topics;
        this.session = session;
        this.readings = readings;
        this.threads = threads;
        this.latencies = latencies;
    }

    void connect() {
        session.start(this);
    }

    boolean isConnected() {
        return session.isConnected();
    }

    /** @param newNanosBetween from one Send to the next; 0 for at once */
    synchronized void begin(long newNanosBetween) {
        nanosBetween = newNanosBetween;
        rests = false;
        due = System.nanoTime()
                + (nanosBetween == 0 ? 0 : ThreadLocalRandom.current().nextLong(nanosBetween));
        next();
    }

    /** No more than what is on its way. */
    synchronized void rest() {
        rests = true;
    }

    /** Whether it rests and nothing is on its way. */
    synchronized boolean isIdle() {
        return rests && !waits;
    }

    private void next() {
        if (rests) {
            return;
        }
        waits = true;
        long wait = due - System.nanoTime();
        if (nanosBetween > 0 && wait > 0) {
            threads.schedule(this::send, wait, TimeUnit.NANOSECONDS);
        } else {
            send();
        }
    }

    private synchronized void send() {
        sequence++;
        // When it comes late because the one before was answered late, that counts too.
        sentAt = nanosBetween == 0 ? System.nanoTime() : due;
        due += nanosBetween;
        publish(report());
    }

    private void publish(Report report) {
        byte[] message = Message.request(Operation.SEND, 2 * sequence + 1)
                .payload(Wire.SENML_CBOR, ReportCodec.encode(report))
                .encode();
        session.publish(topics.device(endpoint), message, false);
        threads.schedule(() -> again(report), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void again(Report report) {
        if (waits && report.sequence() == sequence) {
            publish(report);
        }
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
            if (!waits || answer.token() != 2 * sequence + 1 || !Answers.isKept(answer.result())) {
                return;
            }
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sentAt));
            waits = false;
            next();
        }
    }

    @Override
    public void connected(boolean sessionPresent) {}

    @Override
    public void disconnected(String reason) {}
}
