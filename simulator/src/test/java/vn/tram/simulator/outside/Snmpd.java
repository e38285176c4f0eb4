package vn.tram.simulator.outside;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The real net-snmp agent with a real view of where it runs, on that loopback. */
final class Snmpd implements AutoCloseable {

    static final String COMMUNITY = "tram-it";

    private static final Path PROGRAM = Path.of("/usr/sbin/snmpd");

    final int port;
    private final Program program;

    private Snmpd(int port, Program program) {
        this.port = port;
        this.program = program;
    }

    /** @param namespace of the network that it shows; empty for this machine's own */
    static Snmpd start(Path folder, String namespace) throws IOException {
        return start(folder, namespace, freePort());
    }

    /** At a port where one was before. */
    static Snmpd startAt(Path folder, int port) throws IOException {
        return start(folder, "", port);
    }

    private static Snmpd start(Path folder, String namespace, int port) throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAM), "snmpd is not installed (on Debian: apt-get install snmpd)");
        Path config = folder.resolve("snmpd.conf");
        Files.writeString(config, """
                agentaddress udp:127.0.0.1:%d
                rocommunity %s 127.0.0.1
                """.formatted(port, COMMUNITY));
        List<String> command = new ArrayList<>(List.of("env", "MIBS=", "MIBDIRS=", "SNMP_PERSISTENT_DIR=" + folder));
        command.addAll(List.of(PROGRAM.toString(), "-f", "-LS0-4d", "-Lf", "/dev/null", "-C", "-c", config.toString()));
        command.addAll(List.of("-p", folder.resolve("snmpd.pid").toString()));
        Program program = Program.start(folder.resolve("snmpd.log"), namespace, command.toArray(String[]::new));
        return new Snmpd(port, program);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
