package vn.tram.cabinet;

import com.pi4j.context.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;

/**
 * The box at a site, by what its parts are for. Reports them as IPSO objects: door 3342, mains 3200, lamp and power
 * 3201, temperature 3303, battery 3411 and its voltage 3316. A part that fails is named by {@link #problem} and
 * leaves the others alone. The power relay is moved by {@link PowerCycle}'s rule, or by writing {@code false} to
 * {@link #POWER}; nobody can leave a site without power.
 */
public final class Cabinet implements AutoCloseable {

    /** Whether the modem has power, instance 1 of Digital Output. */
    static final ResourcePath POWER = new ResourcePath(3201, 1, 5550);

    private static final ResourcePath MAINS_FAILED = new ResourcePath(3200, 0, 5500);

    private static final Logger log = LoggerFactory.getLogger(Cabinet.class);
    /** How often {@link #watch} wants to be called: the lamp blinks by it. */
    public static final Duration WATCH_INTERVAL = Duration.ofMillis(500);

    /** How long a sensor may take, and a caller waits for the lines. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Wiring wiring;
    private final @Nullable Context gpio;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final CycleLog cycles;
    private final @Nullable Switch lamp;
    private final @Nullable Switch relay;
    private final @Nullable PowerCycle power;
    private final @Nullable Contact door;
    private final @Nullable Contact mains;
    private final SlowSensor thermometer = new SlowSensor("temperature", PATIENCE);
    private final SlowSensor batteryGauge = new SlowSensor("battery", PATIENCE);
    private final List<String> problems = new ArrayList<>();
    /** Held while lines are read or moved, which a bad bus can make last for ever. */
    private final ReentrantLock lines = new ReentrantLock();
    /** Of the parts that cannot be moved or read just now, by function. */
    private final Map<String, String> failing = new TreeMap<>();

    private boolean closed;
    private volatile String problem = "";
    private volatile BooleanSupplier reachable = () -> false;

    /**
     * The cabinet of this machine. Where it has no GPIO lines, what needs them is left out and said so.
     *
     * @param cycleFile remembers when power was interrupted
     */
    public static Cabinet open(Wiring wiring, Path cycleFile, InstantSource clock) {
        if (!wiring.needsGpio()) {
            return new Cabinet(wiring, null, "", cycleFile, System::nanoTime, clock);
        }
        try {
            return new Cabinet(wiring, Gpio.open(), "", cycleFile, System::nanoTime, clock);
        } catch (IOException e) {
            String problem = "cabinet: lamp, relay, door and mains are left out: " + e.getMessage();
            log.warn(problem);
            return new Cabinet(wiring, null, problem, cycleFile, System::nanoTime, clock);
        }
    }

    /**
     * @param gpio ended with this; null where there are no lines
     * @param problem why there are none though they are wanted, or empty
     */
    Cabinet(
            Wiring wiring,
            @Nullable Context gpio,
            String problem,
            Path cycleFile,
            LongSupplier nanos,
            InstantSource clock) {
        this.wiring = wiring;
        this.gpio = gpio;
        this.nanos = nanos;
        this.clock = clock;
        this.cycles = new CycleLog(cycleFile);
        if (!problem.isEmpty()) {
            problems.add(problem);
        }
        Wiring.Relay powered = wiring.relay();
        lamp = part("lamp", wiring.lamp(), Switch::new);
        relay = part("relay", powered == null ? null : powered.output(), Switch::new);
        power = powered == null || relay == null
                ? null
                : new PowerCycle(powered.rule(), cycles.read(clock.millis()), uptimeMillis());
        door = part("door", wiring.door(), (lines, id, wired) -> new Contact(lines, id, wired, nanos));
        mains = part("mains", wiring.mains(), (lines, id, wired) -> new Contact(lines, id, wired, nanos));
    }

    private interface Maker<W, P> {
        P make(Context gpio, String id, W wired);
    }

    private <W, P> @Nullable P part(String function, @Nullable W wired, Maker<W, P> maker) {
        if (gpio == null || wired == null) {
            return null;
        }
        try {
            return maker.make(gpio, function, wired);
        } catch (RuntimeException e) {
            // Pi4J hands on what its library for the lines throws, which is of no common kind.
            String problem = "cabinet: " + function + " is left out: " + e.getMessage();
            log.warn(problem);
            problems.add(problem);
            return null;
        }
    }

    private long uptimeMillis() {
        return nanos.getAsLong() / 1_000_000;
    }

    /**
     * Begins to show whether the controller can be reached, and lets it interrupt the power.
     *
     * @param reachable asked twice a second; must not wait
     */
    public void attach(ObjectTree tree, BooleanSupplier reachable) {
        this.reachable = reachable;
        if (power != null) {
            tree.onWrite(POWER, value -> value.equals(true) ? ObjectTree.CHANGED : interrupt());
        }
    }

