package vn.tram.web.live;

import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser that reads the feed. It is given one batch at a time, and the next when that one is written, so what waits
 * for it is bounded. Used by the feed's thread; the end of a batch is told by an I/O thread.
 */
final class Reader {

    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final int BATCH = 500;
    private static final long IDLE = 0;

    private final ServerSentEventConnection connection;
    private final String epoch;
    private final BooleanSupplier mayRead;
    private long known;
    private volatile long busySince = IDLE;

    Reader(ServerSentEventConnection connection, String epoch, long known, BooleanSupplier mayRead) {
        this.connection = connection;
        this.epoch = epoch;
        this.known = known;
        this.mayRead = mayRead;
    }

    /** Before the feed's thread knows it. */
    void reset() {
        connection.send("{}", "reset", id(), null);
    }

    /** Before the feed's thread knows it. */
    void tick(String tick) {
        connection.send(tick, "tick", null, null);
    }

    private String id() {
        return epoch + "-" + known;
    }

    boolean mayRead() {
        return mayRead.getAsBoolean();
    }

    boolean isStuck(long now, long patienceNanos) {
        long since = busySince;
        return since != IDLE && now - since > patienceNanos;
    }

    /** @param tick to be sent too; null for none */
    void flush(Changes changes, @Nullable String tick, long now) {
        if (busySince != IDLE) {
            return;
        }
        List<Changes.Change> batch = changes.after(known, BATCH);
        if (batch.isEmpty() && tick == null) {
            return;
        }
        busySince = now == IDLE ? 1 : now;
        int last = batch.size() - 1;
        for (int i = 0; i <= last; i++) {
            Changes.Change change = batch.get(i);
            known = change.id();
            connection.send(change.data().get(), change.event(), id(), i == last && tick == null ? written() : null);
        }
        if (tick != null) {
            connection.send(tick, "tick", null, written());
        }
    }

    private ServerSentEventConnection.EventCallback written() {
        return new ServerSentEventConnection.EventCallback() {
            @Override
            public void done(ServerSentEventConnection c, String data, String event, String id) {
                busySince = IDLE;
            }

            @Override
            public void failed(ServerSentEventConnection c, String data, String event, String id, IOException e) {
                LOG.debug("a reader of the live feed went: {}", e.getMessage());
            }
        };
    }

    void drop() {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("a reader of the live feed was gone already: {}", e.getMessage());
        }
    }
}
