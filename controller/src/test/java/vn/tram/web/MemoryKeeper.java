package vn.tram.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.file.BadFileException;

/** Takes every certificate but those for another name than {@code wifi.bacninh.example}. */
final class MemoryKeeper implements CertificateKeeper {

    static final Instant END = Instant.parse("2027-02-22T00:00:00Z");

    private @Nullable Kept kept;

    @Override
    public synchronized @Nullable Kept kept() {
        return kept;
    }

    @Override
    public synchronized Kept put(String name, String certificate, String key) throws BadFileException {
        if (!name.equals("wifi.bacninh.example")) {
            throw new BadFileException("upload", "certificate", "must be for the name " + name, "wifi.bacninh.example");
        }
        Kept now = new Kept(name, END);
        kept = now;
        return now;
    }
}