    /** Whoever asks must not wait for a bad line, so the relay moves when its turn comes, at once. */
    private int interrupt() {
        try {
            if (!lines.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("power is not interrupted: the lines must be free within {} s", PATIENCE.toSeconds());
                return ObjectTree.SERVICE_UNAVAILABLE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ObjectTree.SERVICE_UNAVAILABLE;
        }
        try {
            return power == null || closed ? ObjectTree.METHOD_NOT_ALLOWED : begin(power);
        } finally {
            lines.unlock();
        }
    }

    private int begin(PowerCycle power) {
        long now = clock.millis();
        String refusal = power.begin(uptimeMillis(), now);
        if (!refusal.isEmpty()) {
            log.warn("power is not interrupted: {}", refusal);
            return ObjectTree.METHOD_NOT_ALLOWED;
        }
        interrupted("the controller asked for it", now);
        return ObjectTree.CHANGED;
    }

    private void interrupted(String why, long now) {
        cycles.add(now, power == null ? List.of() : power.past());
        log.warn(
                "power of {} is interrupted: {}",
                wiring.relay() == null ? "" : wiring.relay().of(),
                why);
    }

    private void showPower() {
        if (relay != null && power != null) {
            trying("relay", () -> relay.set(power.isOff()));
        }
    }

    /** A line that fails is named, and tried again the next time; the other parts go on. */
    private void trying(String function, Runnable part) {
        try {
            part.run();
            failing.remove(function);
        } catch (RuntimeException e) {
            String problem = "cabinet: " + function + ": " + e.getMessage();
            if (!problem.equals(failing.put(function, problem))) {
                log.error(problem);
            }
        }
    }

    /** What may change at any moment; also moves lamp and relay on, as time has passed. */
    public List<Reading> watch() {
        lines.lock();
        try {
            movePower();
            moveLamp();
            return states();
        } finally {
            lines.unlock();
        }
    }

    private void moveLamp() {
        if (lamp != null) {
            trying("lamp", () -> lamp.set(reachable.getAsBoolean() || !lamp.isOn()));
        }
    }

    private void movePower() {
        if (power == null) {
            return;
        }
        long now = clock.millis();
        if (power.look(reachable.getAsBoolean(), uptimeMillis(), now)) {
            interrupted("the controller could not be reached for too long", now);
        }
        showPower();
    }

    private List<Reading> states() {
        List<Reading> readings = new ArrayList<>();
        if (door != null) {
            trying("door", () -> readings.add(Reading.of(3342, 0, 5500, door.isActive())));
        }
        if (mains != null) {
            trying("mains", () -> readings.add(Reading.of(3200, 0, 5500, mains.isActive())));
        }
        if (power != null) {
            readings.add(new Reading(POWER, !power.isOff()));
        }
        return readings;
    }

    /** Everything. Takes a second where there is a thermometer, and never more than a few. */
    public List<Reading> sample() {
        List<String> failed = new ArrayList<>(problems);
        List<Reading> readings;
        lines.lock();
        try {
            readings = parts();
            failed.addAll(failing.values());
        } finally {
            lines.unlock();
        }
        measure(readings, failed);
        problem = String.join("; ", failed);
        return readings;
    }

    private List<Reading> parts() {
        List<Reading> readings = new ArrayList<>(states());
        if (door != null) {
            readings.add(Reading.of(3342, 0, 5501, door.activations()));
            readings.add(Reading.of(3342, 0, 5750, "door"));
        }
        if (mains != null) {
            readings.add(Reading.of(3200, 0, 5501, mains.activations()));
            readings.add(Reading.of(3200, 0, 5750, "mains failure"));
        }
        if (lamp != null) {
            readings.add(Reading.of(3201, 0, 5550, reachable.getAsBoolean()));
            readings.add(Reading.of(3201, 0, 5750, "lamp"));
        }
        Wiring.Relay powered = wiring.relay();
        if (power != null && powered != null) {
            readings.add(Reading.of(3201, 1, 5750, "power of " + powered.of()));
        }
        return readings;
    }

    /** What of the last {@link #sample} failed, and why; empty when nothing did. */
    public String problem() {
        return problem;
    }

    private void measure(List<Reading> readings, List<String> failed) {
        Path temperature = wiring.temperature();
        if (temperature != null) {
            try {
                readings.addAll(thermometer.read(() -> Sensors.temperature(temperature)));
            } catch (IOException e) {
                failed.add("cabinet: temperature: " + e.getMessage());
            }
        }
        Path battery = wiring.battery();
        if (battery != null) {
            Boolean mainsFailed = mainsFailed(readings);
            try {
                readings.addAll(batteryGauge.read(() -> Sensors.battery(battery, mainsFailed)));
            } catch (IOException e) {
                failed.add("cabinet: battery: " + e.getMessage());
            }
        }
    }

    private static @Nullable Boolean mainsFailed(List<Reading> readings) {
        return readings.stream()
                .filter(reading -> reading.path().equals(MAINS_FAILED))
                .map(reading -> (Boolean) reading.value())
                .findFirst()
                .orElse(null);
    }

    /** Power on, lamp off; nobody interrupts the power after that. */
    @Override
    public void close() {
        thermometer.close();
        batteryGauge.close();
        lines.lock();
        try {
            if (!closed && gpio != null) {
                closed = true;
                end(gpio);
            }
        } finally {
            lines.unlock();
        }
    }

    private void end(Context gpio) {
        // Before the rest, of which a part may not end in order.
        if (relay != null) {
            trying("relay", () -> relay.set(false));
        }
        if (lamp != null) {
            trying("lamp", () -> lamp.set(false));
        }
        trying("lines", gpio::shutdown);
    }
}
