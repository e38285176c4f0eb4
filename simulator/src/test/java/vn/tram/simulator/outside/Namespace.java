package vn.tram.simulator.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A network of its own beside this machine's, with one line between them: {@link #OUTSIDE} is this machine, seen from
 * within. Everything in it goes with it.
 */
final class Namespace implements AutoCloseable {

    /** A network for documentation (RFC 5737), so that no real one is in its way; the process id keeps two runs apart. */
    private static final int HOST = 4 * (int) (ProcessHandle.current().pid() % 60) + 1;

    static final String OUTSIDE = "192.0.2." + HOST;

    private static final String INSIDE = "192.0.2." + (HOST + 1);

    private static final String LINE = "tram" + ProcessHandle.current().pid() % 1_000_000;

    final String name;
    private boolean hasLine;

    private Namespace(String name) {
        this.name = name;
    }

    /** One without any line yet. */
    static Namespace create(String suffix) throws IOException, InterruptedException {
        Namespace created = new Namespace("tram-o-" + ProcessHandle.current().pid() + suffix);
        Assumptions.assumeTrue(
                run(List.of("ip", "netns", "add", created.name)) == 0, "a network namespace needs root and iproute2");
        created.ip("link", "set", "lo", "up");
        return created;
    }

    static Namespace create() throws IOException, InterruptedException {
        Namespace created = create("");
        assertEquals(
                0,
                run(List.of(
                        "ip", "link", "add", LINE, "type", "veth", "peer", "name", "uplink", "netns", created.name)));
        created.hasLine = true;
        created.ip("addr", "add", INSIDE + "/30", "dev", "uplink");
        created.ip("link", "set", "uplink", "up");
        assertEquals(0, run(List.of("ip", "addr", "add", OUTSIDE + "/30", "dev", LINE)), "address of " + LINE);
        assertEquals(0, run(List.of("ip", "link", "set", LINE, "up")), LINE);
        return created;
    }

    /** Two interfaces that are the ends of one cable. */
    void cable(String one, String other) throws IOException, InterruptedException {
        ip("link", "add", one, "type", "veth", "peer", "name", other);
        ip("link", "set", one, "up");
        ip("link", "set", other, "up");
    }

    void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(arguments));
        assertEquals(0, run(command), () -> "exit code of " + command);
    }

    private static int run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // The kernel takes a namespace apart in its own time; the line's name and address are needed again at once.
        if (hasLine) {
            run(List.of("ip", "link", "del", LINE));
        }
        run(List.of("ip", "netns", "del", name));
    }
}
