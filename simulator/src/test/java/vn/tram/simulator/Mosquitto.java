package vn.tram.simulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Mosquitto on a free port of loopback, with its defaults. */
final class Mosquitto implements AutoCloseable {

    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** Starts one, or skips the test when this machine has none. */
    static Mosquitto start(Path folder, String... moreSettings) throws IOException {
        assumeTrue(program().isPresent(), "mosquitto is not installed");
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        // Run by root, it would give up the right to read the test's folder.
        String settings =
                "listener " + port + " 127.0.0.1\nallow_anonymous true\nuser root\n" + String.join("\n", moreSettings);
        Files.writeString(folder.resolve("mosquitto.conf"), settings + "\n");
        return new Mosquitto(folder, port);
    }

    private static Optional<String> program() {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(entry -> entry + "/mosquitto")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst();
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(List.of(
                        program().orElseThrow(),
                        "-c",
                        folder.resolve("mosquitto.conf").toString()))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        Awaitility.await().pollInterval(20, TimeUnit.MILLISECONDS).until(this::answers);
        return started;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    URI uri() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** As {@code kill -9}: it forgets every session. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = launch();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
