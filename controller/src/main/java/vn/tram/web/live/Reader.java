package vn.tram.web.live;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * One browser that reads the feed. It is given one batch at a time, and the next when that one is written, so what waits
 * for it is bounded. The feed's thread gives; the exchange's I/O thread writes, and never waits.
 */
final class Reader {

    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final int BATCH = 500;
    private static final long IDLE = 0;

    private final HttpServerExchange exchange;
    private final StreamSinkChannel sink;
    private final BooleanSupplier mayRead;
    private final Runnable gone;
    private long known;
    private volatile @Nullable ByteBuffer batch;
    private volatile long busySince = IDLE;

    /**
     * @param known id of the last change that it knows
     * @param gone called once or more often when the connection is closed
     */
    Reader(HttpServerExchange exchange, long known, BooleanSupplier mayRead, Runnable gone) {
        this.exchange = exchange;
        this.known = known;
        this.mayRead = mayRead;
        this.gone = gone;
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        exchange.setPersistent(false);
        sink = exchange.getResponseChannel();
        sink.getWriteSetter().set(channel -> write());
        exchange.getConnection().addCloseListener(connection -> gone.run());
    }

    /** Before the feed's thread knows it. */
    void greet(byte[] greeting) {
        give(greeting, System.nanoTime());
    }

    boolean mayRead() {
        return mayRead.getAsBoolean();
    }

    boolean isStuck(long now, long patienceNanos) {
        long since = busySince;
        return since != IDLE && now - since > patienceNanos;
    }

    /** @param tick to be sent too; null for none */
    void flush(Changes changes, byte @Nullable [] tick, long now) {
        if (busySince != IDLE) {
            return;
        }
        List<Changes.Change> news = changes.after(known, BATCH);
        if (news.isEmpty() && tick == null) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(news.size() * 800 + 64);
        for (Changes.Change change : news) {
            bytes.writeBytes(change.frame());
            known = change.id();
        }
        if (tick != null) {
            bytes.writeBytes(tick);
        }
        give(bytes.toByteArray(), now);
    }

    private void give(byte[] bytes, long now) {
        busySince = now == IDLE ? 1 : now;
        batch = ByteBuffer.wrap(bytes);
        exchange.getIoThread().execute(this::write);
    }

    /** On the I/O thread. */
    private void write() {
        ByteBuffer rest = batch;
        if (rest == null) {
            sink.suspendWrites();
            return;
        }
        try {
            while (rest.hasRemaining()) {
                if (sink.write(rest) == 0) {
                    sink.resumeWrites();
                    return;
                }
            }
            if (!sink.flush()) {
                sink.resumeWrites();
                return;
            }
            sink.suspendWrites();
            batch = null;
            busySince = IDLE;
        } catch (IOException e) {
            LOG.debug("a reader of the live feed went: {}", e.getMessage());
            drop();
        }
    }

    void drop() {
        IoUtils.safeClose(exchange.getConnection());
        gone.run();
    }
}
