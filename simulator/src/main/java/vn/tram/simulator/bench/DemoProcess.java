package vn.tram.simulator.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The demo in a process of its own, started as the launcher does. Ends with {@link #close}. */
final class DemoProcess implements AutoCloseable {

    private static final String PASSWORD = " with the password ";
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final URI pages;
    private final String password;

    private DemoProcess(Process process, URI pages, String password) {
        this.process = process;
        this.pages = pages;
        this.password = password;
    }

    /**
     * Returns when it is ready.
     *
     * @param folder for its data and its log
     * @throws IOException says why it did not come up
     */
    static DemoProcess start(Path folder, int nodes, long seed) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        // The launcher's flags, as for the demo.
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "vn.tram.simulator.Tram",
                "demo",
                "--port=" + freePort(),
                "--nodes=" + nodes,
                "--seed=" + seed,
                "--data=" + folder));
        Path log = folder.resolve("demo.log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        // Should this process be ended, it leaves no province behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-of-demo"));
        BufferedReader output = process.inputReader();
        String ready = line(output, "ready ", log);
        String signIn = line(output, "sign in as ", log);
        return new DemoProcess(
                process,
                URI.create(ready.substring("ready ".length()).strip() + "/"),
                signIn.substring(signIn.indexOf(PASSWORD) + PASSWORD.length()).strip());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static String line(BufferedReader output, String prefix, Path log) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(prefix)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the demo did not become ready; its log is " + log);
        }
        return line;
    }

    URI pages() {
        return pages;
    }

    /** Of {@link vn.tram.simulator.Demo#USER}. */
    String password() {
        return password;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
