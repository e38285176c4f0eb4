package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program that runs as a process of its own, with everything that it says in a file. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** The start script of a program that the build has put together; the test is skipped when it has not. */
    static String script(String module, String program, String name) {
        Path script = Path.of("..", module, "target", program, "bin", name)
                .toAbsolutePath()
                .normalize();
        Assumptions.assumeTrue(Files.isExecutable(script), "the program is not built: " + module + " " + name);
        return script.toString();
    }

    static String controllerScript() {
        return script("controller", "controller", "tram-controller");
    }

    static String agentScript() {
        return script("edge-agent", "agent", "tram-agent");
    }

    /** @param output gets what it says, on both streams */
    static Program start(Path output, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(output.resolveSibling(".").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Program(process, output);
    }

    /** @param namespace of the network in which it runs; empty for this machine's own */
    static Program start(Path output, String namespace, String... command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (!namespace.isEmpty()) {
            whole.addAll(List.of("ip", "netns", "exec", namespace));
        }
        whole.addAll(List.of(command));
        return start(output, whole);
    }

    Process process() {
        return process;
    }

    /** What it has said until now. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of the first line that starts so; waits for it. */
    String line(String start) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> said().lines().anyMatch(line -> line.startsWith(start)) || !process.isAlive());
        return said().lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it ended and did not say \"" + start + "\":\n" + said()))
                .substring(start.length());
    }

    /** Waits for it to end by itself. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs; it has said:\n" + said());
        }
        return process.exitValue();
    }

    /** Ends it as a service manager does, and hard when it does not obey. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
