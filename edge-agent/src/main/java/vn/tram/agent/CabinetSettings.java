package vn.tram.agent;

import com.pi4j.io.gpio.digital.PullResistance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.cabinet.PowerCycle;
import vn.tram.cabinet.Wiring;
import vn.tram.profiles.file.YamlMap;

/** The part {@code cabinet} of an agent's settings: each function, and what it is wired to. */
final class CabinetSettings {

    private static final Path THERMOMETERS = Path.of("/sys/bus/w1/devices");
    private static final Path SUPPLIES = Path.of("/sys/class/power_supply");
    private static final int LINES = 512;
    private static final Duration OFF = Duration.ofSeconds(15);
    private static final Duration AFTER = Duration.ofMinutes(10);
    private static final Duration HOLD_OFF = Duration.ofMinutes(30);
    private static final int PER_DAY = 4;

    private enum Level {
        LOW,
        HIGH
    }

    private enum Pull {
        UP(PullResistance.PULL_UP),
        DOWN(PullResistance.PULL_DOWN),
        OFF(PullResistance.OFF);

        private final PullResistance resistance;

        Pull(PullResistance resistance) {
            this.resistance = resistance;
        }
    }

    private CabinetSettings() {}

    static Wiring of(YamlMap cabinet) {
        Set<Integer> wired = new HashSet<>();
        return new Wiring(
                cabinet.has("lamp") ? output(cabinet.map("lamp"), wired) : null,
                cabinet.has("relay") ? relay(cabinet.map("relay"), wired) : null,
                cabinet.has("door") ? input(cabinet.map("door"), wired, Duration.ofMillis(50)) : null,
                cabinet.has("mains") ? input(cabinet.map("mains"), wired, Duration.ofMillis(500)) : null,
                folder(cabinet, "temperature", THERMOMETERS),
                folder(cabinet, "battery", SUPPLIES));
    }

    private static Wiring.Output output(YamlMap map, Set<Integer> wired) {
        return new Wiring.Output(line(map, wired), map.choice("active", Level.class, Level.HIGH) == Level.LOW);
    }

    private static int line(YamlMap map, Set<Integer> wired) {
        int line = map.integer("gpio", 0, LINES, 0);
        if (!map.has("gpio")) {
            map.problem("gpio", "must be the number of the line, such as 17", "nothing");
        } else if (!wired.add(line)) {
            map.problem("gpio", "must be a line that nothing else is wired to", Integer.toString(line));
        }
        return line;
    }

    private static Wiring.Input input(YamlMap map, Set<Integer> wired, Duration debounce) {
        return new Wiring.Input(
                line(map, wired),
                map.choice("active", Level.class, Level.LOW) == Level.LOW,
                map.choice("pull", Pull.class, Pull.UP).resistance,
                map.duration("debounce", Duration.ZERO, Duration.ofMinutes(1), debounce));
    }

    private static Wiring.Relay relay(YamlMap map, Set<Integer> wired) {
        Wiring.Output output = output(map, wired);
        Duration after = map.duration("after", Duration.ofMinutes(1), Duration.ofDays(1), AFTER);
        Duration off = map.duration("off", Duration.ofSeconds(1), Duration.ofMinutes(5), OFF);
        Duration holdOff = map.duration("hold-off", Duration.ofMinutes(1), Duration.ofDays(1), HOLD_OFF);
        int perDay = map.integer("per-day", 1, 48, PER_DAY);
        if (holdOff.compareTo(off) <= 0) {
            map.problem(
                    "hold-off",
                    "must be longer than off, which is " + off.toSeconds() + "s",
                    holdOff.toSeconds() + "s");
            holdOff = off.plus(HOLD_OFF);
        }
        return new Wiring.Relay(output, map.text("of", "modem"), new PowerCycle.Rule(after, off, holdOff, perDay));
    }

    /** A name, such as {@code 28-0316a2798aff}, within the kernel's folder. */
    private static @Nullable Path folder(YamlMap cabinet, String key, Path parent) {
        if (!cabinet.has(key)) {
            return null;
        }
        String name = cabinet.text(key);
        if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
            cabinet.problem(key, "must be a name in " + parent, name);
        }
        return parent.resolve(name);
    }
}
