package vn.tram.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.Grant;
import vn.tram.profiles.file.WholeFile;

/**
 * What each open door was opened with: the kernel holds the doors and their counters, and not the promise. Kept in a file
 * for an agent that is started again while doors are open; after a power cut there are no doors, so nothing is flushed.
 * Safe for use by many threads.
 */
final class Grants {

    private static final Logger log = LoggerFactory.getLogger(Grants.class);
    private static final int MAX = 4_096;
    private static final String FORM = "[0-9a-f:]{17} [0-9]{1,10} [0-9]{1,13} [0-9]{1,12} [0-9]{1,12}";

    private final Path file;
    private final Map<String, Grant> byMac = new LinkedHashMap<>();
    private int lines;

    Grants(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n")) {
                if (line.matches(FORM)) {
                    String[] parts = line.split(" ");
                    put(parts[0], grant(parts));
                }
            }
            rewrite();
        }
    }

    private static Grant grant(String[] parts) {
        long seconds = Math.min(
                Math.max(1, Long.parseLong(parts[1])), Duration.ofDays(366).toSeconds());
        return new Grant(
                Duration.ofSeconds(seconds),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]));
    }

    /** What this device was given last; null when that is not known. */
    synchronized @Nullable Grant of(String mac) {
        return byMac.get(mac);
    }

    synchronized void remember(String mac, Grant grant) {
        put(mac, grant);
        try {
            Files.writeString(
                    file,
                    line(mac, grant),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
            if (++lines > 4 * MAX) {
                rewrite();
            }
        } catch (IOException e) {
            // Only how much of a quota is left would not be known after a restart.
            log.warn("what a door was opened with is not kept: {}", e.getMessage());
        }
    }

    /** Forgets those whose doors are closed: no device's address is kept for longer than its session. */
    synchronized void keepOnly(Set<String> open) throws IOException {
        if (byMac.keySet().retainAll(open)) {
            rewrite();
        }
    }

    private void put(String mac, Grant grant) {
        byMac.remove(mac);
        if (byMac.size() >= MAX) {
            byMac.remove(byMac.keySet().iterator().next());
        }
        byMac.put(mac, grant);
    }

    private void rewrite() throws IOException {
        StringBuilder all = new StringBuilder();
        byMac.forEach((mac, grant) -> all.append(line(mac, grant)));
        WholeFile.write(file, all.toString());
        lines = byMac.size();
    }

    private static String line(String mac, Grant grant) {
        return mac + " " + grant.time().toSeconds() + " " + grant.quota() + " " + grant.down() + " " + grant.up()
                + "\n";
    }
}
