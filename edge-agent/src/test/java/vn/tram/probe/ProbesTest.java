package vn.tram.probe;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;
import vn.tram.probe.ProbeSettings.Link;
import vn.tram.probe.ProbeSettings.Listening;
import vn.tram.probe.ProbeSettings.Method;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.Secret;
import vn.tram.stamp.NtpTime;
import vn.tram.stamp.ProbeParameters;
import vn.tram.stamp.ReflectedPacket;
import vn.tram.stamp.SenderPacket;
import vn.tram.stamp.StampKey;

/** Real sockets on loopback, with a relay as the line between. */
class ProbesTest {

    private static final Secret KEY = new Secret("khoá");
    private static final Duration QUICK = Duration.ofMillis(100);
    private static final Duration SUMMARY = Duration.ofSeconds(2);
    private static final String HOST = "127.0.0.1";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ExecutorService background = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        background.shutdownNow();
    }

    private Probes start(ProbeSettings settings, Probes.@Nullable Controller link) throws IOException {
        Probes probes = new Probes(settings, link, SUMMARY, InstantSource.system(), background);
        open.push(probes);
        probes.start();
        return probes;
    }

    private static ProbeSettings links(Link... links) {
        return new ProbeSettings(true, null, List.of(links), null);
    }

    private static Link stamp(int port, @Nullable Secret key) {
        return new Link("duong-truc", Method.STAMP, HOST, port, QUICK, 7, key, 0);
    }

    private int reflector(@Nullable Secret key) throws IOException {
        Listening listening = new Listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), key);
        return start(new ProbeSettings(true, null, List.of(), listening), null).reflectorPort();
    }

    private Relay relay(int port) throws IOException {
        Relay relay = new Relay(port);
        open.push(relay);
        return relay;
    }

    private static @Nullable Object value(Probes probes, int instance, int resource) {
        ResourcePath path = new ResourcePath(ProbeReadings.OBJECT, instance, resource);
        return probes.readings().stream()
                .filter(reading -> reading.path().equals(path))
                .map(Reading::value)
                .findFirst()
                .orElse(null);
    }

    private static double number(Probes probes, int instance, int resource) {
        return value(probes, instance, resource) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static void awaitState(Probes probes, int instance, long state) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Long.valueOf(state).equals(value(probes, instance, 3)));
    }

    private static void awaitSummary(Probes probes, int instance) {
        await().atMost(Duration.ofSeconds(20)).until(() -> number(probes, instance, 4) > 0);
    }

    @Test
    void delay_and_losses_each_way_of_a_signed_link_are_told() throws IOException {
        Relay relay = relay(reflector(KEY));
        relay.delays(15);
        relay.loses(packet -> packet % 10 == 3, packet -> packet % 10 == 7);
        Probes probes = start(links(stamp(relay.port(), KEY)), null);
        awaitState(probes, 1, 2);
        await().atMost(Duration.ofSeconds(20)).until(() -> number(probes, 1, 7) >= 1 && number(probes, 1, 6) >= 1);
        double lost = number(probes, 1, 5);
        assertTrue(lost >= 2, () -> probes.readings().toString());
        assertTrue(
                number(probes, 1, 8) >= 30 && number(probes, 1, 9) < 60,
                () -> probes.readings().toString());
        assertTrue(
                number(probes, 1, 14) < 93.2 && number(probes, 1, 15) > 1,
                () -> probes.readings().toString());
        assertNull(value(probes, 1, 12), "nobody promised that clocks are right");
        assertEquals("stamp-signed", value(probes, 1, 2));
        assertEquals("duong-truc", value(probes, 1, 0));
    }

    @Test
    void every_reading_is_one_that_the_objects_definition_has() throws IOException {
        Probes probes = start(links(stamp(reflector(null), null)), null);
        awaitSummary(probes, 1);
        ObjectDefinitions definitions = ObjectDefinitions.bundled();
        ObjectTree tree = new ObjectTree(definitions);
        probes.readings().forEach(tree::put);
        assertTrue(probes.readings().size() > 12, () -> probes.readings().toString());
    }

    @Test
    void a_link_to_the_controller_that_is_not_probed_by_the_settings_is_told_to_be_off() throws IOException {
        Probes probes = start(new ProbeSettings(false, null, List.of(), null), null);
        assertEquals(List.of(new Reading(Conditions.PROBED_LINE, Conditions.PROBES_OFF)), probes.states());
    }

    @Test
    void a_link_that_is_cut_is_down_within_two_seconds_and_up_with_the_first_answer() throws IOException {
        Relay relay = relay(reflector(null));
        Probes probes = start(links(stamp(relay.port(), null)), null);
        awaitState(probes, 1, 1);
        relay.loses(packet -> true, packet -> true);
        long cut = System.nanoTime();
        awaitState(probes, 1, 3);
        Duration took = Duration.ofNanos(System.nanoTime() - cut);
        assertTrue(took.compareTo(Duration.ofMillis(1600)) > 0, took::toString);
        assertTrue(took.compareTo(Duration.ofMillis(3500)) < 0, took::toString);
        relay.loses(packet -> false, packet -> false);
        awaitState(probes, 1, 1);
    }

    @Test
    void an_answer_signed_by_somebody_else_is_counted_and_believed_in_nothing() throws IOException {
        Probes probes = start(links(stamp(reflector(new Secret("kẻ khác")), KEY)), null);
        awaitState(probes, 1, 3);
        DatagramSocket liar = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        open.push(liar);
        Probes deceived = start(links(stamp(liar.getLocalPort(), KEY)), null);
        background.execute(() -> lie(liar));
        await().atMost(Duration.ofSeconds(20)).until(() -> number(deceived, 1, 17) > 3);
        awaitState(deceived, 1, 3);
    }

    private static void lie(DatagramSocket socket) {
        StampKey wrong = new StampKey(new Secret("đoán"));
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        try {
            while (!socket.isClosed()) {
                socket.receive(packet);
                byte[] answer = new ReflectedPacket(0, 0, 0, 7, 0, new SenderPacket(0, 0, 0, 7), 1).encode(wrong);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            socket.close();
        }
    }

    /** twampy's: 38 octets, without SSID and TTL. */
    @Test
    void a_reflector_of_twamp_light_is_understood() throws IOException {
        DatagramSocket old = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        open.push(old);
        background.execute(() -> reflect38(old));
        Link link = new Link("cu", Method.STAMP, HOST, old.getLocalPort(), QUICK, 0, null, 0);
        Probes probes = new Probes(links(link), null, SUMMARY, InstantSource.system(), Runnable::run);
        open.push(probes);
        probes.start();
        awaitState(probes, 1, 1);
        awaitSummary(probes, 1);
        assertEquals(0.0, number(probes, 1, 5));
    }

    private static void reflect38(DatagramSocket socket) {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        try {
            for (int i = 0; !socket.isClosed(); i++) {
                socket.receive(packet);
                ByteBuffer answer = ByteBuffer.allocate(38);
                long now = NtpTime.of(Instant.now());
                answer.putInt(i)
                        .putLong(now)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(now);
                answer.put(packet.getData(), 0, 14);
                socket.send(new DatagramPacket(answer.array(), 38, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            socket.close();
        }
    }

    @Test
    void a_peer_that_only_takes_connections_is_probed_by_them_and_a_refusal_is_an_answer() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.push(server);
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        closed.close();
        Probes probes = start(
                links(
                        new Link("web", Method.TCP, HOST, server.getLocalPort(), QUICK, 0, null, 0),
                        new Link("dong", Method.TCP, HOST, closed.getLocalPort(), QUICK, 0, null, 0)),
                null);
        awaitState(probes, 1, 1);
        awaitState(probes, 2, 1);
        awaitSummary(probes, 2);
        assertEquals("tcp", value(probes, 2, 2));
        assertNull(IntStream.of(6, 7)
                .filter(i -> number(probes, 1, i) > 0)
                .boxed()
                .findFirst()
                .orElse(null));
    }

    @Test
    void the_link_to_the_controller_is_probed_as_the_controller_says_and_asked_for_again_until_it_does()
            throws IOException {
        int port = reflector(KEY);
        AtomicInteger asked = new AtomicInteger();
        ParameterSource source = () -> {
            if (asked.getAndIncrement() == 0) {
                throw new IOException("no way to there yet");
            }
            return new ProbeParameters(9, KEY, port, Duration.ofSeconds(1));
        };
        Probes probes = start(links(), new Probes.Controller(HOST, source));
        awaitState(probes, 0, 1);
        assertEquals(2, asked.get());
        awaitSummary(probes, 0);
        assertEquals("controller", value(probes, 0, 0));
        assertEquals(HOST + ":" + port, value(probes, 0, 1));
    }
}
