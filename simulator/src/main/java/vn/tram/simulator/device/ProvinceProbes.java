package vn.tram.simulator.device;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.Reading;
import vn.tram.probe.CarriedProbe;
import vn.tram.probe.Probes;
import vn.tram.sampler.Sampler;
import vn.tram.stamp.ProbeParameters;
import vn.tram.stamp.Reflector;

/**
 * The probes that all simulated nodes send to the controller: the agents' own, each with its session and key, through one
 * socket and in one thread. A line that is cut lets nothing through, either way, and nobody is told.
 */
public final class ProvinceProbes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProvinceProbes.class);
    private static final String HOST = "127.0.0.1";
    private static final Duration SUMMARY = Duration.ofSeconds(60);
    private static final long TURN_MILLIS = 10;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MOST_SLOW = Duration.ofMillis(30).toNanos();
    private static final int RECEIVE_BYTES = 4 << 20;

    /** Who knows how a node probes. */
    public interface Giving {

        /** {@link ProbeParameters} as text, for a new run of that node; null when there are too many nodes. */
        @Nullable
        String parameters(String endpoint);
    }

    private final Giving giving;
    private final InstantSource clock;
    private final Executor background;
    private final DatagramChannel channel;
    private final Selector selector;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Map<Integer, Line> bySession = new ConcurrentHashMap<>();
    private final ByteBuffer in = ByteBuffer.allocate(Reflector.MOST_BYTES);
    private final Thread thread;
    private volatile boolean closed;
    private long failures;

    /** @param background asks {@code giving}, which may take long */
    public ProvinceProbes(Giving giving, InstantSource clock, Executor background) throws IOException {
        this.giving = giving;
        this.clock = clock;
        this.background = background;
        channel = DatagramChannel.open();
        selector = Selector.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            channel.bind(new InetSocketAddress(HOST, 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            channel.close();
            selector.close();
            throw e;
        }
        thread = new Thread(this::run, "province-probes");
        thread.setDaemon(true);
        thread.start();
    }

    /** One node's line to the controller; what its probes find is reported like everything else that it measures. */
    public final class Line implements Sampler {

        private final String endpoint;
        private final CarriedProbe probe;
        /** Nodes do not probe in step. */
        private final long begins;
        /**
         * So much longer than a second this one waits, as its clock is another: a pause of this process would otherwise have
         * all nodes probe in step ever after, as no province does.
         */
        private final long slow;

        private long lastSent;

        private volatile boolean isCut;

        private Line(String endpoint, RandomGenerator random) {
            this.endpoint = endpoint;
            this.begins = System.nanoTime() + random.nextLong(SECOND);
            this.slow = random.nextLong(MOST_SLOW);
            this.probe =
                    new CarriedProbe(new Probes.Controller(HOST, this::fetch), this::carry, SUMMARY, clock, background);
        }

        public void cut(boolean cut) {
            isCut = cut;
        }

        private ProbeParameters fetch() throws IOException {
            String text = isCut ? null : giving.parameters(endpoint);
            ProbeParameters parameters = text == null ? null : ProbeParameters.parse(text);
            if (parameters == null) {
                throw new IOException(isCut ? "the line is cut" : "the controller has no session for " + endpoint);
            }
            return parameters;
        }

        private void carry(byte[] packet, InetSocketAddress to) throws IOException {
            lastSent = System.nanoTime();
            if (!isCut) {
                bySession.put(CarriedProbe.session(packet), this);
                channel.send(ByteBuffer.wrap(packet), to);
            }
        }

        private void turn(long now) {
            long since = now - lastSent;
            boolean isSlow = since >= SECOND && since < SECOND + slow;
            if (now - begins >= 0 && !isSlow) {
                probe.turn(now);
            }
        }

        private void take(byte[] packet, long now) {
            if (!isCut) {
                probe.take(packet, now);
            }
        }

        @Override
        public List<Reading> sample() {
            return probe.readings();
        }

        @Override
        public List<Reading> watch() {
            return probe.states();
        }

        /** The agent looks more often; here thousands share a few threads, and the controller sees the silence itself. */
        @Override
        public Duration watchInterval() {
            return Duration.ofSeconds(2);
        }

        @Override
        public void close() {
            lines.remove(this);
        }
    }

    /** Begins to probe within a second. */
    public Line line(String endpoint, RandomGenerator random) {
        Line line = new Line(endpoint, random);
        lines.add(line);
        return line;
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            try {
                long wait = (next - System.nanoTime()) / 1_000_000;
                selector.select(key -> receive(), Math.max(1, wait));
                long now = System.nanoTime();
                if (now - next >= 0) {
                    next = now + TURN_MILLIS * 1_000_000;
                    lines.forEach(line -> line.turn(System.nanoTime()));
                }
            } catch (IOException | RuntimeException e) {
                if (!closed && failures++ == 0) {
                    LOG.error("the probes of the simulated nodes failed; later failures are not logged", e);
                }
            }
        }
    }

    private void receive() {
        try {
            in.clear();
            while (channel.receive(in) != null) {
                byte[] packet = Arrays.copyOf(in.array(), in.position());
                Line line = bySession.get(CarriedProbe.session(packet));
                if (line != null) {
                    line.take(packet, System.nanoTime());
                }
                in.clear();
            }
        } catch (IOException e) {
            // Nobody listens there, which is no answer.
            in.clear();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            selector.close();
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("the socket of the probes did not close in order", e);
        }
    }
}
