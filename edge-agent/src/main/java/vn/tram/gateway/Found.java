package vn.tram.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses at which devices were found, one a line, so that one that is dead at the next start is missed and not
 * forgotten. Safe for use by many threads.
 */
public final class Found {

    private static final Logger log = LoggerFactory.getLogger(Found.class);

    private final Path file;
    private final Set<InetAddress> addresses;

    /** Lines that are no address are left out and counted in the log. */
    public Found(Path file) {
        this.file = file;
        this.addresses = read(file);
    }

    private static Set<InetAddress> read(Path file) {
        try {
            Set<String> lines = new LinkedHashSet<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
            Set<InetAddress> read = lines.stream()
                    .map(Range::parse)
                    .filter(range -> range != null && range.bits() == 32)
                    .flatMap(Range::hosts)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (read.size() < lines.size()) {
                log.warn("{}: {} lines are no IPv4 addresses, and left out", file, lines.size() - read.size());
            }
            return read;
        } catch (NoSuchFileException e) {
            return new LinkedHashSet<>();
        } catch (IOException e) {
            log.error("{}: cannot be read, and devices that were found are found anew: {}", file, e.toString());
            return new LinkedHashSet<>();
        }
    }

    public synchronized Set<InetAddress> all() {
        return Set.copyOf(addresses);
    }

    /** @return false when it was known */
    public synchronized boolean add(InetAddress address) {
        if (!addresses.add(address)) {
            return false;
        }
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            out.write(ByteBuffer.wrap((address.getHostAddress() + "\n").getBytes(StandardCharsets.ISO_8859_1)));
            out.force(false);
        } catch (IOException e) {
            log.error("{}: {} cannot be written down: {}", file, address.getHostAddress(), e.toString());
        }
        return true;
    }
}
