package vn.tram.reflector;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.flow.Event;
import vn.tram.link.ProbeSession;
import vn.tram.profiles.file.Secret;
import vn.tram.stamp.NtpTime;
import vn.tram.stamp.ProbeParameters;
import vn.tram.stamp.ReflectedPacket;
import vn.tram.stamp.SenderPacket;
import vn.tram.stamp.StampKey;
import vn.tram.state.ProbeLevel;

/** Over real sockets on loopback. */
class StampListenerTest {

    private static final String NODE = "nut-1";

    @TempDir
    private Path folder;

    private final MemorySessions sessions = new MemorySessions();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private DatagramSocket socket;
    private ProbeKeys keys;
    private StampListener listener;

    @BeforeEach
    void start() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(5_000);
        listen(false);
    }

    private void listen(boolean unsigned) throws IOException {
        keys = ProbeKeys.open(folder.resolve("probe-secret"), sessions);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        listener = new StampListener(
                        new StampListener.Settings(any, unsigned, null), keys, InstantSource.system(), this::offer)
                .start();
    }

    private boolean offer(Event event) {
        if (refusals.get() > 0) {
            refusals.decrementAndGet();
            return false;
        }
        return told.add(event);
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
        socket.close();
    }

    private void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), listener.port()));
    }

    private byte[] receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private static SenderPacket packet(ProbeKeys.Given given, long sequence) {
        return new SenderPacket(sequence, NtpTime.of(Instant.now()), 0x3fff, given.ssid());
    }

    private @Nullable ReflectedPacket exchange(ProbeKeys.Given given, long sequence) throws IOException {
        StampKey key = new StampKey(given.key());
        send(packet(given, sequence).encode(key));
        return ReflectedPacket.decode(receive(), key);
    }

    private ProbeKeys.Given given() {
        return Objects.requireNonNull(keys.give(NODE));
    }

    private List<ProbeLevel> levels() {
        return told.stream()
                .filter(Event.Probed.class::isInstance)
                .map(event -> ((Event.Probed) event).level())
                .toList();
    }

    private long count(String kind) {
        return listener.counts().getOrDefault(kind, -1L);
    }

    @Test
    void a_nodes_probes_are_answered_and_its_silence_is_told_within_two_seconds() throws IOException {
        ProbeKeys.Given given = given();
        refusals.set(2);
        for (int i = 0; i < 5; i++) {
            ReflectedPacket answer = exchange(given, i);
            assertNotNull(answer);
            assertEquals(i, answer.sequence());
        }
        Instant last = Instant.now();
        await().until(() -> levels().equals(List.of(ProbeLevel.FLOWING)));
        assertEquals(1, listener.flowing());
        await().atMost(Duration.ofSeconds(10)).until(() -> levels().contains(ProbeLevel.SILENT));
        Event.Probed silent = (Event.Probed) told.get(told.size() - 1);
        assertEquals(NODE, silent.endpoint());
        assertTrue(Duration.between(silent.lastArrival(), last).abs().toMillis() < 500, silent::toString);
        assertTrue(Duration.between(silent.lastArrival(), silent.at()).toMillis() >= 1800, silent::toString);
        assertEquals(1, listener.silent());
    }

    @Test
    void after_a_restart_who_probed_before_is_expected_and_known_by_the_same_key() throws IOException {
        ProbeKeys.Given given = given();
        exchange(given, 7);
        await().until(() -> Objects.requireNonNull(sessions.kept.get(NODE)).heard());
        listener.close();
        told.clear();
        listen(false);
        await().atMost(Duration.ofSeconds(10)).until(() -> levels().equals(List.of(ProbeLevel.SILENT)));
        assertNotNull(exchange(given, 8));
        await().until(() -> levels().equals(List.of(ProbeLevel.SILENT, ProbeLevel.FLOWING)));
    }

    @Test
    void each_run_of_an_agent_has_a_key_of_its_own_and_the_one_before_ends() throws IOException {
        ProbeKeys.Given first = given();
        byte[] overheard = packet(first, 3).encode(new StampKey(first.key()));
        ProbeKeys.Given second = given();
        assertEquals(first.ssid(), second.ssid());
        assertNotEquals(first.key().value(), second.key().value());
        send(overheard);
        await().until(() -> count("refused_wrong_signature") == 1);
        assertNotNull(exchange(second, 0));
        assertNotEquals(
                Objects.requireNonNull(keys.give("nut-2")).ssid(), second.ssid(), "another node has its own session");
    }

    @Test
    void nonsense_is_counted_and_is_evidence_of_nothing() throws IOException {
        ProbeKeys.Given given = given();
        byte[] signed = packet(given, 1).encode(new StampKey(given.key()));
        send(signed);
        receive();
        send(signed);
        send(new byte[3]);
        send(new byte[1501]);
        send(packet(given, 2).encode());
        send(packet(given, 2).encode(new StampKey(new Secret("đoán"))));
        send(new SenderPacket(2, 1, 0, 999).encode(new StampKey(given.key())));
        await().until(() -> count("refused_unknown_session") == 1);
        for (String kind :
                List.of("repeated", "too_short", "too_long", "unsigned", "wrong_signature", "unknown_session")) {
            assertEquals(1, count("refused_" + kind), kind);
        }
        socket.setSoTimeout(200);
        assertThrows(SocketTimeoutException.class, this::receive, "none of it is answered");
        assertEquals(List.of(ProbeLevel.FLOWING), levels());
    }

    @Test
    void where_the_settings_allow_it_anybody_is_answered_and_nobody_believed() throws IOException {
        listener.close();
        listen(true);
        send(new SenderPacket(2, 77, 0x8001, 999).encode());
        ReflectedPacket answer = ReflectedPacket.decode(receive(), null);
        assertNotNull(answer);
        assertEquals(77, answer.sender().sent());
        assertEquals(1, count("answered_unsigned"));
        assertEquals(List.of(), told);
    }

    /** An independent sender: Python's struct and hmac, from the figures of RFC 8762 and RFC 8972. */
    private static final String SENDER = """
            import hashlib, hmac, socket, struct, sys
            port, ssid, key = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].encode()
            sign = lambda text: hmac.new(key, text, hashlib.sha256).digest()[:16]
            base = struct.pack('!I12xQHH68x', 41, 0xDEADBEEF00000001, 0x3FFF, ssid)
            packet = base + sign(base)
            tlvs = struct.pack('!BBHI', 0x80, 4, 4, 46 << 26)
            packet += tlvs + struct.pack('!BBH', 0x80, 8, 16) + sign(packet[:4] + tlvs)
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.settimeout(5)
            s.sendto(packet, ('127.0.0.1', port))
            answer = s.recv(2000)
            assert len(answer) == len(packet), len(answer)
            assert answer[96:112] == sign(answer[:96]), 'signature'
            seq, t3, e, i, t2, sseq, t1, se = struct.unpack('!I12xQHH4xQ8xI12xQH', answer[:74])
            assert (seq, i, sseq, t1, se) == (0, ssid, 41, 0xDEADBEEF00000001, 0x3FFF), (seq, i, sseq, t1, se)
            assert answer[112] == 0x80, 'the class is not known here, and not pretended to be'
            assert answer[124:140] == sign(answer[:4] + answer[112:120]), 'signature of the extensions'
            print('ok')
            """;

    @Test
    void an_independent_sender_is_answered_as_the_rfcs_say() throws IOException, InterruptedException {
        ProbeKeys.Given given = given();
        Process python;
        try {
            python = new ProcessBuilder(
                            "python3",
                            "-c",
                            SENDER,
                            Integer.toString(listener.port()),
                            Integer.toString(given.ssid()),
                            given.key().value())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("python3 is not installed");
            throw e;
        }
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("ok", said.strip());
        assertEquals(0, python.waitFor());
        await().until(() -> levels().equals(List.of(ProbeLevel.FLOWING)));
    }

    @Test
    void a_damaged_secret_is_refused_and_says_what_to_do() throws IOException {
        Files.writeString(folder.resolve("probe-secret"), "hỏng");
        IOException refused =
                assertThrows(IOException.class, () -> ProbeKeys.open(folder.resolve("probe-secret"), sessions));
        assertTrue(String.valueOf(refused.getMessage()).contains("must be 64 hexadecimal digits"), refused::getMessage);
    }

    @Test
    void there_is_a_session_for_as_many_nodes_as_there_are_ids() {
        for (int i = 1; i <= ProbeSession.MAX_SSID; i++) {
            sessions.kept.put("nut-" + i, new ProbeSession("nut-" + i, i, 1, false));
        }
        ProbeKeys full;
        try {
            full = ProbeKeys.open(folder.resolve("probe-secret"), sessions);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertNotNull(full.give("nut-9"));
        assertNull(full.give("one-more"));
    }

    @Test
    void what_a_node_fetches_is_read_as_it_was_written_and_nonsense_is_none() {
        ProbeParameters written = new ProbeParameters(7, new Secret("a=b"), 8620, Duration.ofSeconds(1));
        assertEquals(written, ProbeParameters.parse(written.text() + "later=more\n"));
        for (String wrong : List.of(
                "",
                "ssid=0\nkey=a\nport=1\ninterval-ms=1000\n",
                "ssid=1\nkey=\nport=1\ninterval-ms=1000\n",
                "ssid=1\nkey=a\nport=65536\ninterval-ms=1000\n",
                "ssid=1\nkey=a\nport=1\ninterval-ms=1\n")) {
            assertNull(ProbeParameters.parse(wrong), wrong);
        }
    }
}
