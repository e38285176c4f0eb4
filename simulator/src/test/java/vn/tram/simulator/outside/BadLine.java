package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A line between two networks with delay and loss, by a small C program that carries frames between two TAP devices. */
final class BadLine implements AutoCloseable {

    private static final String DEVICE = "line0";

    private final Process relay;

    private BadLine(Process relay) {
        this.relay = relay;
    }

    static BadLine between(Path folder, Namespace one, String address, Namespace other, String otherAddress)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/net/tun")), "there are no TAP devices");
        Path program = compile(folder);
        Process relay = new ProcessBuilder(program.toString(), one.name, DEVICE, other.name, DEVICE)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("line.log").toFile())
                .start();
        BadLine line = new BadLine(relay);
        line.is("0 0 0");
        await().until(() -> Files.readString(folder.resolve("line.log")).contains("now"));
        one.ip("addr", "add", address + "/30", "dev", DEVICE);
        other.ip("addr", "add", otherAddress + "/30", "dev", DEVICE);
        one.ip("link", "set", DEVICE, "up");
        other.ip("link", "set", DEVICE, "up");
        return line;
    }

    private static Path compile(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("netimpair.c");
        try (InputStream in =
                Objects.requireNonNull(BadLine.class.getResourceAsStream("netimpair.c"), "a resource of this test")) {
            Files.copy(in, source);
        }
        Path program = folder.resolve("netimpair");
        Process gcc;
        try {
            gcc = new ProcessBuilder("gcc", "-w", "-O1", "-o", program.toString(), source.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("the line needs a C compiler, and gcc is not installed");
            throw e;
        }
        assertEquals(true, gcc.waitFor(60, TimeUnit.SECONDS), "gcc ended");
        Assumptions.assumeTrue(gcc.exitValue() == 0, "gcc cannot make programs here");
        return program;
    }

    /** @param quality delay in ms each way, by how much that varies, and the loss in percent each way */
    void is(String quality) throws IOException {
        OutputStream in = relay.getOutputStream();
        in.write(("set " + quality + " 0 0\n").getBytes(StandardCharsets.US_ASCII));
        in.flush();
    }

    @Override
    public void close() {
        relay.destroyForcibly();
    }
}
