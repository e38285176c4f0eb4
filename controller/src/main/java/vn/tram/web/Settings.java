package vn.tram.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages listen and whom they let in.
 *
 * @param host name or address to listen on; anything but loopback needs TLS
 * @param port 0 takes a free one
 * @param tls null for plain HTTP
 * @param names more names that browsers may call the controller by, in lower case; beyond loopback, empty allows any
 * @param demo whether faults may be injected
 * @param readOpen whether anyone may read without signing in; on loopback only
 * @param version of the program, shown on the pages
 * @param metricsToken lets a Prometheus server read {@code /metrics} beyond loopback; null for nobody
 * @param maxReaders of the live feed at once
 * @param patience how long one of them may take for what it was given
 * @param pages folder whose pages are read anew at each request, while they are being written; usually null
 */
public record Settings(
        String host,
        int port,
        @Nullable SSLContext tls,
        Set<String> names,
        boolean demo,
        boolean readOpen,
        String version,
        @Nullable String metricsToken,
        int maxReaders,
        Duration patience,
        @Nullable Path pages) {

    public static final int MAX_READERS = 1000;
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws IllegalArgumentException naming the setting, the rule and the value */
    public Settings {
        names = Set.copyOf(names);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("web port: must be 0 to 65535, was " + port);
        }
        if (!isLoopback(host) && tls == null) {
            throw new IllegalArgumentException("web host: must be loopback when there is no TLS, was " + host);
        }
        if (!isLoopback(host) && readOpen) {
            throw new IllegalArgumentException("web host: must be loopback when anyone may read, was " + host);
        }
    }

    /** Plain HTTP on 127.0.0.1; everybody signs in. */
    public static Settings loopback(int port, String version) {
        return new Settings(
                "127.0.0.1", port, null, Set.of(), false, false, version, null, MAX_READERS, PATIENCE, null);
    }

    /** HTTPS on {@code host}; everybody signs in. */
    public static Settings secure(String host, int port, SSLContext tls, Set<String> names, String version) {
        return new Settings(host, port, tls, names, false, false, version, null, MAX_READERS, PATIENCE, null);
    }

    /** Lets anyone on this machine read, and whoever signs in cut fibres. */
    public Settings asDemo() {
        return new Settings(host, port, tls, names, true, true, version, metricsToken, maxReaders, patience, pages);
    }

    public Settings withPages(Path folder) {
        return new Settings(
                host, port, tls, names, demo, readOpen, version, metricsToken, maxReaders, patience, folder);
    }

    public Settings withMetricsToken(String token) {
        return new Settings(host, port, tls, names, demo, readOpen, version, token, maxReaders, patience, pages);
    }

    public Settings withReaders(int max, Duration newPatience) {
        return new Settings(host, port, tls, names, demo, readOpen, version, metricsToken, max, newPatience, pages);
    }

    boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Names that the {@code Host} header may have; empty for any. */
    Set<String> hosts() {
        if (!isLoopback() && names.isEmpty()) {
            return Set.of();
        }
        Set<String> hosts = new TreeSet<>(names);
        hosts.addAll(LOOPBACK);
        hosts.add(host.toLowerCase(Locale.ROOT));
        return hosts;
    }

    @Override
    public String toString() {
        return "Settings[host=" + host + ", port=" + port + ", tls=" + (tls != null) + ", demo=" + demo + "]";
    }
}
