package vn.tram.controller;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.BadFileException;
import vn.tram.store.StoreException;

/** The controller as a program: {@code tram-controller --config FILE}. */
public final class ControllerMain {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int LACKS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

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
        ControllerConfig config;
        try {
            config = ControllerConfig.read(file);
        } catch (BadFileException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        } catch (IOException e) {
            boolean isAbsent = e instanceof NoSuchFileException;
            err.println("tram-controller: settings " + file + ": must be a file that can be read; "
                    + (isAbsent ? "there is none" : e.getMessage()));
            return WRONG_USAGE;
        }
        try {
            return runUntilEnded(config, out);
        } catch (BadFileException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        } catch (Obstacle e) {
            err.println("tram-controller: " + e.getMessage());
            return LACKS;
        } catch (IOException | GeneralSecurityException | StoreException | IllegalArgumentException e) {
            err.println("tram-controller: " + e.getMessage());
            return FAILED;
        }
    }

    private static int runUntilEnded(ControllerConfig config, PrintStream out)
            throws IOException, GeneralSecurityException, BadFileException {
        try (Ending ending = Ending.of(PATIENCE);
                Controller controller = Controller.start(config, InstantSource.system(), null)) {
            out.println("ready " + controller.pages());
            @Nullable URI setUp = controller.setUpLink();
            if (setUp != null) {
                out.println("set up " + setUp);
            }
            out.flush();
            ending.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
