package vn.tram.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.KeyedHash;
import vn.tram.profiles.file.WholeFile;

/** The portal's keys, which never leave the node. */
final class Keys {

    private static final Logger log = LoggerFactory.getLogger(Keys.class);
    private static final int HEX = 2 * KeyedHash.BYTES;

    private final Path folder;
    private final RandomGenerator random;

    /** @param random must be fit for secrets */
    Keys(Path folder, RandomGenerator random) {
        this.folder = folder;
        this.random = random;
    }

    /** The node's own, made at first; one that is damaged is replaced, which costs people no more than a second press. */
    KeyedHash own() throws IOException {
        Path file = folder.resolve("key");
        if (Files.exists(file)) {
            String text = Files.readString(file).strip();
            if (text.matches("[0-9a-f]{" + HEX + "}")) {
                return new KeyedHash(HexFormat.of().parseHex(text));
            }
            log.warn("the portal's key was damaged; a new one is made");
        }
        byte[] key = draw();
        WholeFile.writePrivate(file, HexFormat.of().formatHex(key) + "\n");
        return new KeyedHash(key);
    }

    /** That of the day, the same after a restart. The one of another day is overwritten, and gone. */
    byte[] of(LocalDate day) {
        Path file = folder.resolve("day-key");
        try {
            if (Files.exists(file)) {
                String text = Files.readString(file).strip();
                if (text.matches(day + " [0-9a-f]{" + HEX + "}")) {
                    return HexFormat.of().parseHex(text.substring(text.indexOf(' ') + 1));
                }
            }
            byte[] key = draw();
            WholeFile.writePrivate(file, day + " " + HexFormat.of().formatHex(key) + "\n");
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the portal's key of the day cannot be kept", e);
        }
    }

    private byte[] draw() {
        byte[] key = new byte[KeyedHash.BYTES];
        random.nextBytes(key);
        return key;
    }
}
