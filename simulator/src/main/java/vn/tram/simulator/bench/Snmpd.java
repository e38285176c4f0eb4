package vn.tram.simulator.bench;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** net-snmp's agent on loopback, for something real to be asked by SNMP. */
final class Snmpd implements AutoCloseable {

    static final String COMMUNITY = "tram-bench";

    private static final Path PROGRAM = Path.of("/usr/sbin/snmpd");

    private final int port;
    private final Process process;

    private Snmpd(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one with its settings and its state in {@code folder}.
     *
     * @return null when it is not installed
     */
    static @Nullable Snmpd start(Path folder) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            return null;
        }
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.createDirectories(folder);
        Path settings = folder.resolve("snmpd.conf");
        Files.writeString(
                settings, "agentaddress udp:127.0.0.1:" + port + "\n" + "rocommunity " + COMMUNITY + " 127.0.0.1\n");
        ProcessBuilder program = new ProcessBuilder(List.of(
                PROGRAM.toString(),
                "-f",
                "-Lf",
                "/dev/null",
                "-C",
                "-c",
                settings.toString(),
                "-p",
                folder.resolve("pid").toString()));
        // Without its MIB files, which it does not need to answer, it starts at once.
        program.environment().put("MIBS", "");
        program.environment().put("MIBDIRS", "");
        program.environment().put("SNMP_PERSISTENT_DIR", folder.toString());
        return new Snmpd(
                port,
                program.redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start());
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
