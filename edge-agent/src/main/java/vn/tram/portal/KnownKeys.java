package vn.tram.portal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.bundle.Signed;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.profiles.file.WholeFile;

/**
 * The keys that this device believes, in a file of its own. They come with the certificate; a device that got its
 * certificate earlier, or meets a key that it does not know, asks the controller over mutual TLS. Disk and network are
 * used in calls. Safe for use by many threads.
 */
public final class KnownKeys {

    private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);

    private final Path file;
    private final KeySource source;

    public KnownKeys(Path file, KeySource source) {
        this.file = file;
        this.source = source;
    }

    /** Those in the file; none when there is no such file, or it is damaged. */
    public synchronized VerifyingKeys now() throws IOException {
        if (!Files.exists(file)) {
            return VerifyingKeys.NONE;
        }
        try {
            return VerifyingKeys.parse(Files.readString(file));
        } catch (GeneralSecurityException e) {
            LOG.warn("{}: {}; they are asked for anew", file, e.getMessage());
            return VerifyingKeys.NONE;
        }
    }

    /**
     * Those by which {@code text} is to be judged: the controller is asked when there are none yet, and when the text is
     * signed with a key that is not known.
     *
     * @throws IOException when none are known and the controller cannot be asked
     */
    synchronized VerifyingKeys forText(String text) throws IOException {
        VerifyingKeys known = now();
        if (!known.isEmpty() && !Signed.namesOthers(text, known)) {
            return known;
        }
        try {
            VerifyingKeys asked = source.ask();
            if (!asked.equals(known)) {
                WholeFile.write(file, asked.text() + "\n");
                LOG.info("the centre's keys are now {}", asked);
            }
            return asked;
        } catch (IOException e) {
            if (known.isEmpty()) {
                throw e;
            }
            LOG.warn("a key that is not known cannot be asked for: {}", e.getMessage());
            return known;
        }
    }
}
