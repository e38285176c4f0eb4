package vn.tram.web.live;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.web.http.Json;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;

/**
 * Server-sent events (HTML Living Standard, section 9.2) for many readers, from one thread that never waits for any of
 * them. A reader that does not take what it is given is dropped; it comes back with {@code Last-Event-ID}.
 */
public final class Feed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int FLUSH_MILLIS = 100;
    private static final int HURRY_MILLIS = 10;
    private static final int FLUSHES_A_SECOND = 1000 / FLUSH_MILLIS;
    private static final int SECONDS_BETWEEN_CHECKS = 10;
    private static final int LOOK_BACK_SECONDS = 5;
    private static final int RETRY_MILLIS = 2000;

    private final LiveView live;
    private final InstantSource clock;
    private final int maxReaders;
    private final Duration patience;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final Deque<Long> heads = new ArrayDeque<>();
    private final LongAdder dropped = new LongAdder();
    private final ScheduledExecutorService thread;
    private final AtomicBoolean hurries = new AtomicBoolean();
    private long flushes;
    private volatile long lookBack;

    /**
     * @param patience how long a reader may take for what it was given
     */
    public Feed(LiveView live, InstantSource clock, int maxReaders, Duration patience) {
        this.live = live;
        this.clock = clock;
        this.maxReaders = maxReaders;
        this.patience = patience;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread feed = new Thread(task, "tram-feed");
            feed.setDaemon(true);
            return feed;
        });
    }

    public void start() {
        // Before its first second, too, a new reader gets only what changes from now on: the rest it fetches.
        remember(live.changes().head());
        thread.scheduleAtFixedRate(() -> safely(this::flush), 0, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        live.onHurry(this::hurry);
    }

    /** An incident does not wait for the next turn; many at once go together. */
    private void hurry() {
        if (!thread.isShutdown() && !hurries.getAndSet(true)) {
            thread.schedule(() -> safely(this::flushSoon), HURRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void flushSoon() {
        hurries.set(false);
        give(null);
    }

    /**
     * Takes over one exchange.
     *
     * @param lastId {@code Last-Event-ID}; null for a new reader
     * @param mayRead asked from time to time; false ends the stream
     * @throws Refused when there are too many readers
     */
    public HttpHandler stream(@Nullable String lastId, BooleanSupplier mayRead) {
        if (readers.size() >= maxReaders) {
            throw Refused.because(Refusal.BUSY, "readers", "must be at most " + maxReaders, "")
                    .retryAfter(Duration.ofSeconds(10));
        }
        return exchange -> connected(exchange, lastId, mayRead);
    }

    private void connected(HttpServerExchange exchange, @Nullable String lastId, BooleanSupplier mayRead) {
        Changes changes = live.changes();
        long known = lastId == null ? lookBack : changes.parse(lastId);
        long from = known < 0 ? changes.head() : known;
        AtomicReference<Reader> self = new AtomicReference<>();
        Reader reader = new Reader(exchange, from, mayRead, () -> {
            Reader gone = self.get();
            if (gone != null) {
                readers.remove(gone);
            }
        });
        self.set(reader);
        String reset = known < 0 ? "id: " + changes.name(from) + "\nevent: reset\ndata: {}\n\n" : "";
        reader.greet(("retry: " + RETRY_MILLIS + "\n\n" + reset + tick()).getBytes(StandardCharsets.UTF_8));
        readers.add(reader);
        if (!exchange.getConnection().isOpen()) {
            readers.remove(reader);
        }
    }

    private static void safely(Runnable flush) {
        try {
            flush.run();
        } catch (RuntimeException e) {
            LOG.error("the live feed failed; it goes on", e);
        }
    }

    private void flush() {
        boolean newSecond = flushes % FLUSHES_A_SECOND == 0;
        boolean check = flushes % (FLUSHES_A_SECOND * SECONDS_BETWEEN_CHECKS) == 0;
        flushes++;
        if (newSecond) {
            live.second();
            remember(live.changes().head());
        }
        long now = System.nanoTime();
        for (Reader reader : readers) {
            if (reader.isStuck(now, patience.toNanos())) {
                dropped.increment();
                reader.drop();
            } else if (check && !reader.mayRead()) {
                reader.drop();
            }
        }
        give(newSecond ? tick().getBytes(StandardCharsets.UTF_8) : null);
    }

    private void give(byte @Nullable [] tick) {
        long now = System.nanoTime();
        for (Reader reader : readers) {
            reader.flush(live.changes(), tick, now);
        }
    }

    private String tick() {
        return "event: tick\ndata: {\"at\":\"" + Json.time(live.asOf()) + "\",\"now\":\"" + Json.time(clock.instant())
                + "\"}\n\n";
    }

    /** A new reader gets what changed while it was fetching the rest. */
    private void remember(long head) {
        heads.addLast(head);
        if (heads.size() > LOOK_BACK_SECONDS) {
            heads.removeFirst();
        }
        lookBack = heads.getFirst();
    }

    public int readers() {
        return readers.size();
    }

    /** How many readers were dropped because they were too slow. */
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        readers.forEach(Reader::drop);
    }
}
