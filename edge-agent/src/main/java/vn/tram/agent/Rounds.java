package vn.tram.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;
import vn.tram.objects.ReportingRule;
import vn.tram.sampler.Sampler;
import vn.tram.uplink.Outbox;

/**
 * Measures in rounds, and between them what must be known at once; puts everything into the object tree and what is
 * worth it into the outbox. Rounds begin at once and then come at the interval, from a random moment on, so that a
 * province that gets its power back does not report in step.
 */
final class Rounds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final int QUEUE = 42773;

    private final List<Sampler> samplers;
    private final ReportingRule rule;
    private final ObjectTree tree;
    private final Outbox outbox;
    private final InstantSource clock;
    private final LongSupplier uptimeMillis;
    private final Duration interval;
    private final ScheduledExecutorService executor;
    private final RandomGenerator random;
    private final Set<ResourcePath> refused = new HashSet<>();
    /** Held by a round, which takes seconds; what the device says unasked goes past it. */
    private final Object measuring = new Object();

    /** Held while a sampler measures: that one is slow, such as a silent device, must not keep a relay from moving. */
    private final IdentityHashMap<Sampler, Lock> locks = new IdentityHashMap<>();

    private final Map<Sampler, String> errors = new LinkedHashMap<>();
    private final AtomicBoolean watchesSoon = new AtomicBoolean();
    private volatile boolean closed;

    /** @param samplers the first one measures the device itself, and its profile says how many series there may be */
    Rounds(
            List<Sampler> samplers,
            BootId boot,
            ObjectTree tree,
            Outbox outbox,
            InstantSource clock,
            LongSupplier uptimeMillis,
            Duration interval,
            ScheduledExecutorService executor,
            RandomGenerator random) {
        this.samplers = List.copyOf(samplers);
        this.rule = new ReportingRule(boot, samplers.get(0).maxSeries());
        this.tree = tree;
        this.outbox = outbox;
        this.clock = clock;
        this.uptimeMillis = uptimeMillis;
        this.interval = interval;
        this.executor = executor;
        this.random = random;
        this.samplers.forEach(sampler -> locks.put(sampler, new ReentrantLock()));
    }

    void start() {
        long half = interval.toMillis() / 2;
        executor.execute(() -> guarded(this::round));
        executor.scheduleAtFixedRate(
                () -> guarded(this::round),
                half + random.nextLong(half + 1),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
        samplers.forEach(this::watchLater);
    }

    /** The controller may have forgotten what it knew: soon sends everything once. */
    void sendAll() {
        try {
            executor.execute(() -> guarded(() -> {
                synchronized (this) {
                    rule.sendAll();
                }
                round();
            }));
        } catch (RejectedExecutionException e) {
            log.debug("the agent is closing", e);
        }
    }

    private void watchLater(Sampler sampler) {
        try {
            executor.schedule(
                    () -> {
                        guarded(() -> watch(sampler));
                        watchLater(sampler);
                    },
                    sampler.watchInterval().toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the agent is closing", e);
        }
    }

    /** A task that throws would never run again. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("a round failed", e);
        }
    }

    void round() {
        synchronized (measuring) {
            if (closed) {
                return;
            }
            measureAll();
        }
    }

    private void measureAll() {
        List<Reading> readings = new ArrayList<>();
        samplers.forEach(sampler -> {
            Lock lock = lock(sampler);
            lock.lock();
            try {
                readings.addAll(withoutError(sampler, sampler.sample()));
            } finally {
                lock.unlock();
            }
        });
        addError(readings);
        synchronized (this) {
            rule.allow(samplers.get(0).maxSeries());
            readings.addAll(queue());
            rule.keep(rule.round(known(readings), uptimeMillis.getAsLong(), clock.millis()), outbox::append);
        }
    }

    private Lock lock(Sampler sampler) {
        return Objects.requireNonNull(locks.get(sampler), "a sampler of these rounds");
    }

    /** Looks at once, unless the sampler is being asked just now. */
    void watch(Sampler sampler) {
        Lock lock = lock(sampler);
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (!closed) {
                List<Reading> readings = withoutError(sampler, sampler.watch());
                addError(readings);
                tell(readings);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * What changed is in the outbox when this returns; does not wait for a round that is under way.
     *
     * @return whether all of it is safe there
     */
    synchronized boolean tell(List<Reading> readings) {
        return rule.keep(rule.watch(known(readings), uptimeMillis.getAsLong(), clock.millis()), outbox::append);
    }

    /** Soon looks at everything that must be known at once, though its time has not come; once for many calls. */
    void watchSoon() {
        if (watchesSoon.getAndSet(true)) {
            return;
        }
        try {
            executor.execute(() -> {
                watchesSoon.set(false);
                samplers.forEach(sampler -> guarded(() -> watch(sampler)));
            });
        } catch (RejectedExecutionException e) {
            log.debug("the agent is closing", e);
        }
    }

    /** Several samplers may each say what they could not measure, and a node has one resource to say it. */
    private List<Reading> withoutError(Sampler sampler, List<Reading> readings) {
        List<Reading> others = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            if (reading.path().equals(Sampler.ERROR)) {
                synchronized (errors) {
                    errors.put(sampler, reading.value().toString());
                }
            } else {
                others.add(reading);
            }
        }
        return others;
    }

    private void addError(List<Reading> readings) {
        synchronized (errors) {
            if (!errors.isEmpty()) {
                readings.add(Sampler.error(errors.values().stream()
                        .filter(error -> !error.isEmpty())
                        .collect(Collectors.joining("; "))));
            }
        }
    }

    /** Puts the readings into the tree, and leaves out those that the object definitions do not have. */
    private List<Reading> known(List<Reading> readings) {
        List<Reading> known = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            try {
                tree.put(reading);
                known.add(reading);
            } catch (IllegalArgumentException e) {
                if (refused.add(reading.path())) {
                    log.error("a reading is left out: {}", e.getMessage());
                }
            }
        }
        return known;
    }

    private List<Reading> queue() {
        Outbox.Stats stats = outbox.stats();
        return List.of(
                Reading.of(QUEUE, 0, 10, (long) stats.entries()),
                Reading.of(QUEUE, 0, 11, stats.bytes()),
                Reading.of(QUEUE, 0, 12, stats.droppedSamples()),
                Reading.of(QUEUE, 0, 13, stats.quarantined()),
                Reading.of(QUEUE, 0, 14, stats.oldestMillis()),
                Reading.of(QUEUE, 0, 15, stats.gaps()),
                Reading.of(QUEUE, 0, 16, stats.sendErrors()),
                Reading.of(QUEUE, 0, 17, (long) rule.surplus()));
    }

    /** Waits for a round that is under way; none comes after that. The executor is its owner's to end. */
    @Override
    public void close() {
        synchronized (measuring) {
            closed = true;
        }
        samplers.forEach(sampler -> {
            Lock lock = lock(sampler);
            lock.lock();
            try {
                sampler.close();
            } catch (RuntimeException e) {
                log.error("a sampler did not end in order", e);
            } finally {
                lock.unlock();
            }
        });
    }
}
