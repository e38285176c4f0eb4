package vn.tram.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ValueSource.TextForm;
import vn.tram.profiles.file.Secret;
import vn.tram.sampler.snmp.SnmpAccess;
import vn.tram.sampler.snmp.SnmpDevice;
import vn.tram.sampler.snmp.SnmpSource.Answers;
import vn.tram.sampler.snmp.SnmpSource.Rows;
import vn.tram.sampler.snmp.SnmpTransport;
import vn.tram.simulator.device.ReplayFault.Kind;

/** Recorded devices that live again, asked by the agent's own collector over UDP. */
class ReplayTest {

    private static final Secret PUBLIC = new Secret("public");
    private static final Oid NAME = Oid.of("1.3.6.1.2.1.1.5.0");
    private static final Oid DESCR = Oid.of("1.3.6.1.2.1.2.2.1.2");
    private static final Oid OPER = Oid.of("1.3.6.1.2.1.2.2.1.8");

    @TempDir
    private Path folder = Path.of("");

    private final ReplayFarm farm = ReplayFarm.start();
    private final SnmpTransport transport = SnmpTransport.open();

    ReplayTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        transport.close();
        farm.close();
    }

    @Test
    void a_recording_answers_get_and_tables_as_the_device_did() throws IOException {
        SnmpDevice device = device(recording("box"));

        assertEquals("box", name(device));
        Rows rows = device.walk(List.of(DESCR, OPER), 100).join();
        assertEquals("", rows.trouble());
        assertEquals(40, rows.rows().size());
        assertEquals(
                "port 7",
                Objects.requireNonNull(Objects.requireNonNull(rows.rows().get(Oid.of(7)))[0])
                        .asText(TextForm.UTF8));
    }

    @Test
    void version_1_is_answered_too() throws IOException {
        InetSocketAddress where = serve(recording("box"));
        SnmpDevice device = transport.device(where, new SnmpAccess.Community(true, PUBLIC));

        assertEquals(40, device.walk(List.of(DESCR, OPER), 100).join().rows().size());
        assertEquals("box", name(device));
    }

    @Test
    void a_wrong_community_gets_no_answer() throws IOException {
        InetSocketAddress where = serve(recording("box"));

        assertFalse(transport
                .device(where, new Secret("wrong"))
                .get(List.of(NAME))
                .join()
                .reached());
        assertEquals(0, farm.answers());
    }

    @Test
    void answers_that_are_too_big_or_cut_or_late_or_lost_are_all_got_in_the_end() throws IOException {
        for (String fault : List.of("too-big=9", "cut=7", "delay=40", "no-bulk", "loss=0.2")) {
            SnmpDevice device = device(recording("box"), ReplayFault.parse(fault));

            Rows rows = device.walk(List.of(DESCR, OPER), 100).join();

            assertEquals(40, rows.rows().size(), fault);
            assertEquals("", rows.trouble(), fault);
        }
    }

    @Test
    void a_table_that_loops_ends_and_is_counted() throws IOException {
        SnmpDevice device = device(recording("box"), ReplayFault.always(Kind.LOOP, 0));

        Rows rows = device.walk(List.of(DESCR, OPER), 100).join();

        assertEquals(40, rows.rows().size());
        assertTrue(rows.trouble().contains("loops"), rows.trouble());
        assertTrue(device.counts().loops() > 0);
    }

    @Test
    void a_thousand_devices_live_on_one_thread() throws IOException {
        Recording recording = recording("one of many");
        List<CompletableFuture<Answers>> all = new ArrayList<>();
        int threads = threads();
        for (int i = 0; i < 1000; i++) {
            all.add(device(recording).get(List.of(NAME)));
        }

        assertTrue(all.stream().allMatch(answers -> answers.join().reached()));
        assertTrue(threads() <= threads + 1, threads + " threads became " + threads());
    }

    @Test
    void time_goes_on_in_a_recording_and_is_the_same_in_every_run() {
        Movement movement = new Movement(List.of());

        assertEquals(new TimeTicks(1_000), movement.at(UP_TIME, new TimeTicks(900), 1_000));
        long first = counter(movement, 1_000);
        assertTrue(first > 100, "counter " + first);
        assertEquals(first, counter(movement, 1_000));
        assertEquals(first - 100, (counter(movement, 11_000) - 100) / 11);
    }

    @Test
    void a_reboot_starts_uptime_and_counters_from_nothing() {
        Movement movement = new Movement(List.of(ReplayFault.parse("reboot@10")));

        assertTrue(counter(movement, 9_999) > counter(movement, 10_100));
        assertEquals(new TimeTicks(10), movement.at(UP_TIME, new TimeTicks(900), 10_100));
        assertEquals(new Integer32(8), movement.at(new OID("1.3.6.1.6.3.10.2.1.2.0"), new Integer32(7), 10_100));
    }

    @Test
    void uptime_and_counters_of_32_bits_wrap_when_they_are_told_to() {
        Movement movement = new Movement(List.of(ReplayFault.parse("wrap@10")));

        assertTrue(counter(movement, 9_000) > 4_000_000_000L);
        assertTrue(counter(movement, 11_000) < 1_000_000);
        assertEquals(new TimeTicks(4_294_967_196L), movement.at(UP_TIME, new TimeTicks(900), 9_000));
        assertEquals(new TimeTicks(100), movement.at(UP_TIME, new TimeTicks(900), 11_000));
    }

    @Test
    void a_cable_that_is_cut_shows_and_its_counters_stand_still() {
        Movement movement = new Movement(List.of(ReplayFault.parse("down=3@10-20")));
        OID oper = new OID(OPER + ".3");
        Variable up = new Integer32(1);

        assertEquals(new Integer32(1), movement.at(oper, up, 9_000));
        assertEquals(new Integer32(2), movement.at(oper, up, 15_000));
        assertEquals(new Integer32(1), movement.at(oper, up, 20_000));
        assertEquals(counter(movement, 10_000), counter(movement, 19_000));
    }

    @Test
    void a_fault_that_is_none_is_refused_with_the_known_ones() {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> ReplayFault.parse("silense@10"))
                        .getMessage());

        assertTrue(message.contains("must be one of silence, loss, delay"), message);
        assertTrue(message.contains("silense"), message);
        assertEquals(new ReplayFault(Kind.LOSS, 0.3, seconds(1), seconds(2)), ReplayFault.parse("loss=0.3@1-2"));
    }

    private static final OID UP_TIME = new OID("1.3.6.1.2.1.1.3.0");

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static long counter(Movement movement, long elapsed) {
        return movement.at(new OID("1.3.6.1.2.1.2.2.1.10.3"), new Counter32(100), elapsed)
                .toLong();
    }

    private Recording recording(String name) throws IOException {
        StringBuilder text = new StringBuilder("1.3.6.1.2.1.1.3.0|67|900\n1.3.6.1.2.1.1.5.0|4|" + name + "\n");
        for (int i = 1; i <= 40; i++) {
            text.append(DESCR)
                    .append('.')
                    .append(i)
                    .append("|4|port ")
                    .append(i)
                    .append('\n');
            text.append(OPER).append('.').append(i).append("|2|1\n");
        }
        Path file = folder.resolve(name + ".snmprec");
        Files.writeString(file, text);
        return Recording.read(file);
    }

    private InetSocketAddress serve(Recording recording, ReplayFault... faults) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return farm.serve(recording, any, PUBLIC, Arrays.asList(faults), 1);
    }

    private SnmpDevice device(Recording recording, ReplayFault... faults) throws IOException {
        return transport.device(serve(recording, faults), PUBLIC);
    }

    private static int threads() {
        return Thread.activeCount();
    }

    private static @Nullable String name(SnmpDevice device) {
        Answers answers = device.get(List.of(NAME)).join();
        assertEquals("", answers.trouble());
        assertNull(answers.values().get(DESCR));
        return Objects.requireNonNull(answers.values().get(NAME)).asText(TextForm.UTF8);
    }
}
