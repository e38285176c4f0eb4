package vn.tram.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.Group;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Oid;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.profiles.file.Secret;
import vn.tram.sampler.snmp.Poll;
import vn.tram.sampler.snmp.SnmpDevice;
import vn.tram.sampler.snmp.SnmpTransport;
import vn.tram.simulator.device.ReplayFault.Kind;

/** What makers and cables do to a poller: it says so, keeps what it has, and asks the other devices on time. */
@Timeout(60)
class BadDevicesTest {

    private static final Secret PUBLIC = new Secret("public");
    private static final String SYSTEM = "1.3.6.1.2.1.1.1.0|4|box\n1.3.6.1.2.1.1.3.0|67|900\n";

    @TempDir
    private Path folder = Path.of("");

    private final ReplayFarm farm = ReplayFarm.start();
    private final SnmpTransport transport = SnmpTransport.open();
    private final List<Group> groups;

    BadDevicesTest() throws IOException, BadFileException {
        groups = List.copyOf(ProfileLibrary.bundled(ObjectDefinitions.bundled())
                .load("generic/snmp")
                .allGroups());
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        farm.close();
    }

    @Test
    void of_65000_interfaces_as_many_are_read_as_is_sensible_and_the_rest_is_said_to_be_left_out() throws IOException {
        StringBuilder text = new StringBuilder(SYSTEM);
        for (int i = 1; i <= 65_000; i++) {
            text.append("1.3.6.1.2.1.2.2.1.8.").append(i).append("|2|1\n");
        }
        SnmpDevice device = device("many", text.toString());

        Poll.Outcome outcome = Poll.once(device, groups).join();

        assertEquals(1000, interfaces(outcome));
        assertTrue(trouble(outcome).contains("more than the 1000 rows that are read"), trouble(outcome));
        assertTrue(device.counts().cutOff() > 0);
    }

    @Test
    void nonsense_in_numeric_places_is_left_out_and_what_is_sound_beside_it_is_read() throws IOException {
        SnmpDevice device = device("nonsense", SYSTEM + """
                1.3.6.1.2.1.2.2.1.2.1|4x|42fc636b6500ff
                1.3.6.1.2.1.2.2.1.4.1|4|plenty
                1.3.6.1.2.1.2.2.1.7.1|2|77
                1.3.6.1.2.1.2.2.1.8.1|2|1
                1.3.6.1.2.1.25.2.2.0|6|1.3.6.1
                1.3.6.1.2.1.33.1.2.7.0|2|-40
                1.3.6.1.2.1.99.1.1.1.1.5|2|8
                1.3.6.1.2.1.99.1.1.1.2.5|2|-2147483648
                1.3.6.1.2.1.99.1.1.1.3.5|2|2147483647
                1.3.6.1.2.1.99.1.1.1.4.5|2|2147483647
                1.3.6.1.2.1.99.1.1.1.5.5|2|1
                """);

        Poll.Outcome outcome = Poll.once(device, groups).join();

        assertEquals("Bücke", value(outcome, 42_769, 1, 1));
        assertEquals(null, value(outcome, 42_769, 1, 4));
        assertEquals(null, value(outcome, 42_769, 1, 7));
        assertEquals(1L, value(outcome, 42_769, 1, 8));
        assertEquals(null, value(outcome, 42_770, 0, 2));
        assertTrue(outcome.values().getOrDefault("sensors", List.of()).stream()
                .anyMatch(value -> Double.valueOf(-40).equals(value.reading().value())));
        assertFalse(outcome.values().getOrDefault("sensors", List.of()).stream()
                .anyMatch(value -> value.index().equals(Oid.of(5))
                        && value.reading().value() instanceof Double number
                        && !Double.isFinite(number)));
    }

    @Test
    void devices_that_loop_or_are_lost_or_slow_do_not_keep_the_others_waiting() throws IOException {
        List<CompletableFuture<Poll.Outcome>> bad = new ArrayList<>();
        for (String fault : List.of("loop", "loss=0.5", "delay=400", "silence", "cut=1", "too-big=1")) {
            bad.add(Poll.once(device(fault, table(), ReplayFault.parse(fault)), groups));
        }
        List<CompletableFuture<Poll.Outcome>> good = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            good.add(Poll.once(device("good" + i, table()), groups));
        }

        good.forEach(poll -> assertEquals(20, interfaces(poll.join())));
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "took " + took);
        bad.forEach(poll -> assertTrue(poll.join() != null));
        assertEquals(20, interfaces(bad.get(4).join()), "of a device that cuts every answer");
        assertEquals(20, interfaces(bad.get(5).join()), "of a device that finds everything too big");
    }

    @Test
    void a_flood_of_datagrams_that_are_no_answers_is_counted_and_the_devices_are_still_read() throws IOException {
        SnmpDevice device = device("box", table(), ReplayFault.always(Kind.DELAY, 100));
        CompletableFuture<Poll.Outcome> poll = Poll.once(device, groups);
        byte[] longest = new byte[60_000];
        byte[] endless = {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 2, 1, 1};
        byte[] deep = new byte[9_000];
        Arrays.fill(deep, (byte) 0x30);
        try (DatagramSocket rogue = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress ours = new InetSocketAddress(InetAddress.getLoopbackAddress(), transport.port());
            for (int i = 0; i < 300; i++) {
                for (byte[] garbage :
                        List.of(longest, endless, deep, "GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII))) {
                    rogue.send(new DatagramPacket(garbage, garbage.length, ours));
                }
            }
        }

        assertEquals(20, interfaces(poll.join()));
        assertTrue(transport.counts().malformed() > 0);
    }

    private static String table() {
        StringBuilder text = new StringBuilder(SYSTEM);
        for (int i = 1; i <= 20; i++) {
            text.append("1.3.6.1.2.1.2.2.1.8.").append(i).append("|2|1\n");
        }
        return text.toString();
    }

    private static long interfaces(Poll.Outcome outcome) {
        return outcome.values().getOrDefault("link-state", List.of()).size();
    }

    private static String trouble(Poll.Outcome outcome) {
        return String.join("; ", outcome.troubles());
    }

    private static @Nullable Object value(Poll.Outcome outcome, int object, int instance, int resource) {
        ResourcePath path = new ResourcePath(object, instance, resource);
        return outcome.values().values().stream()
                .flatMap(List::stream)
                .filter(value -> value.reading().path().equals(path))
                .map(value -> value.reading().value())
                .findFirst()
                .orElse(null);
    }

    private SnmpDevice device(String name, String text, ReplayFault... faults) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".snmprec"), text);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return transport.device(farm.serve(Recording.read(file), any, PUBLIC, Arrays.asList(faults), 1), PUBLIC);
    }
}
