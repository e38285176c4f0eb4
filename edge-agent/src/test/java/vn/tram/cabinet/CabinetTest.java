package vn.tram.cabinet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;

/** A cabinet on Pi4J's mock lines, with a thermometer and a battery as the kernel shows them. */
class CabinetTest {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final PowerCycle.Rule RULE =
            new PowerCycle.Rule(Duration.ofMinutes(10), Duration.ofSeconds(15), Duration.ofMinutes(30), 2);

    @TempDir
    Path folder;

    private final Context gpio = Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(MockDigitalInputProvider.newInstance(), MockDigitalOutputProvider.newInstance())
            .build();
    private final ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
    private @Nullable Cabinet opened;
    private long nanos;
    private boolean reachable = true;

    @BeforeEach
    void wire() throws IOException {
        Path thermometer = Files.createDirectory(folder.resolve("28-0316a2798aff"));
        Files.writeString(
                thermometer.resolve("w1_slave"),
                "8b 01 4b 46 7f ff 05 10 e1 : crc=e1 YES\n8b 01 4b 46 7f ff 05 10 e1 t=24687\n");
        Path battery = Files.createDirectory(folder.resolve("BAT0"));
        Files.writeString(battery.resolve("capacity"), "87\n");
        Files.writeString(battery.resolve("voltage_now"), "12950000\n");
        opened = open();
    }

    private Cabinet open() {
        Cabinet cabinet = new Cabinet(
                new Wiring(
                        new Wiring.Output(17, false),
                        new Wiring.Relay(new Wiring.Output(27, true), "modem", RULE),
                        new Wiring.Input(5, true, PullResistance.PULL_UP, Duration.ofMillis(50)),
                        new Wiring.Input(6, true, PullResistance.PULL_UP, Duration.ofMillis(500)),
                        folder.resolve("28-0316a2798aff"),
                        folder.resolve("BAT0")),
                gpio,
                "",
                folder.resolve("power-cycles"),
                () -> nanos,
                () -> START.plusNanos(nanos));
        cabinet.attach(tree, () -> reachable);
        return cabinet;
    }

    @AfterEach
    void end() {
        cabinet().close();
    }

    private Cabinet cabinet() {
        if (opened == null) {
            throw new IllegalStateException("no cabinet");
        }
        return opened;
    }

    private void contact(String function, DigitalState state) {
        ((MockDigitalInput) gpio.registry().get(function)).mockState(state);
    }

