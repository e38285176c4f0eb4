package vn.tram.simulator.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tram.profiles.file.BadFileException;
import vn.tram.simulator.Demo;
import vn.tram.simulator.device.Province;

/** {@code tram demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs a controller, the agent of this machine and a simulated province, on loopback only.")
public final class DemoCommand implements Callable<Integer> {

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
        checkPort();
        checkFolder();
        Path home = Path.of(System.getProperty("tram.home", "."));
        CountDownLatch ended = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Province province = Province.of("bac-ninh", seed, nodes);
        try (Demo demo = Demo.start(data.toAbsolutePath(), port, province, seed, home, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended, main), "end"));
            System.out.println("ready " + demo.pages().toString().replaceFirst("/$", ""));
            System.out.println("sign in as " + Demo.USER + " with the password " + demo.password());
            ended.await();
        }
        return 0;
    }

    private void checkPort() {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            free.setReuseAddress(true);
        } catch (IOException e) {
            throw new CommandProblem(
                    CommandProblem.LACKING,
                    "port " + port + " on 127.0.0.1 is taken by another program; choose another one with --port");
        }
    }

    private void checkFolder() {
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
    }

    private static void end(CountDownLatch ended, Thread main) {
        ended.countDown();
        try {
            main.join(20_000);
            ;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
