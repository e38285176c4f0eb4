package vn.tram.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One run of a program of the system: its input, its output, and an end to both. */
final class Command {

    private Command() {}

    /** @param said both streams in one, cut off at the limit that was asked for */
    record Result(int code, String said) {}

    /**
     * Blocks until the program has ended.
     *
     * @param input for its standard input, which is then closed
     * @param most characters of what it says that are kept; more of a program that did well is an error
     * @throws IOException when it cannot be started, takes longer than the timeout, or says too much
     */
    static Result run(List<String> command, String input, Duration timeout, int most) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Executor later = CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> watch = CompletableFuture.runAsync(process::destroyForcibly, later);
        boolean isTooMuch;
        byte[] said;
        try (OutputStream in = process.getOutputStream();
                InputStream out = process.getInputStream()) {
            write(in, input);
            said = out.readNBytes(most);
            isTooMuch = out.skip(Long.MAX_VALUE) > 0;
        }
        int code = exitCode(process, command);
        if (watch.isDone()) {
            throw new IOException(command + ": must answer within " + timeout.toMillis() + " ms, and did not");
        }
        watch.cancel(false);
        if (isTooMuch && code == 0) {
            throw new IOException(command + ": must say at most " + most + " bytes, and said more");
        }
        return new Result(code, new String(said, StandardCharsets.UTF_8));
    }

    /** A program that ends before it has read everything says why itself. */
    private static void write(OutputStream in, String input) {
        try (in) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Its exit code and what it says count.
        }
    }

    private static int exitCode(Process process, List<String> command) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(command + ": nobody waits for it any more", e);
        }
    }
}