    private boolean isHigh(String function) {
        return ((DigitalOutput) gpio.registry().get(function)).isHigh();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static Map<String, Object> byPath(List<Reading> readings) {
        Map<String, Object> values = new TreeMap<>();
        readings.forEach(reading -> values.put(reading.path().toString(), reading.value()));
        return values;
    }

    @Test
    void a_whole_round_tells_of_every_part_in_values_that_the_objects_have() {
        contact("door", DigitalState.HIGH);
        contact("mains", DigitalState.HIGH);
        pass(Duration.ofSeconds(1));

        List<Reading> round = cabinet().sample();

        round.forEach(tree::put);
        Map<String, Object> values = byPath(round);
        assertEquals(false, values.get("/3342/0/5500"));
        assertEquals(false, values.get("/3200/0/5500"));
        assertEquals(true, values.get("/3201/0/5550"));
        assertEquals(true, values.get("/3201/1/5550"));
        assertEquals("power of modem", values.get("/3201/1/5750"));
        assertEquals(24.687, values.get("/3303/0/5700"));
        assertEquals(87L, values.get("/3411/0/1"));
        assertEquals(12.95, values.get("/3316/0/5700"));
        assertEquals(false, values.get("/3411/0/9"));
        assertEquals("", cabinet().problem());
    }

    @Test
    void an_open_door_and_lost_mains_are_seen_at_once_but_not_before_the_contact_has_settled() {
        contact("door", DigitalState.HIGH);
        contact("mains", DigitalState.HIGH);
        pass(Duration.ofSeconds(1));

        contact("door", DigitalState.LOW);
        contact("mains", DigitalState.LOW);
        pass(Duration.ofMillis(50));
        Map<String, Object> early = byPath(cabinet().watch());
        pass(Duration.ofMillis(450));
        Map<String, Object> late = byPath(cabinet().watch());

        assertEquals(true, early.get("/3342/0/5500"));
        assertEquals(false, early.get("/3200/0/5500"));
        assertEquals(true, late.get("/3200/0/5500"));
        assertEquals(true, byPath(cabinet().sample()).get("/3411/0/9"));
    }

    @Test
    void the_lamp_shines_while_the_controller_can_be_reached_and_blinks_while_it_cannot() {
        cabinet().watch();
        assertTrue(isHigh("lamp"));
        cabinet().watch();
        assertTrue(isHigh("lamp"));

        reachable = false;
        cabinet().watch();
        assertFalse(isHigh("lamp"));
        cabinet().watch();
        assertTrue(isHigh("lamp"));
    }

    @Test
    void a_modem_that_is_asked_to_restart_loses_its_power_for_a_while_and_only_so_often() throws IOException {
        assertTrue(isHigh("relay"), "a low line interrupts");

        assertEquals(ObjectTree.CHANGED, tree.write(Cabinet.POWER, false));
        assertEquals(false, byPath(cabinet().watch()).get("/3201/1/5550"));
        assertFalse(isHigh("relay"));
        pass(Duration.ofSeconds(15));
        assertEquals(true, byPath(cabinet().watch()).get("/3201/1/5550"));
        assertTrue(isHigh("relay"));

        assertEquals(ObjectTree.METHOD_NOT_ALLOWED, tree.write(Cabinet.POWER, false));
        cabinet().watch();
        assertTrue(isHigh("relay"));
        assertEquals(List.of(Long.toString(START.toEpochMilli())), Files.readAllLines(folder.resolve("power-cycles")));
    }

    @Test
    void a_lost_controller_cuts_the_modems_power_and_a_restarted_agent_remembers_how_often() {
        reachable = false;
        for (int second = 0; second < 7200; second++) {
            cabinet().watch();
            pass(Duration.ofSeconds(1));
        }
        assertEquals(2, new CycleLog(folder.resolve("power-cycles")).read(0).size());

        PowerCycle again = new PowerCycle(
                RULE, new CycleLog(folder.resolve("power-cycles")).read(0), TimeUnit.NANOSECONDS.toMillis(nanos));
        long now = START.plusNanos(nanos).toEpochMilli();
        assertEquals(
                "there were 2 interruptions in 24 hours, and 2 are allowed",
                again.begin(TimeUnit.NANOSECONDS.toMillis(nanos), now));
    }

    @Test
    void the_file_of_interruptions_stays_short_however_many_there_were() throws IOException {
        Path file = folder.resolve("power-cycles");
        long day = Duration.ofDays(1).toMillis();
        PowerCycle power = new PowerCycle(RULE, List.of(), 0);
        CycleLog log = new CycleLog(file);
        for (long at = day; at <= 400 * day; at += day / 2) {
            assertEquals("", power.begin(at, at));
            log.add(at, power.past());
            power.look(true, at + 60_000, at + 60_000);
            assertTrue(Files.readAllLines(file).size() <= 100, "lines of " + file);
        }
        assertEquals(
                power.past(),
                log.read(0).subList(log.read(0).size() - 2, log.read(0).size()));
        assertFalse(Files.exists(folder.resolve("power-cycles.tmp")));
    }

    /** A cable that pulls the one-wire bus down: the kernel's driver does not come back. */
    @Test
    void a_thermometer_that_hangs_is_named_and_keeps_neither_the_rest_waiting_nor_the_modem_without_power()
            throws Exception {
        Path thermometer = folder.resolve("28-0316a2798aff/w1_slave");
        Files.delete(thermometer);
        assumeTrue(new ProcessBuilder("mkfifo", thermometer.toString()).start().waitFor() == 0, "mkfifo");
        assertEquals(ObjectTree.CHANGED, tree.write(Cabinet.POWER, false));
        cabinet().watch();

        Map<String, Object> values = byPath(cabinet().sample());
        assertTrue(values.containsKey("/3411/0/1"), "the battery is measured all the same");
        assertEquals(
                "cabinet: temperature: must answer within 2 s, and does not",
                cabinet().problem());
        pass(Duration.ofSeconds(15));
        assertEquals(true, byPath(cabinet().watch()).get("/3201/1/5550"));

        Files.writeString(thermometer, "crc=e1 YES t=24687", StandardOpenOption.WRITE);
        Files.delete(thermometer);
        Files.writeString(thermometer, ": crc=e1 YES\n t=24687\n");
        await().until(() -> byPath(cabinet().sample()).get("/3303/0/5700") instanceof Double);
        assertEquals("", cabinet().problem());
    }

    @Test
    void what_fails_is_named_and_leaves_the_rest_alone() throws IOException {
        Files.writeString(
                folder.resolve("28-0316a2798aff/w1_slave"), "ff ff ff ff ff ff ff ff ff : crc=c9 NO\nff t=-62\n");
        Files.delete(folder.resolve("BAT0/capacity"));

        Map<String, Object> values = byPath(cabinet().sample());

        String error = cabinet().problem();
        assertTrue(error.contains("w1_slave: must have a right checksum"), error);
        assertTrue(error.contains("capacity: must be the charge in per cent"), error);
        assertFalse(values.containsKey("/3303/0/5700"));
        assertTrue(values.containsKey("/3342/0/5500"));
    }

    @Test
    void a_machine_without_lines_says_so_and_measures_the_rest() {
        assumeFalse(
                Files.exists(Path.of("/dev/gpiochip0")), "this machine has GPIO lines, which this test must not move");
        Wiring wiring =
                new Wiring(new Wiring.Output(17, false), null, null, null, folder.resolve("28-0316a2798aff"), null);
        try (Cabinet without = Cabinet.open(wiring, folder.resolve("power-cycles"), () -> START)) {
            Map<String, Object> values = byPath(without.sample());

            assertEquals(
                    "cabinet: lamp, relay, door and mains are left out: this machine has no GPIO lines"
                            + " (/dev/gpiochip0 is not there)",
                    without.problem());
            assertEquals(24.687, values.get("/3303/0/5700"));
        }
    }
}
