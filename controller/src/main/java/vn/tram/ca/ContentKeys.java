package vn.tram.ca;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import vn.tram.bundle.SigningKey;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.profiles.file.WholeFile;

/**
 * The keys that the centre signs its content with, in a file that only its owner can read: a line for each, the newest
 * first, with the time it was made, its open half and its secret half. After a change the old key goes on signing for
 * {@link #OVERLAP}; a device that was away for longer asks for the new one. Immutable.
 */
public final class ContentKeys {

    /** For how long after a change both keys sign. */
    public static final Duration OVERLAP = Duration.ofDays(30);

    private static final String FILE = "content.key";
    private static final int MAX_KEYS = 2;

    private record Dated(Instant made, SigningKey key) {}

    private final List<Dated> keys;

    private ContentKeys(List<Dated> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Opens those in {@code folder}, and makes one when there is none. */
    public static ContentKeys open(Path folder, InstantSource clock) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            write(file, List.of(new Dated(clock.instant(), SigningKey.make())));
        }
        List<Dated> read = read(file);
        Instant changed = read.get(0).made();
        boolean isOver = clock.instant().isAfter(changed.plus(OVERLAP));
        return new ContentKeys(isOver ? read.subList(0, 1) : read);
    }

    /** Makes a new key, which signs from the next {@link #open} on, together with the newest one before it. */
    public static void change(Path folder, InstantSource clock) throws IOException, GeneralSecurityException {
        open(folder, clock);
        Path file = folder.resolve(FILE);
        List<Dated> keys = new ArrayList<>();
        keys.add(new Dated(clock.instant(), SigningKey.make()));
        keys.addAll(read(file));
        write(file, keys.subList(0, MAX_KEYS));
    }

    private static void write(Path file, List<Dated> keys) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Dated one : keys) {
            text.append(one.made())
                    .append(' ')
                    .append(one.key().open())
                    .append(' ')
                    .append(one.key().secret())
                    .append('\n');
        }
        WholeFile.writePrivate(file, text.toString());
    }

    /** Errors never hold a key. */
    private static List<Dated> read(Path file) throws IOException, GeneralSecurityException {
        List<Dated> keys = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split(" ", -1);
            if (parts.length != 3 || keys.size() == MAX_KEYS) {
                throw new GeneralSecurityException(
                        file + ": must be 1 to " + MAX_KEYS + " lines with time, open half, secret half");
            }
            try {
                keys.add(new Dated(Instant.parse(parts[0]), SigningKey.parse(parts[1], parts[2])));
            } catch (DateTimeException e) {
                throw new GeneralSecurityException(file + ": must begin with a time, was " + parts[0], e);
            }
        }
        if (keys.isEmpty()) {
            throw new GeneralSecurityException(file + ": must hold a key; restore it, or remove it to make a new one");
        }
        return keys;
    }

    /** What signs now, the newest first. */
    public List<SigningKey> signing() {
        return keys.stream().map(Dated::key).toList();
    }

    /** What devices are to believe. */
    public VerifyingKeys verifying() {
        return VerifyingKeys.of(signing());
    }
}
