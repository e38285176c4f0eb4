package vn.tram.sampler.snmp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The real net-snmp agent of this machine, on loopback. */
final class Snmpd implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/snmpd");

    final int port;
    private final Process process;

    private Snmpd(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Skips the test where there is none. It may not answer yet when this returns.
     *
     * @param folder for its files
     * @param settings besides its address
     */
    static Snmpd start(Path folder, String settings) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "snmpd is not installed (on Debian: apt-get install snmpd)");
        int port = freePort();
        Path config = folder.resolve("snmpd.conf");
        Files.writeString(config, "agentaddress udp:127.0.0.1:" + port + "\n" + settings);
        ProcessBuilder builder = new ProcessBuilder(
                PROGRAM.toString(),
                "-f",
                "-LS0-4d",
                "-Lf",
                "/dev/null",
                "-C",
                "-c",
                config.toString(),
                "-p",
                folder.resolve("pid").toString());
        builder.environment().put("MIBS", "");
        builder.environment().put("MIBDIRS", "");
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.toString());
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("snmpd.log").toFile());
        return new Snmpd(port, builder.start());
    }

    /** Where nobody answers. */
    static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(5, TimeUnit.SECONDS);
    }
}
