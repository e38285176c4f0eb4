package vn.tram.reflector;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.link.ProbeSession;
import vn.tram.link.ProbeWatch;
import vn.tram.stamp.ErrorEstimate;
import vn.tram.stamp.Extensions;
import vn.tram.stamp.NtpTime;
import vn.tram.stamp.ReflectedPacket;
import vn.tram.stamp.Reflector;

/**
 * Answers STAMP packets (RFC 8762, RFC 8972) on one UDP port, in one thread, and has the core told whose arrive. Only
 * signed packets are evidence; what else comes is refused and counted, or answered and nothing more where the settings
 * say so.
 */
public final class StampListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StampListener.class);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);
    private static final int RECEIVE_BYTES = 4 << 20;
    /** After so many, time must pass all the same. */
    private static final int MOST_A_TURN = 2000;

    private static final int MAX_UNSIGNED = 4096;

    private final DatagramChannel channel;
    private final Selector selector;
    private final ProbeKeys keys;
    private final InstantSource clock;
    private final Reflector reflector;
    private final ProbeWatch watch;
    private final Telling telling;
    private final Heard heard;
    private final ByteBuffer in = ByteBuffer.allocateDirect(Reflector.MOST_BYTES + 1);
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * How it listens.
     *
     * @param listen port 0 for any
     * @param answersUnsigned whether anybody's packets are answered
     * @param clockError of this machine's clock, for one-way delays; null when nobody promises any
     */
    public record Settings(
            InetSocketAddress listen,
            boolean answersUnsigned,
            @Nullable Duration clockError) {}

    /** @param told takes what has changed into the core; false when it cannot now, and it is offered again */
    public StampListener(Settings settings, ProbeKeys keys, InstantSource clock, Telling.Told told) throws IOException {
        this.keys = keys;
        this.clock = clock;
        int error = ErrorEstimate.of(settings.clockError);
        reflector = new Reflector(keys, settings.answersUnsigned, MAX_UNSIGNED, error);
        watch = new ProbeWatch(ProbeSession.MAX_SSID, clock.instant());
        keys.expected().forEach(endpoint -> watch.expect(endpoint, clock.instant()));
        telling = new Telling(told, clock);
        heard = new Heard(keys);
        channel = DatagramChannel.open();
        selector = Selector.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            channel.bind(settings.listen);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            channel.close();
            selector.close();
            throw e;
        }
        thread = new Thread(this::run, "stamp");
        thread.setDaemon(true);
    }

    public StampListener start() {
        thread.start();
        return this;
    }

    public int port() {
        return channel.socket().getLocalPort();
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            try {
                long wait = Math.max(1, (next - System.nanoTime()) / 1_000_000);
                selector.select(key -> receive(), Math.min(wait, LONGEST_WAIT.toMillis()));
                if (System.nanoTime() - next >= 0) {
                    Instant at = clock.instant();
                    watch.pass(at, telling);
                    next = System.nanoTime()
                            + Duration.between(at, watch.nextPass(at)).toNanos();
                    telling.turn(watch);
                    heard.turn();
                }
            } catch (IOException | RuntimeException e) {
                if (!closed && failures.getAndIncrement() == 0) {
                    LOG.error("the reflector of link probes failed, and goes on; later failures are counted only", e);
                }
            }
        }
    }

    private void receive() {
        for (int i = 0; i < MOST_A_TURN; i++) {
            in.clear();
            SocketAddress source;
            try {
                source = channel.receive(in);
            } catch (IOException e) {
                failures.incrementAndGet();
                return;
            }
            if (source == null) {
                return;
            }
            byte[] bytes = new byte[in.flip().remaining()];
            in.get(bytes);
            answer(bytes, source);
        }
    }

    private void answer(byte[] bytes, SocketAddress source) {
        Instant at = clock.instant();
        long now = NtpTime.of(at);
        Reflector.Datagram datagram =
                new Reflector.Datagram(bytes, source, now, ReflectedPacket.NO_TTL, Extensions.UNKNOWN);
        Reflector.Outcome outcome = reflector.reflect(datagram, now);
        byte[] answer = outcome.answer();
        if (answer == null || outcome.packet() == null) {
            return;
        }
        try {
            // A full socket buffer loses an answer, as the line could have.
            if (channel.send(ByteBuffer.wrap(answer), source) == 0) {
                unsent.incrementAndGet();
            }
        } catch (IOException e) {
            unsent.incrementAndGet();
        }
        ProbeSession session = outcome.kind() == Reflector.Kind.ANSWERED_SIGNED
                ? keys.session(outcome.packet().session())
                : null;
        if (session != null) {
            watch.heard(session.endpoint(), outcome.packet().sequence(), at);
            if (!session.heard()) {
                heard.add(session.ssid());
            }
        }
    }

    /** What became of the datagrams, by kind. For any thread. */
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>(reflector.counts());
        all.put("answer_not_sent", unsent.get());
        all.put("failures", failures.get());
        all.put("waiting_for_the_core", telling.owed());
        return all;
    }

    /** Those whose probes arrive. For any thread; a moment old. */
    public long flowing() {
        return telling.flowing();
    }

    /** Those whose probes arrived and no longer do. For any thread; a moment old. */
    public long silent() {
        return telling.silent();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            if (thread.isAlive()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            selector.close();
            channel.close();
        }
    }
}
