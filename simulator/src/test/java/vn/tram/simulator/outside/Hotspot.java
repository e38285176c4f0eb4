package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import vn.tram.platform.GateSettings;
import vn.tram.platform.NftablesGate;
import vn.tram.platform.Prefix;

/**
 * A hotspot of network namespaces: two phones on a bridge of a router, a server on the internet behind it, and one on the
 * dedicated network. Whoever asks the portal's port gets the word {@code portal}, and whoever comes out {@code internet}.
 */
final class Hotspot implements AutoCloseable {

    static final String SERVER = "198.51.100.7";
    static final String SERVER_6 = "2001:db8:51::7";
    static final String DEDICATED = "10.20.0.7";
    static final String PHONE = "10.77.0.2";
    static final String PHONE_6 = "2001:db8:77::2";
    static final String PHONE_MAC = "02:00:5e:10:00:02";
    static final int PORTAL_PORT = 8088;
    static final int BIG_FILE = 1_000_000;

    final Namespace phone;
    final Namespace other;
    final Namespace router;
    final Namespace internet;
    private final Program portal;
    private final Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** @param said what a program wrote on both streams */
    record Outcome(int code, String said, Duration took) {}

    private Hotspot(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        router = namespace("r");
        phone = namespace("p");
        other = namespace("q");
        internet = namespace("i");
        portal = serve(router, "portal", PORTAL_PORT);
    }

    private Namespace namespace(String suffix) throws IOException, InterruptedException {
        Namespace created = Namespace.create(suffix);
        open.push(created);
        return created;
    }

    static Hotspot open(Path folder) throws IOException, InterruptedException {
        for (String program : List.of("nft", "curl", "busybox")) {
            Assumptions.assumeTrue(isInstalled(program), program + " is not installed");
        }
        Hotspot hotspot = new Hotspot(folder);
        try {
            hotspot.build();
            return hotspot;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            hotspot.close();
            throw e;
        }
    }

    static boolean isInstalled(String program) {
        return List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private void build() throws IOException, InterruptedException {
        router.ip("link", "add", "br-lan", "type", "bridge");
        addresses(router, "br-lan", "10.77.0.1/24", "2001:db8:77::1/64");
        attach(phone, "lan1", PHONE_MAC, PHONE, PHONE_6);
        attach(other, "lan2", "02:00:5e:10:00:03", "10.77.0.3", "2001:db8:77::3");
        cable("wan0", "eth0");
        addresses(router, "wan0", "198.51.100.1/24", "2001:db8:51::1/64");
        addresses(internet, "eth0", SERVER + "/24", SERVER_6 + "/64");
        routes(internet, "198.51.100.1", "2001:db8:51::1");
        cable("ded0", "eth1");
        addresses(router, "ded0", "10.20.0.1/16", "2001:db8:20::1/64");
        addresses(internet, "eth1", DEDICATED + "/16", "2001:db8:20::7/64");
        run(
                router,
                "sh",
                "-c",
                "echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding");
        serve(internet, "internet", 80);
        Files.write(folder.resolve("internet").resolve("big"), new byte[BIG_FILE]);
        try (RandomAccessFile endless = new RandomAccessFile(
                folder.resolve("internet").resolve("endless").toFile(), "rw")) {
            endless.setLength(100L * BIG_FILE);
        }
        answers(router, SERVER, "internet");
        answers(router, "[" + SERVER_6 + "]", "internet");
        answers(phone, "10.77.0.1:" + PORTAL_PORT, "portal");
        answers(phone, "[2001:db8:77::1]:" + PORTAL_PORT, "portal");
    }

    private void answers(Namespace from, String authority, String word) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> curl(from, "http://" + authority + "/").said().equals(word));
    }

    private void attach(Namespace client, String port, String mac, String v4, String v6)
            throws IOException, InterruptedException {
        router.ip("link", "add", port, "type", "veth", "peer", "name", "wlan0", "netns", client.name);
        router.ip("link", "set", port, "master", "br-lan", "up");
        client.ip("link", "set", "wlan0", "address", mac);
        addresses(client, "wlan0", v4 + "/24", v6 + "/64");
        routes(client, "10.77.0.1", "2001:db8:77::1");
    }

    private void cable(String here, String there) throws IOException, InterruptedException {
        router.ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", internet.name);
    }

    private static void addresses(Namespace at, String name, String v4, String v6)
            throws IOException, InterruptedException {
        at.ip("link", "set", name, "up");
        at.ip("addr", "add", v4, "dev", name);
        at.ip("addr", "add", v6, "dev", name, "nodad");
    }

    private static void routes(Namespace at, String v4, String v6) throws IOException, InterruptedException {
        at.ip("route", "add", "default", "via", v4);
        at.ip("-6", "route", "add", "default", "via", v6);
    }

    private Program serve(Namespace at, String word, int port) throws IOException {
        Path home = Files.createDirectories(folder.resolve(word));
        Files.writeString(home.resolve("index.html"), word);
        return start(at, word + ".log", "busybox", "httpd", "-f", "-p", Integer.toString(port), "-h", home.toString());
    }

    /** Ends with the hotspot, or before. */
    Program start(Namespace at, String log, String... command) throws IOException {
        Program program = Program.start(folder.resolve(log), at.name, command);
        open.push(program);
        return program;
    }

    GateSettings settings(String... garden) {
        return new GateSettings(
                "br-lan",
                List.of("wan0"),
                PORTAL_PORT,
                List.of(garden),
                List.of("ded0"),
                List.of(Objects.requireNonNull(Prefix.parse("10.20.0.0/16"))),
                null);
    }

    /** This process' hand in the router. */
    NftablesGate gate() throws IOException {
        return NftablesGate.open(
                settings(), List.of("ip", "netns", "exec", router.name), classNet(), new SecureRandom());
    }

    /** The router's own, as a process in it sees it. */
    private Path classNet() {
        return Path.of("/proc/" + portal.process().pid() + "/root/sys/class/net");
    }

    void nft(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(arguments));
        Outcome outcome = run(router, command.toArray(String[]::new));
        assertEquals(0, outcome.code(), outcome.said());
    }

    /** What a page says; empty when there is none within a second and a half. */
    String get(Namespace from, String host) throws IOException, InterruptedException {
        return curl(from, "http://" + (host.matches(".*:.*:.*") ? '[' + host + ']' : host) + "/")
                .said();
    }

    Outcome curl(Namespace from, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--connect-timeout", "1.5", "--max-time", "15"));
        command.addAll(List.of(arguments));
        return run(from, command.toArray(String[]::new));
    }

    static Outcome run(Namespace at, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", at.name));
        command.addAll(List.of(arguments));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " still runs, and has said " + said);
            }
            return new Outcome(process.exitValue(), said, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
