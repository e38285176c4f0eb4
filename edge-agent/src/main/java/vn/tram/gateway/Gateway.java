package vn.tram.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.BootId;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.identity.EndpointName;
import vn.tram.objects.Kept;
import vn.tram.objects.Latest;
import vn.tram.objects.ObjectTree;
import vn.tram.objects.ReportingRule;

/**
 * Asks the devices behind the agent, each at the interval and all of them spread over it, and reports each as a node of
 * its own. A device that is slow or silent takes no other's turn. Of a device that does not answer twice in a row
 * nothing is told but that; one lost packet is no outage. Safe for use by many threads.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    /** OMA LwM2M Gateway 1.1. */
    private static final int OBJECT = 25;

    private static final int MISSES = 2;
    private static final Duration AGAIN = Duration.ofSeconds(2);
    /** After a trap: by then the device's tables, and what counts of them, are newer than that. */
    private static final Duration CONFIRM = Duration.ofSeconds(6);

    private final Settings settings;
    private final Function<Report, Kept> append;
    private final LongSupplier uptimeMillis;
    private final InstantSource clock;
    private final ScheduledExecutorService executor;
    private final RandomGenerator random;
    private final Map<String, Turn> turns = new LinkedHashMap<>();
    private volatile @Nullable ObjectTree shown;
    private boolean closed;

    /**
     * How devices are asked.
     *
     * @param endpoint of this agent
     * @param boot this run
     * @param interval from one round of a device to its next
     * @param mostDevices more are refused
     */
    public record Settings(String endpoint, BootId boot, Duration interval, int mostDevices) {}

    /**
     * @param append keeps a report before it returns
     * @param uptimeMillis since the agent's run began, by a clock that does not jump
     * @param executor begins rounds and reports them, and is not kept busy by the asking
     */
    public Gateway(
            Settings settings,
            Function<Report, Kept> append,
            LongSupplier uptimeMillis,
            InstantSource clock,
            ScheduledExecutorService executor,
            RandomGenerator random) {
        this.settings = settings;
        this.append = append;
        this.uptimeMillis = uptimeMillis;
        this.clock = clock;
        this.executor = executor;
        this.random = random;
    }

    /** One device and where it stands; at most one of its rounds is planned or under way. */
    private final class Turn {
        private final Behind device;
        private final ReportingRule rule;
        private final int instance;
        private volatile Latest latest = Latest.NOTHING;
        private int misses;
        /** Null while a round is under way. */
        private @Nullable Future<?> planned;

        private long plannedFor;
        private boolean confirms;

        Turn(Behind device, int instance) {
            this.device = device;
            this.instance = instance;
            this.rule = new ReportingRule(settings.boot(), device.name(), device.maxSeries());
        }

        synchronized void plan(long millis) {
            plannedFor = uptimeMillis.getAsLong() + millis;
            planned = later(this::begin, millis);
        }

        /** Sooner than planned, but never later: a flood of traps does not put the round off. */
        private synchronized void confirmSoon() {
            long soon = CONFIRM.toMillis();
            if (planned == null) {
                confirms = true;
            } else if (plannedFor - uptimeMillis.getAsLong() > soon && planned.cancel(false)) {
                plan(soon);
            }
        }

        private void begin() {
            synchronized (this) {
                planned = null;
            }
            if (isClosed()) {
                return;
            }
            try {
                // Reports are written to the disk, and who has just answered is on the thread that hears all of them.
                device.ask().whenComplete((answer, problem) -> later(() -> end(answer, problem), 0));
            } catch (RuntimeException e) {
                end(null, e);
            }
        }

        private synchronized void end(Behind.@Nullable Answer answer, @Nullable Throwable problem) {
            try {
                if (answer == null) {
                    log.error("device {}: a round failed", device.name(), problem);
                } else {
                    report(answer);
                }
            } catch (RuntimeException e) {
                log.error("device {}: a round could not be reported", device.name(), e);
            }
            boolean again = answer != null && !answer.reached() && misses < MISSES;
            Duration pause = again ? AGAIN : confirms ? CONFIRM : settings.interval();
            confirms = false;
            plan(Math.min(pause.toMillis(), settings.interval().toMillis()));
        }

        private void report(Behind.Answer answer) {
            misses = answer.reached() ? 0 : misses + 1;
            if (isClosed() || !answer.reached() && misses < MISSES) {
                return;
            }
            List<Reading> readings = new ArrayList<>(answer.readings());
            readings.add(0, new Reading(Conditions.REACHABLE, answer.reached()));
            latest = Latest.of(answer.reached(), readings);
            showObjects(this);
            rule.allow(device.maxSeries());
            rule.keep(rule.round(readings, uptimeMillis.getAsLong(), clock.millis()), append);
        }

        /** What the device said unasked, such as by a trap. */
        synchronized boolean tell(List<Reading> readings) {
            latest = latest.with(readings);
            boolean safe = rule.keep(rule.watch(readings, uptimeMillis.getAsLong(), clock.millis()), append);
            confirmSoon();
            return safe;
        }

        synchronized void sendAll() {
            rule.sendAll();
        }
    }

    /**
     * Begins to ask a device.
     *
     * @return false when there is one of that name already, or there are too many
     */
    public boolean add(Behind device) {
        Turn turn;
        synchronized (this) {
            turn = new Turn(device, turns.size());
            if (closed || turns.containsKey(device.name())) {
                return false;
            }
            if (turns.size() >= settings.mostDevices()) {
                log.warn("device {}: at most {} are asked", device.name(), settings.mostDevices());
                return false;
            }
            turns.put(device.name(), turn);
        }
        turn.plan(random.nextLong(Math.max(1, settings.interval().toMillis() / 2)));
        return true;
    }

    private @Nullable Future<?> later(Runnable task, long millis) {
        try {
            return executor.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the agent is closing", e);
            return null;
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** How many devices are asked. */
    public synchronized int size() {
        return turns.size();
    }

    private synchronized List<Turn> turns() {
        return List.copyOf(turns.values());
    }

    /**
     * What the device of that name said unasked; it is asked soon whether it is so.
     *
     * @return whether that is safe in the outbox
     */
    public boolean tell(String name, List<Reading> readings) {
        Turn turn;
        synchronized (this) {
            turn = turns.get(name);
        }
        return turn != null && turn.tell(readings);
    }

    /** The controller may have forgotten what it knew: the next round of each device sends everything. */
    public void sendAll() {
        turns().forEach(Turn::sendAll);
    }

    /** The object LwM2M Gateway: each device's name in the province, and its prefix here. */
    public List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (Turn turn : turns()) {
            String name = turn.device.name();
            readings.add(Reading.of(OBJECT, turn.instance, 0, EndpointName.behind(settings.endpoint(), name)));
            readings.add(Reading.of(OBJECT, turn.instance, 1, name));
            readings.add(Reading.of(OBJECT, turn.instance, 3, turn.latest.links()));
        }
        return readings;
    }

    /** Puts the object LwM2M Gateway into the tree as it is now; through the tree the devices can be read from then on. */
    public void show(ObjectTree tree) {
        shown = tree;
        tree.onPrefix(this::latest);
        readings().forEach(tree::put);
    }

    private void showObjects(Turn turn) {
        ObjectTree tree = shown;
        if (tree != null) {
            tree.put(Reading.of(OBJECT, turn.instance, 3, turn.latest.links()));
        }
    }

    private @Nullable Latest latest(String name) {
        Turn turn;
        synchronized (this) {
            turn = turns.get(name);
        }
        return turn == null ? null : turn.latest;
    }

    /**
     * No device is asked any more, and nothing is told of a round that is under way: that it has no answer may be
     * because of this.
     */
    @Override
    public synchronized void close() {
        closed = true;
    }
}
