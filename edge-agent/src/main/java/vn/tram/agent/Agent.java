package vn.tram.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.sampler.Sampler;
import vn.tram.uplink.Outbox;

/**
 * One agent: measures, keeps what is worth reporting, and carries it to the controller. The same on a router and in the
 * simulator, where the parts are faked and one executor serves thousands. Safe for use by many threads.
 */
public final class Agent implements AutoCloseable {

    private static final int SYNC_SECONDS = 10;

    private final Parts parts;
    private final ObjectTree tree;
    private final Rounds rounds;
    private final List<Runnable> forgotten = new CopyOnWriteArrayList<>();
    private volatile Link link;
    private @Nullable Future<?> syncing;
    private boolean started;
    private boolean closed;

    /**
     * What an agent is made of. The samplers and the outbox are the agent's from now on, and closed with it; the
     * executor stays its owner's.
     *
     * @param definitions the objects that the device can have
     * @param samplers the first one measures the device itself, and its profile says how many series there may be
     * @param boot this run
     * @param clock the device's clock, right or wrong
     * @param uptimeMillis since this run began, by a clock that does not jump
     * @param interval from one round of readings to the next
     * @param executor measures, and syncs the outbox; a sampler may keep one of its threads for seconds
     */
    public record Parts(
            ObjectDefinitions definitions,
            List<Sampler> samplers,
            Outbox outbox,
            BootId boot,
            InstantSource clock,
            LongSupplier uptimeMillis,
            Duration interval,
            ScheduledExecutorService executor,
            RandomGenerator random) {

        public Parts {
            samplers = List.copyOf(samplers);
            if (samplers.isEmpty()) {
                throw new IllegalArgumentException("samplers: must be at least one");
            }
        }
    }

    public Agent(Parts parts, Link.Maker links) {
        this.parts = parts;
        this.tree = new ObjectTree(parts.definitions());
        this.rounds = new Rounds(
                parts.samplers(),
                parts.boot(),
                tree,
                parts.outbox(),
                parts.clock(),
                parts.uptimeMillis(),
                parts.interval(),
                parts.executor(),
                parts.random());
        this.link = links.make(tree, parts.outbox(), this::sendAll);
    }

    private void sendAll() {
        rounds.sendAll();
        forgotten.forEach(Runnable::run);
    }

    /** Calls {@code also} whenever the controller may have forgotten what it knew. */
    public void onForgotten(Runnable also) {
        forgotten.add(also);
    }

    /** What the device can be asked about; further parts add theirs before {@link #start}. */
    public ObjectTree tree() {
        return tree;
    }

    /** The link first, for whatever fails later can then be seen and mended from the centre. */
    public synchronized void start() {
        if (started || closed) {
            throw new IllegalStateException("agent: must be started once, and before it is closed");
        }
        started = true;
        link.start();
        rounds.start();
        syncing = parts.executor()
                .scheduleWithFixedDelay(parts.outbox()::sync, SYNC_SECONDS, SYNC_SECONDS, TimeUnit.SECONDS);
    }

    /** Does not wait: samplers ask it. */
    public boolean isRegistered() {
        return link.isRegistered();
    }

    /**
     * Reports what a device said unasked, and soon looks whether it is so. For any thread.
     *
     * @param readings whose changes are kept in the outbox when this returns
     * @return whether all of them are safe there
     */
    public boolean tell(List<Reading> readings) {
        boolean safe = rounds.tell(readings);
        rounds.watchSoon();
        return safe;
    }

    /** Leaves the controller and comes back by another link, such as one with a renewed certificate. */
    public synchronized void reconnect(Link.Maker links) {
        if (!closed) {
            link.close();
            link = links.make(tree, parts.outbox(), this::sendAll);
            link.start();
        }
    }

    /** Ends in order: no more readings, then the link, then the outbox, in which the rest waits for the next run. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        rounds.close();
        link.close();
        if (syncing != null) {
            syncing.cancel(false);
        }
        parts.outbox().close();
    }
}
