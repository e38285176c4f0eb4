package vn.tram.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.tram.access.PortalOption;
import vn.tram.profiles.file.WholeFile;

/**
 * What the hotspot's dnsmasq says by DHCP of the portal: a file that it has as {@code dhcp-optsfile} and reads again at
 * SIGHUP. Used by one thread at a time.
 */
public final class DhcpOptions {

    private static final String DNSMASQ = "dnsmasq";
    private static final int PATIENCE_SECONDS = 5;

    private final Path file;
    private final @Nullable Path pidFile;
    private boolean untold;

    /**
     * @param file that dnsmasq reads; belongs to the agent alone
     * @param pidFile where dnsmasq says who it is; null when it is not to be told that the file has changed
     */
    public DhcpOptions(Path file, @Nullable Path pidFile) {
        this.file = file;
        this.pidFile = pidFile;
    }

    /**
     * Has this announced from now on.
     *
     * @param option null for nothing
     * @throws IOException when the file or dnsmasq does not take it; to be called again then
     */
    public void announce(@Nullable PortalOption option) throws IOException {
        String wanted = option == null ? "" : option.dnsmasqOptions();
        String present = Files.exists(file) ? Files.readString(file, StandardCharsets.US_ASCII) : "";
        if (!wanted.equals(present) || !Files.exists(file)) {
            WholeFile.write(file, wanted);
            untold = true;
        }
        if (untold && pidFile != null) {
            tell(pidFile);
        }
        untold = false;
    }

    /** A number that dnsmasq left behind may be somebody else's by now, whom the signal would end. */
    private static void tell(Path pidFile) throws IOException {
        String pid = Files.readString(pidFile, StandardCharsets.US_ASCII).strip();
        if (!pid.matches("[0-9]{1,10}")) {
            throw new IOException(pidFile + ": must hold a process id, was " + pid);
        }
        Path name = Path.of("/proc", pid, "comm");
        if (!Files.exists(name) || !Files.readString(name).strip().equals(DNSMASQ)) {
            throw new IOException(pidFile + ": must hold the process id of dnsmasq, was " + pid);
        }
        Process kill = new ProcessBuilder("kill", "-HUP", pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IOException("dnsmasq " + pid + ": must take SIGHUP, and did not");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("dnsmasq " + pid + ": was not told", e);
        }
    }
}
