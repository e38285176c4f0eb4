package vn.tram.uplink;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.Report;
import vn.tram.document.ReportCodec;
import vn.tram.uplink.mqtt.Exchange;
import vn.tram.wire.Answers;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;
import vn.tram.wire.Wire;

/**
 * Carries reports from the outbox to the controller by LwM2M Send, a few at a time, the oldest first. A report leaves
 * the outbox only when the controller has answered that it is kept, or that it never will be; else it is sent again,
 * later and later. Safe for use by many threads.
 */
public final class Sender {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int WINDOW = 8;
    private static final long ANSWER_MILLIS = 30_000;
    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long LAST_RETRY_MILLIS = 60_000;

    private final Exchange exchange;
    private final Outbox outbox;
    private final ScheduledExecutorService executor;
    private final RandomGenerator random;
    private final Set<Id> inFlight = new HashSet<>();
    private boolean connected;
    private boolean waiting;
    private boolean closed;
    private long retryMillis = FIRST_RETRY_MILLIS;

    private record Id(long boot, long position) {
        static Id of(Report report) {
            return new Id(report.boot().value(), report.position());
        }
    }

    /** @param executor runs everything, on any of its threads */
    public Sender(Exchange exchange, Outbox outbox, ScheduledExecutorService executor, RandomGenerator random) {
        this.exchange = exchange;
        this.outbox = outbox;
        this.executor = executor;
        this.random = random;
    }

    /** Sends from now on, whenever there is a line. Call it once. */
    public void start() {
        outbox.onAppend(this::wake);
    }

    /** The line is there, or is gone; what was in flight is then for the exchange to fail. */
    public void connected(boolean now) {
        synchronized (this) {
            connected = now;
            waiting = false;
            retryMillis = FIRST_RETRY_MILLIS;
        }
        if (now) {
            wake();
        }
    }

    /** Sends nothing more. */
    public synchronized void close() {
        closed = true;
    }

    private void wake() {
        try {
            executor.execute(this::pump);
        } catch (RejectedExecutionException e) {
            log.debug("the uplink is closing; reports stay in the outbox");
        }
    }

    private synchronized void pump() {
        if (closed || !connected || waiting || inFlight.size() >= WINDOW) {
            return;
        }
        boolean more = false;
        for (Report report : outbox.oldest(WINDOW)) {
            if (!waiting && inFlight.size() < WINDOW && !inFlight.contains(Id.of(report))) {
                more |= !send(report);
            }
        }
        if (more) {
            wake();
        }
    }

    /** Whether it could be sent at all; what never can be is put aside, so that it does not stand in the way for ever. */
    private boolean send(Report report) {
        Message message = Message.request(Operation.SEND, exchange.token());
        try {
            message = message.payload(Wire.SENML_CBOR, ReportCodec.encode(report));
        } catch (IllegalArgumentException e) {
            putAside(report, "the agent cannot send it: " + e.getMessage());
            return false;
        }
        int bytes = message.encode().length;
        if (bytes > Message.MAX_BYTES) {
            putAside(
                    report,
                    "the agent cannot send it: a message must be at most " + Message.MAX_BYTES + " bytes, was "
                            + bytes);
            return false;
        }
        inFlight.add(Id.of(report));
        exchange.request(message, ANSWER_MILLIS).whenComplete((answer, problem) -> answered(report, answer, problem));
        return true;
    }

    private void putAside(Report report, String reason) {
        log.warn("report {}-{} {} is put aside: {}", report.boot(), report.sequence(), report.device(), reason);
        outbox.quarantine(report, reason);
    }

    private void answered(Report report, @Nullable Message answer, @Nullable Throwable problem) {
        boolean done = answer != null && (Answers.isKept(answer.result()) || Answers.isFinal(answer.result()));
        if (answer != null && Answers.isKept(answer.result())) {
            outbox.delivered(report);
        } else if (answer != null && done) {
            putAside(report, "the controller refused it for good: " + answer.result() + " " + text(answer));
        } else {
            outbox.failed(report);
        }
        synchronized (this) {
            inFlight.remove(Id.of(report));
            if (done) {
                retryMillis = FIRST_RETRY_MILLIS;
            } else if (!waiting && connected) {
                retryLater(answer, problem);
            }
        }
        if (done) {
            wake();
        }
    }

    private static String text(Message answer) {
        byte[] payload = answer.payload();
        return payload == null ? "" : new String(payload, StandardCharsets.UTF_8);
    }

    private void retryLater(@Nullable Message answer, @Nullable Throwable problem) {
        log.debug("not kept: {}", answer == null ? String.valueOf(problem) : answer.toString());
        waiting = true;
        long delay = retryMillis / 2 + random.nextLong(retryMillis / 2 + 1);
        retryMillis = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
        try {
            executor.schedule(this::retry, delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the uplink is closing; reports stay in the outbox");
        }
    }

    private void retry() {
        synchronized (this) {
            waiting = false;
        }
        pump();
    }
}
