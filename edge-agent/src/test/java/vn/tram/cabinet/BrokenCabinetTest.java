package vn.tram.cabinet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProviderImpl;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProviderImpl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;

/** A cabinet whose lines fail, as those of a worn board or a wrong setting do. */
class BrokenCabinetTest {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final int LAMP = 17;
    private static final int RELAY = 27;
    private static final int DOOR = 5;
    private static final int NO_LINE = 500;
    private static final ResourcePath DOOR_IS_OPEN = new ResourcePath(3342, 0, 5500);

    @TempDir
    Path folder;

    private final ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
    private int brokenLine = -1;
    private DigitalState doorLine = DigitalState.LOW;
    private final Context gpio = Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(new Inputs(), new Outputs())
            .build();
    private long nanos;
    private boolean reachable = true;
    private @Nullable Cabinet opened;

    private final class Outputs extends MockDigitalOutputProviderImpl {
        @Override
        public DigitalOutput create(DigitalOutputConfig config) {
            if (config.address() == NO_LINE) {
                throw new IllegalArgumentException("no line " + NO_LINE);
            }
            DigitalOutput output = new MockDigitalOutput(this, config) {
                @Override
                public DigitalOutput state(DigitalState state) {
                    if (config.address() == brokenLine) {
                        throw new IllegalStateException("line " + brokenLine + " is gone");
                    }
                    return super.state(state);
                }
            };
            context().registry().add(output);
            return output;
        }
    }

    /** Inputs that tell nothing by themselves: their edges got lost. */
    private final class Inputs extends MockDigitalInputProviderImpl {
        @Override
        public DigitalInput create(DigitalInputConfig config) {
            DigitalInput input = new MockDigitalInput(this, config) {
                @Override
                public DigitalState state() {
                    if (config.address() == brokenLine) {
                        throw new IllegalStateException("line " + brokenLine + " is gone");
                    }
                    return doorLine;
                }
            };
            context().registry().add(input);
            return input;
        }
    }

    private Cabinet open(int lampLine) {
        Wiring wiring = new Wiring(
                new Wiring.Output(lampLine, false),
                new Wiring.Relay(
                        new Wiring.Output(RELAY, false),
                        "modem",
                        new PowerCycle.Rule(Duration.ofMinutes(10), Duration.ofSeconds(15), Duration.ofMinutes(30), 2)),
                new Wiring.Input(DOOR, false, PullResistance.PULL_UP, Duration.ofMillis(50)),
                null,
                null,
                null);
        Cabinet cabinet = new Cabinet(
                wiring, gpio, "", folder.resolve("power-cycles"), () -> nanos, () -> START.plusNanos(nanos));
        cabinet.attach(tree, () -> reachable);
        opened = cabinet;
        return cabinet;
    }

    @BeforeEach
    void isWell() {
        brokenLine = -1;
    }

    @AfterEach
    void end() {
        brokenLine = -1;
        if (opened != null) {
            opened.close();
        }
    }

    private boolean interrupts() {
        return ((DigitalOutput) gpio.registry().get("relay")).isHigh();
    }

    private static @Nullable Object told(List<Reading> readings, ResourcePath path) {
        return readings.stream()
                .filter(reading -> reading.path().equals(path))
                .map(Reading::value)
                .findFirst()
                .orElse(null);
    }

    @Test
    void a_lamp_that_fails_while_the_power_is_interrupted_does_not_leave_the_site_without_it() {
        Cabinet cabinet = open(LAMP);
        assertEquals(ObjectTree.CHANGED, tree.write(Cabinet.POWER, false));
        cabinet.watch();
        assertTrue(interrupts());

        brokenLine = LAMP;
        nanos += Duration.ofSeconds(15).toNanos();
        cabinet.watch();

        assertFalse(interrupts());
        cabinet.sample();
        assertEquals("cabinet: lamp: line 17 is gone", cabinet.problem());
        brokenLine = -1;
        cabinet.watch();
        cabinet.sample();
        assertEquals("", cabinet.problem());
    }

    @Test
    void a_relay_that_does_not_move_is_named_and_moved_again() {
        Cabinet cabinet = open(LAMP);
        tree.write(Cabinet.POWER, false);
        cabinet.watch();
        brokenLine = RELAY;
        nanos += Duration.ofSeconds(15).toNanos();
        List<Reading> readings = cabinet.watch();
        assertTrue(interrupts());
        assertEquals(false, told(readings, DOOR_IS_OPEN), "the door is watched all the same");
        cabinet.sample();
        assertEquals("cabinet: relay: line 27 is gone", cabinet.problem());

        brokenLine = -1;
        cabinet.watch();

        assertFalse(interrupts());
    }

    @Test
    void a_cabinet_that_has_ended_gives_the_power_back_and_lets_nobody_take_it() {
        Cabinet cabinet = open(LAMP);
        tree.write(Cabinet.POWER, false);
        cabinet.watch();
        assertTrue(interrupts());
        DigitalOutput relay = (DigitalOutput) gpio.registry().get("relay");
        brokenLine = LAMP;

        cabinet.close();

        assertTrue(relay.isLow());
        nanos += Duration.ofHours(1).toNanos();
        assertEquals(ObjectTree.METHOD_NOT_ALLOWED, tree.write(Cabinet.POWER, false));
        assertTrue(relay.isLow());
    }

    @Test
    void a_door_whose_edges_got_lost_is_seen_to_be_open_all_the_same() {
        Cabinet cabinet = open(LAMP);
        assertEquals(false, told(cabinet.watch(), DOOR_IS_OPEN));

        doorLine = DigitalState.HIGH;
        cabinet.watch();
        nanos += Duration.ofMillis(500).toNanos();

        assertEquals(true, told(cabinet.watch(), DOOR_IS_OPEN));
        brokenLine = DOOR;
        assertNull(told(cabinet.watch(), DOOR_IS_OPEN), "nothing is known of it");
    }

    @Test
    void a_line_that_is_not_there_leaves_its_part_out_whatever_its_library_throws() throws Exception {
        Cabinet cabinet = open(NO_LINE);
        cabinet.sample();
        assertEquals("cabinet: lamp is left out: no line 500", cabinet.problem());
        assertEquals(ObjectTree.CHANGED, tree.write(Cabinet.POWER, false));
        assertEquals(1, Files.readAllLines(folder.resolve("power-cycles")).size());
    }
}
