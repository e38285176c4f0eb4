package vn.tram.controller;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.BadFileException;
import vn.tram.store.StoreException;

/** The controller as a program: {@code tram-controller --config FILE}. */
public final class ControllerMain {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private ControllerMain() {}

    public static void main(String[] args) {
        int code = run(args, System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs until the process is told to end; returns its exit code. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"))) {
            out.println("usage: tram-controller --config FILE");
            out.println("Runs the central end until it is told to end. The settings are described in the README.");
            return 0;
        }
        if (args.length != 2 || !args[0].equals("--config")) {
            err.println("tram-controller: usage: tram-controller --config FILE");
            return WRONG_USAGE;
        }
        Path file = Path.of(args[1]);
        try {
            return runUntilEnded(ControllerConfig.read(file), out);
        } catch (BadFileException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        } catch (java.nio.file.NoSuchFileException e) {
            err.println("tram-controller: " + file + ": there is no such file");
            return WRONG_USAGE;
        } catch (IOException | GeneralSecurityException | StoreException | IllegalArgumentException e) {
            err.println("tram-controller: " + e.getMessage());
            return FAILED;
        }
    }

    private static int runUntilEnded(ControllerConfig config, PrintStream out)
            throws IOException, GeneralSecurityException, BadFileException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        try (Controller controller = Controller.start(config, InstantSource.system(), null)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended, main), "end"));
            out.println("ready " + controller.pages());
            @Nullable URI setUp = controller.setUpLink();
            if (setUp != null) {
                out.println("set up " + setUp);
            }
            out.flush();
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** Lets the main thread close the controller before the process ends. */
    private static void end(CountDownLatch ended, Thread main) {
        ended.countDown();
        try {
            main.join(15_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
