package vn.tram.simulator.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tram.controller.Ending;
import vn.tram.profiles.file.BadFileException;
import vn.tram.simulator.Demo;
import vn.tram.simulator.device.Province;

/** {@code tram demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs a controller, the agent of this machine and a simulated province, on loopback only.")
public final class DemoCommand implements Callable<Integer> {

    /** How long the end may take: every simulated node says good-bye. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A day of the demo, and the 128 MB below which the store takes no more reports. */
    private static final long MIN_FREE_BYTES = 400_000_000;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Of the pages (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the province (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "364", description = "In all (${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where it keeps its data (demo-data beside the launcher).")
    private Path data = Path.of(System.getProperty("tram.home", "."), "demo-data");

    @Override
    public Integer call() throws IOException, GeneralSecurityException, BadFileException, InterruptedException {
        Province province = province();
        checkPort();
        checkFolder();
        Path home = Path.of(System.getProperty("tram.home", "."));
        try (Ending ending = Ending.of(PATIENCE);
                Demo demo = Demo.start(data.toAbsolutePath(), port, province, seed, home, InstantSource.system())) {
            System.out.println("ready " + demo.pages().toString().replaceFirst("/$", ""));
            System.out.println("sign in as " + Demo.USER + " with the password " + demo.password());
            ending.await();
        }
        return 0;
    }

    private Province province() {
        try {
            return Province.of("bac-ninh", seed, nodes);
        } catch (IllegalArgumentException e) {
            throw new CommandProblem(CommandProblem.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private void checkPort() {
        if (port < 0 || port > 65_535) {
            throw new CommandProblem(CommandProblem.USAGE, "--port: must be 0 to 65535, was " + port);
        }
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            free.setSoTimeout(1);
        } catch (IOException e) {
            throw new CommandProblem(
                    CommandProblem.LACKING,
                    "port " + port + " on 127.0.0.1 is taken by another program; choose another one with --port");
        }
    }

    private void checkFolder() throws IOException {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new CommandProblem(
                    CommandProblem.LACKING, data + " cannot be made; choose another folder with --data");
        }
        if (!Files.isWritable(data)) {
            throw new CommandProblem(
                    CommandProblem.LACKING, data + " cannot be written; choose another folder with --data");
        }
        long free = Files.getFileStore(data).getUsableSpace();
        if (free < MIN_FREE_BYTES) {
            throw new CommandProblem(
                    CommandProblem.LACKING,
                    data + " has " + free / 1_000_000 + " MB free, and the demo needs " + MIN_FREE_BYTES / 1_000_000
                            + " MB; make room, or choose another folder with --data");
        }
    }
}
