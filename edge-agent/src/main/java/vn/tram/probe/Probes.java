package vn.tram.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.profiles.file.Secret;
import vn.tram.stamp.ErrorEstimate;
import vn.tram.stamp.StampKey;

/**
 * All link probes of this device and its reflector, in one thread. What they found is for any thread.
 */
public final class Probes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Probes.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long STALL = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_SLEEP_MILLIS = 100;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What the link to the controller is called. */
    public static final String CONTROLLER = "controller";

    private final Selector selector;
    private final InstantSource clock;
    private final ArrivedClasses arrived;
    private final Executor background;
    private final long summaryNanos;
    private final List<Probe> probes = new ArrayList<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final @Nullable ControllerLink controller;
    private final @Nullable ReflectorSocket reflector;
    private final int firstInstance;
    /** What no probe has to find out. */
    private final List<Reading> settled;

    private final Thread thread;
    private volatile List<Reading> summaries = List.of();
    private volatile List<Reading> states = List.of();
    private volatile boolean closed;
    private long summedUp;
    private long lastTurn;
    private long failures;

    /** The way to the controller: its host, and who knows how it is probed. */
    public record Controller(String host, ParameterSource source) {}

    /** Where nobody knows with which classes packets arrive. */
    public Probes(
            ProbeSettings settings,
            @Nullable Controller link,
            Duration summary,
            InstantSource clock,
            Executor background)
            throws IOException {
        this(settings, link, summary, ArrivedClasses.UNKNOWN, clock, background);
    }

    /**
     * Nothing happens before {@link #start}.
     *
     * @param link to the controller; null when it is not probed
     * @param summary from one summary to the next
     * @param arrived who knows with which classes packets arrive
     * @param background looks up names and asks the controller, which may take long
     * @throws IOException when the reflector's port is taken
     */
    public Probes(
            ProbeSettings settings,
            @Nullable Controller link,
            Duration summary,
            ArrivedClasses arrived,
            InstantSource clock,
            Executor background)
            throws IOException {
        this.clock = clock;
        this.arrived = arrived;
        this.background = background;
        this.summaryNanos = summary.toNanos();
        this.selector = Selector.open();
        int error = ErrorEstimate.of(settings.clockError());
        firstInstance = link == null ? 1 : 0;
        settled =
                settings.controller() ? List.of() : List.of(new Reading(Conditions.PROBED_LINE, Conditions.PROBES_OFF));
        states = settled;
        if (link == null) {
            controller = null;
        } else {
            StampProbe probe = new StampProbe(CONTROLLER, true, INTERVAL, true, 0, error, clock);
            probe.hears(arrived);
            probes.add(probe);
            controller = new ControllerLink(probe, link.host, link.source, background, this::later);
        }
        for (ProbeSettings.Link one : settings.links()) {
            probes.add(probe(one, error));
        }
        ProbeSettings.Listening listening = settings.reflector();
        try {
            reflector = listening == null
                    ? null
                    : new ReflectorSocket(
                            listening.address(), key(listening.key()), settings.clockError(), arrived, clock);
            if (reflector != null) {
                reflector.register(selector);
            }
        } catch (IOException e) {
            selector.close();
            throw e;
        }
        thread = new Thread(this::run, "probes");
        thread.setDaemon(true);
    }

    private static @Nullable StampKey key(@Nullable Secret secret) {
        return secret == null ? null : new StampKey(secret);
    }

    private Probe probe(ProbeSettings.Link link, int error) {
        switch (link.method()) {
            case ICMP -> {
                IcmpProbe probe = new IcmpProbe(link.name(), link.interval(), "ping");
                probe.towards(link.host());
                return probe;
            }
            case TCP -> {
                TcpProbe probe = new TcpProbe(link.name(), link.interval(), link.dscp());
                lookUp(link, probe::towards);
                return probe;
            }
            case STAMP -> {
                StampKey key = key(link.key());
                StampProbe probe =
                        new StampProbe(link.name(), key != null, link.interval(), false, link.dscp(), error, clock);
                probe.hears(arrived);
                lookUp(link, address -> probe.towards(address, link.ssid(), key));
                return probe;
            }
        }
        throw new IllegalArgumentException("method: must be one that is known, was " + link.method());
    }

    private interface Towards {
        void go(InetSocketAddress address);
    }

    /** A name server may take its time, and the probes shall not. A name that is not known is looked up again later. */
    private void lookUp(ProbeSettings.Link link, Towards towards) {
        background.execute(() -> {
            InetSocketAddress address = new InetSocketAddress(link.host(), link.port());
            if (address.isUnresolved()) {
                log.warn("link {} is not probed: the name {} is not known", link.name(), link.host());
            } else {
                later(() -> towards.go(address));
            }
        });
    }

    private void later(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    public void start() {
        thread.start();
    }

    /** Port of the reflector; -1 without one. */
    public int reflectorPort() {
        return reflector == null ? -1 : reflector.port();
    }

    /** What became of what the reflector got, by kind; empty without one. */
    public Map<String, Long> reflectorCounts() {
        return reflector == null ? Map.of() : reflector.counts();
    }

    /** What the last interval was like, and the present states. */
    public List<Reading> readings() {
        List<Reading> all = new ArrayList<>(summaries);
        all.addAll(states);
        return all;
    }

    /** The present states, whose change must be known at once. */
    public List<Reading> states() {
        return states;
    }

    private void run() {
        lastTurn = System.nanoTime();
        summedUp = lastTurn;
        while (!closed) {
            try {
                long sleep = turn(System.nanoTime());
                selector.select(Probes::receive, Math.max(1, sleep));
            } catch (IOException | RuntimeException e) {
                if (!closed && failures++ == 0) {
                    log.error("a probe failed; later failures are not logged", e);
                }
            }
        }
    }

    private static void receive(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Probe probe) {
            probe.receive(key);
        } else if (key.attachment() instanceof ReflectorSocket socket) {
            socket.receive();
        }
    }

    /** @return for how many milliseconds nothing needs to be done */
    private long turn(long now) {
        boolean hasStalled = now - lastTurn > STALL;
        lastTurn = now;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        long sleep = LONGEST_SLEEP_MILLIS * NANOS_PER_MILLI;
        for (Probe probe : probes) {
            if (hasStalled) {
                probe.pace.resumed(now);
            }
            probe.turn(now);
            probe.expire(now);
            if (probe.isReady()) {
                if (probe.pace.isDue(now)) {
                    probe.send(selector, now);
                }
                sleep = Math.min(sleep, probe.pace.sleep(now));
            }
        }
        if (controller != null) {
            controller.turn(now);
        }
        tellStates(now);
        if (now - summedUp >= summaryNanos) {
            summedUp = now;
            sumUp();
        }
        return (sleep + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }

    private void tellStates(long now) {
        List<Reading> present = new ArrayList<>(settled);
        for (int i = 0; i < probes.size(); i++) {
            Reading state =
                    ProbeReadings.state(firstInstance + i, probes.get(i).pace.state(now));
            if (state != null) {
                present.add(state);
            }
        }
        if (!present.equals(states)) {
            states = List.copyOf(present);
        }
    }

    private void sumUp() {
        List<Reading> all = new ArrayList<>();
        for (int i = 0; i < probes.size(); i++) {
            Probe probe = probes.get(i);
            all.addAll(ProbeReadings.of(firstInstance + i, probe, probe.summary()));
        }
        summaries = List.copyOf(all);
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            if (thread.isAlive()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        probes.forEach(Probe::close);
        if (reflector != null) {
            reflector.close();
        }
        Closing.quietly(selector);
    }
}
