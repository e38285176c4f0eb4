package vn.tram.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.BadFileException;

/** Keeps the certificate of the portals' API. Safe for use by many threads. */
public interface CertificateKeeper {

    /** The one that was uploaded last; null when none was. */
    @Nullable
    Kept kept();

    /**
     * Keeps it for the hotspots to fetch; it is durable when this returns.
     *
     * @param certificate in PEM, with everything between it and its authority
     * @param key in PEM
     * @throws BadFileException with everything that is wrong; nothing is changed then
     */
    Kept put(String name, String certificate, String key) throws BadFileException;

    /** @param endsAt when the first certificate of the chain ends */
    record Kept(String name, Instant endsAt) {}
}
