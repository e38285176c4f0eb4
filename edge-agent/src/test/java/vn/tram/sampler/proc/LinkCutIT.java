package vn.tram.sampler.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.Group.KernelPart;

/** A real link in a network namespace is cut and restored under a sampler that runs within. */
class LinkCutIT {

    private final String namespace = "tram-c-" + ProcessHandle.current().pid();

    /** Prints the state of the interface with the given name whenever it changes, as the agent would watch it. */
    static final class Child {
        public static void main(String[] args) throws Exception {
            KernelSampler sampler =
                    new KernelSampler(Path.of("/"), EnumSet.of(KernelPart.INTERFACES), InstantSource.system());
            int index = NetworkInterface.getByName(args[0]).getIndex();
            Object[] last = {""};
            ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
            watcher.scheduleWithFixedDelay(
                    () -> {
                        for (Reading reading : sampler.watch()) {
                            boolean isStatus = reading.path().equals(new ResourcePath(42769, index, 8));
                            if (isStatus && !last[0].equals(reading.value())) {
                                last[0] = reading.value();
                                System.out.println(last[0]);
                            }
                        }
                    },
                    0,
                    50,
                    TimeUnit.MILLISECONDS);
            System.in.read();
            watcher.shutdownNow();
        }
    }

    @BeforeEach
    void a_veth_pair_in_a_namespace() throws Exception {
        Assumptions.assumeTrue(run("ip", "netns", "add", namespace) == 0, "needs root and iproute2");
        assertEquals(0, ip("link", "add", "lan0", "type", "veth", "peer", "name", "lan1"));
        assertEquals(0, ip("link", "set", "lan0", "up"));
        assertEquals(0, ip("link", "set", "lan1", "up"));
    }

    @AfterEach
    void remove() throws Exception {
        run("ip", "netns", "del", namespace);
    }

    @Test
    void cutting_a_link_is_seen_and_so_is_restoring_it() throws Exception {
        Process child = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        namespace,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        "lan0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("1", out.readLine(), "up");
            long cutAt = System.nanoTime();
            assertEquals(0, ip("link", "set", "lan1", "down"));
            String cut = out.readLine();
            assertTrue("2".equals(cut) || "7".equals(cut), "down, or lower layer down, was " + cut);
            Duration seen = Duration.ofNanos(System.nanoTime() - cutAt);
            assertTrue(seen.compareTo(Duration.ofSeconds(5)) < 0, "seen after " + seen);
            assertEquals(0, ip("link", "set", "lan1", "up"));
            assertEquals("1", out.readLine(), "up again");
        } finally {
            child.destroyForcibly();
            child.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private int ip(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        command[0] = "ip";
        command[1] = "-n";
        command[2] = namespace;
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return run(command);
    }

    private static int run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
