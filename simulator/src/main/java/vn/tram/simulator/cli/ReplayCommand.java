package vn.tram.simulator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.tram.profiles.file.Secret;
import vn.tram.simulator.device.Recording;
import vn.tram.simulator.device.ReplayFarm;
import vn.tram.simulator.device.ReplayFault;

/** {@code tram sim replay}: recorded devices as live SNMP agents on loopback. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Serves .snmprec recordings as live SNMP agents (v1, v2c) on loopback, with moving counters.")
final class ReplayCommand implements Callable<Integer> {

    private static final int FIRST_ADDRESS = 0x7f01_0001;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings, OID|tag|value a line.")
    private List<Path> files = List.of();

    @Option(names = "--port", paramLabel = "N", defaultValue = "16100", description = "Of the first device (16100).")
    private int port;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "How many devices; the files are taken in turn. Default: one for each file.")
    private int devices;

    @Option(
            names = "--addresses",
            description = "Each device has an address of its own from 127.1.0.1 on, instead of a port of its own.")
    private boolean addresses;

    @Option(names = "--community", paramLabel = "TEXT", defaultValue = "public", description = "Default: public.")
    private String community = "public";

    @Option(
            names = "--fault",
            paramLabel = "KIND[=AMOUNT][@FROM[-TO]]",
            description = "With times in seconds; may be given several times: silence, loss=0.3, delay=200 (ms), "
                    + "too-big=20, cut=20, no-bulk, loop, reboot@30, wrap@30, down=3@10-20.")
    private List<String> faults = List.of();

    @Option(names = "--seconds", paramLabel = "N", description = "For how long; 0 until it is stopped. Default: 0.")
    private int seconds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what chance decides (1).")
    private long seed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<ReplayFault> script = new ArrayList<>();
        for (String text : faults) {
            try {
                script.add(ReplayFault.parse(text));
            } catch (IllegalArgumentException e) {
                throw new CommandProblem(CommandProblem.USAGE, String.valueOf(e.getMessage()));
            }
        }
        List<Recording> recordings = new ArrayList<>();
        for (Path file : files) {
            recordings.add(read(file));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (ReplayFarm farm = ReplayFarm.start()) {
            int count = devices == 0 ? recordings.size() : devices;
            for (int i = 0; i < count; i++) {
                Recording recording = recordings.get(i % recordings.size());
                InetSocketAddress where = farm.serve(recording, address(i), new Secret(community), script, seed + i);
                out.println(where.getAddress().getHostAddress() + ":" + where.getPort() + " " + recording.name());
            }
            out.flush();
            CountDownLatch never = new CountDownLatch(1);
            if (seconds == 0) {
                never.await();
            } else if (!never.await(seconds, TimeUnit.SECONDS)) {
                out.println("answers=" + farm.answers());
            }
        } catch (IOException e) {
            throw new CommandProblem(CommandProblem.USAGE, String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private Recording read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandProblem(CommandProblem.USAGE, file + ": must be a file that can be read");
        }
        Recording recording = Recording.read(file);
        if (!recording.trouble().isEmpty()) {
            spec.commandLine().getErr().println("tram: " + recording.trouble());
        }
        return recording;
    }

    private InetSocketAddress address(int number) throws IOException {
        int address = addresses ? FIRST_ADDRESS + number : 0x7f00_0001;
        byte[] octets = {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
        int own = addresses ? port : port + number;
        if (own > 65_535) {
            throw new CommandProblem(
                    CommandProblem.USAGE, "--port: must leave room for " + devices + " ports, was " + port);
        }
        return new InetSocketAddress(InetAddress.getByAddress(octets), own);
    }
}
