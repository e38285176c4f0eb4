package vn.tram.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.bundle.EmergencyFile;
import vn.tram.bundle.Hash;
import vn.tram.document.Emergency;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.WholeFile;

/**
 * The emergency broadcast that this portal shows. It comes in pieces, resources 8 to 11 of the object Captive Portal, and
 * counts when it is whole and signed by the centre, and was not sent before the one that is known. It is kept, so that it
 * is shown after a restart too, and ends when it expires. Safe for use by many threads; a write blocks on the disk.
 */
final class Broadcasts {

    private static final Logger LOG = LoggerFactory.getLogger(Broadcasts.class);
    private static final int OBJECT = 42772;
    private static final int FIRST_PIECE = 8;
    private static final int PIECES = 4;
    private static final int HEARD = 12;
    private static final int ERROR = 13;

    private final Path file;
    private final KnownKeys keys;
    private final InstantSource clock;
    private final String[] pieces = new String[PIECES];
    private @Nullable Heard heard;
    private String error = "";

    /** @param sinceNanos when it came, by the clock that does not jump; after a restart, when that was */
    private record Heard(Emergency emergency, String hash, long sinceNanos) {}

    /** @param folder in which it is kept */
    Broadcasts(Path folder, KnownKeys keys, InstantSource clock) throws IOException {
        this.file = folder.resolve("emergency");
        this.keys = keys;
        this.clock = clock;
        Arrays.fill(pieces, "");
        if (Files.exists(file)) {
            String text = Files.readString(file);
            try {
                heard = new Heard(EmergencyFile.open(text, keys.now()), hash(text), System.nanoTime());
            } catch (BadFileException e) {
                LOG.warn("the emergency broadcast that was kept is not shown: {}", e.getMessage());
            }
        }
    }

    private static String hash(String text) {
        return Hash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    void attach(ObjectTree tree) {
        readings().forEach(tree::put);
        for (int piece = 0; piece < PIECES; piece++) {
            int at = piece;
            tree.onWrite(new ResourcePath(OBJECT, 0, FIRST_PIECE + piece), value -> {
                if (!(value instanceof String text)) {
                    return ObjectTree.BAD_REQUEST;
                }
                take(at, text);
                return ObjectTree.CHANGED;
            });
        }
    }

    /** Pieces come in any order; with the last one it is whole, and until then it is a text that nobody has signed. */
    private synchronized void take(int piece, String text) {
        pieces[piece] = text;
        String whole = String.join("", pieces);
        if (!whole.endsWith("\n") || heard != null && heard.hash().equals(hash(whole))) {
            return;
        }
        try {
            Emergency emergency = EmergencyFile.open(whole, keys.forText(whole));
            Heard before = heard;
            if (before != null && emergency.sent().isBefore(before.emergency().sent())) {
                throw new BadFileException(
                        "emergency",
                        "sent",
                        "must not be before that of the one that is known",
                        emergency.sent().toString());
            }
            WholeFile.write(file, whole);
            heard = new Heard(emergency, hash(whole), System.nanoTime());
            error = "";
            LOG.info("emergency broadcast {} is shown until {}", emergency.identifier(), emergency.expires());
        } catch (IOException | BadFileException e) {
            if (piece < PIECES - 1) {
                // One with pieces of the one before it: more will come.
                return;
            }
            error = Reading.cut(String.valueOf(e.getMessage()));
            LOG.warn("an emergency broadcast is not shown: {}", error);
        }
    }

    synchronized List<Reading> readings() {
        return List.of(
                Reading.of(OBJECT, 0, HEARD, heard == null ? "" : heard.hash()), Reading.of(OBJECT, 0, ERROR, error));
    }

    /**
     * What is to be shown above everything; null for nothing. Where the device's clock stands before the broadcast it is not
     * set, and the time since it came counts.
     */
    synchronized @Nullable Emergency now() {
        Heard known = heard;
        if (known == null) {
            return null;
        }
        Emergency emergency = known.emergency();
        Instant here = clock.instant();
        Instant at = here.isBefore(emergency.sent())
                ? emergency.sent().plus(Duration.ofNanos(System.nanoTime() - known.sinceNanos()))
                : here;
        return at.isBefore(emergency.expires()) ? emergency : null;
    }
}
