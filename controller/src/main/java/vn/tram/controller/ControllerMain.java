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
import vn.tram.ca.ContentKeys;
import vn.tram.profiles.file.BadFileException;
import vn.tram.store.StoreException;

/** The controller as a program: {@code tram-controller --config FILE [--change-content-key]}. */
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
            out.println("usage: tram-controller --config FILE [--change-content-key]");
            out.println("Runs the central end until it is told to end. The settings are described in the README.");
            out.println("With --change-content-key, makes a new key for what portals show, and ends. It signs from the"
                    + " next start on; the present key signs beside it for 30 days.");
            return 0;
        }
        boolean changesKey = args.length == 3 && args[2].equals("--change-content-key");
        if (args.length != 2 && !changesKey || !args[0].equals("--config")) {
            err.println("tram-controller: usage: tram-controller --config FILE [--change-content-key]");
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
            return changesKey ? changeContentKey(config, out) : runUntilEnded(config, out);
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

    private static int changeContentKey(ControllerConfig config, PrintStream out)
            throws IOException, GeneralSecurityException {
        ContentKeys.change(config.data().resolve("ca"), InstantSource.system());
        out.println("a new key for content was made; restart the controller to sign with it");
        return 0;
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
