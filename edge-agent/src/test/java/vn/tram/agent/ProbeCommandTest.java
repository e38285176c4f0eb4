package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tram.probe.ProbeSettings;
import vn.tram.probe.Probes;
import vn.tram.profiles.file.Secret;

/** {@code tram probe} against the agent's own reflector, and against nobody, over loopback. */
class ProbeCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return new ProbeCommand(new PrintWriter(out, true), new PrintWriter(err, true)).run(words);
    }

    private static Probes reflector(@Nullable Secret key) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ProbeSettings settings = new ProbeSettings(false, null, List.of(), new ProbeSettings.Listening(any, key));
        Probes probes = new Probes(settings, null, Duration.ofMinutes(1), InstantSource.system(), Runnable::run);
        probes.start();
        return probes;
    }

    private void assertSays(String pattern) {
        assertTrue(Pattern.compile(pattern).matcher(out.toString()).find(), () -> pattern + " in " + out);
    }

    @Test
    void each_answer_has_its_line_and_the_summary_says_what_is_known_and_what_is_not() throws IOException {
        try (Probes reflector = reflector(null)) {
            String target = "127.0.0.1:" + reflector.reflectorPort();
            assertEquals(0, run(target, "--count", "5", "--rate", "50", "--dscp", "ef", "--language", "en"));
            assertSays("answer 0 from " + target + ": [0-9.]+ ms");
            assertSays("answer 4 from");
            assertSays("5 sent, 5 answered, 0 lost \\(0.0 %\\)");
            assertSays("there 0, on the way back 0");
            assertSays("least [0-9.]+, median [0-9.]+, 99 of 100 within [0-9.]+, most [0-9.]+");
            assertSays("one way in ms: there unknown, back unknown");
            assertSays("sent EF, arrived there with unknown, answers arrived here with (unknown|CS0)\\n");
            assertSays("estimate for a conversation \\(G.107\\): R 9[0-9.]+, MOS 4");
        }
    }

    @Test
    void one_way_delays_are_told_when_both_ends_promise_the_right_time() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Duration error = Duration.ofMillis(1);
        ProbeSettings settings = new ProbeSettings(false, error, List.of(), new ProbeSettings.Listening(any, null));
        try (Probes reflector =
                new Probes(settings, null, Duration.ofMinutes(1), InstantSource.system(), Runnable::run)) {
            reflector.start();
            String target = "127.0.0.1:" + reflector.reflectorPort();
            assertEquals(0, run(target, "--count", "3", "--rate", "100", "--clock-error", "1000", "--language", "vi"));
            assertSays("trễ một chiều \\(ms\\): đi [0-9.]+, về [0-9.]+");
        }
    }

    @Test
    void a_signed_session_is_answered_at_the_size_that_was_asked_for() throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(key, "khoá của hai trạm\n");
        try (Probes reflector = reflector(new Secret("khoá của hai trạm"))) {
            String target = "127.0.0.1:" + reflector.reflectorPort();
            assertEquals(
                    0,
                    run(
                            target,
                            "--count",
                            "2",
                            "--rate",
                            "20",
                            "--key",
                            key.toString(),
                            "--ssid",
                            "9",
                            "--size",
                            "1400",
                            "--json"));
            assertSays("\"sent\":2,\"answered\":2,\"lost\":0");
            assertEquals(2L, reflector.reflectorCounts().get("answered_signed"));
        }
    }

    @Test
    void nobody_answers_at_a_silent_port_which_is_exit_code_1() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String target = "127.0.0.1:" + silent.getLocalPort();
            assertEquals(1, run(target, "--count", "3", "--rate", "100", "--language", "vi"));
            assertSays("mất gói 2: không có trả lời trong 2 giây");
            assertSays("đã gửi 3, được trả lời 0, mất 3 \\(100.0 %\\)");
            assertSays("mất chiều đi không rõ, chiều về không rõ");
            assertSays("Không có trả lời nào.");
        }
    }

    @Test
    void a_port_that_takes_connections_is_tested_by_them() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String target = "127.0.0.1:" + server.getLocalPort();
            assertEquals(0, run(target, "--via", "tcp", "--count", "3", "--rate", "100", "--json"));
            assertSays("\"via\":\"tcp\",\"sent\":3,\"answered\":3.*\"lostForward\":0.*\"dscpReceivedThere\":null");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 --count 0 | --count: must be 1 to 100000, was 0",
                "127.0.0.1 --rate 101 | --rate: must be 1 to 100, was 101",
                "127.0.0.1 --via icmp --rate 11 | --rate: must be 1 to 10, was 11",
                "127.0.0.1 --via udp | --via: must be stamp, icmp or tcp, was udp",
                "127.0.0.1 --dscp EFF | --dscp: must be a class such as EF, AF41 or CS5, or 0 to 63, was EFF",
                "127.0.0.1 --dscp 64 | --dscp: must be a class such as EF, AF41 or CS5, or 0 to 63, was 64",
                "127.0.0.1 --size 55 | --size: must be 56 to 1472, was 55",
                "127.0.0.1 --via tcp | target: must be HOST:PORT with --via tcp, was 127.0.0.1",
                "127.0.0.1:1 --via icmp | target: must be without port with --via icmp, was 127.0.0.1:1",
                "127.0.0.1:70000 | target: must have a port of 1 to 65535, was 70000",
                "-f | argument: must be one HOST[:PORT] or an option of --help, was -f",
                "127.0.0.1 --key /no/such | --key: must be a file that can be read, was /no/such",
                "127.0.0.1:1 --via tcp --ssid 3 | --ssid: must be left out with --via tcp, was 3",
                "khong-co.invalid | target: must be a name that is known or an address, was khong-co.invalid"
            })
    void bad_input_is_refused_with_what_the_rule_and_the_value(String line, String problem) {
        assertEquals(2, run(line.split(" ")));
        assertTrue(
                err.toString().startsWith("tram: " + problem.replace("was 70000", "was 127.0.0.1:70000")),
                err::toString);
    }

    @Test
    void an_ipv6_address_is_taken_with_a_port_and_without() throws Exception {
        assertEquals(
                "[::1]:8620",
                ProbeReport.target(
                        Objects.requireNonNull(ProbeArguments.of("[::1]:8620")).link()));
        assertEquals(
                "[2001:db8::1]:862",
                ProbeReport.target(
                        Objects.requireNonNull(ProbeArguments.of("2001:db8::1")).link()));
    }

    @Test
    void both_languages_have_the_same_texts() throws IOException {
        Properties vi = new Properties();
        Properties en = new Properties();
        vi.load(getClass().getResourceAsStream("/probe/vi.properties"));
        en.load(getClass().getResourceAsStream("/probe/en.properties"));
        assertEquals(en.stringPropertyNames(), vi.stringPropertyNames());
    }
}
