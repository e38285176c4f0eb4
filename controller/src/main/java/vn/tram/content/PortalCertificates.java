package vn.tram.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.identity.PortalCertificate;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.WholeFile;

/**
 * The certificate of the portals' API, as an engineer has uploaded it: one for all hotspots, for each of them answers to
 * the same name. It is kept with its key in one file that only its owner can read, and given to nobody but devices that
 * this controller has certified. Safe for use by many threads.
 */
public final class PortalCertificates {

    private static final Logger LOG = LoggerFactory.getLogger(PortalCertificates.class);
    private static final String NAME_LINE = "name: ";

    private final Path file;
    private final Collection<X509Certificate> authorities;
    private final InstantSource clock;
    private volatile @Nullable Kept kept;

    /**
     * The one that is kept.
     *
     * @param name of the portals in the hotspots' DNS
     * @param text what devices are given; never shown to people
     */
    public record Kept(String name, Instant until, String text) {

        @Override
        public String toString() {
            return "Kept[" + name + ", until " + until + "]";
        }
    }

    /**
     * @param authorities whom phones trust
     * @throws IOException when what is kept cannot be read
     */
    public PortalCertificates(Path file, Collection<X509Certificate> authorities, InstantSource clock)
            throws IOException {
        this.file = file;
        this.authorities = authorities;
        this.clock = clock;
        if (Files.exists(file)) {
            kept = read(Files.readString(file));
        }
    }

    /** One that has ended since is kept, for that is what people must know of it; a damaged one is none. */
    private @Nullable Kept read(String text) {
        String first = text.lines().findFirst().orElse("");
        Instant until = PortalCertificate.endOf(text);
        if (!first.startsWith(NAME_LINE) || until == null) {
            LOG.warn("{}: must hold the certificate of the portals, and does not; it must be uploaded again", file);
            return null;
        }
        return new Kept(first.substring(NAME_LINE.length()), until, text);
    }

    /** Null when none was uploaded. */
    public @Nullable Kept kept() {
        return kept;
    }

    /**
     * Takes it in the place of the one before; it is durable when this returns.
     *
     * @throws BadFileException with everything that is wrong, and nothing is changed
     */
    public synchronized Kept put(String name, String chainPem, String keyPem) throws BadFileException, IOException {
        PortalCertificate good =
                PortalCertificate.check("upload", name, chainPem, keyPem, authorities, clock.instant());
        String text = NAME_LINE + name + "\n" + good.pem();
        WholeFile.writePrivate(file, text);
        Kept now = new Kept(name, good.until(), text);
        kept = now;
        return now;
    }
}
