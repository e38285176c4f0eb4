package vn.tram.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import vn.tram.content.PortalCertificates;
import vn.tram.profiles.file.BadFileException;
import vn.tram.web.CertificateKeeper;

/** What engineers upload on the pages, towards the hotspots that fetch it. */
final class UploadedCertificate implements CertificateKeeper {

    private final PortalCertificates certificates;

    UploadedCertificate(PortalCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public @Nullable Kept kept() {
        PortalCertificates.Kept kept = certificates.kept();
        return kept == null ? null : new Kept(kept.name(), kept.until());
    }

    @Override
    public Kept put(String name, String certificate, String key) throws BadFileException {
        try {
            PortalCertificates.Kept kept = certificates.put(name, certificate, key);
            return new Kept(kept.name(), kept.until());
        } catch (IOException e) {
            throw new UncheckedIOException("portal certificate: cannot be kept", e);
        }
    }

    /** What devices are given; null when there is none. */
    @Nullable
    String text() {
        PortalCertificates.Kept kept = certificates.kept();
        return kept == null ? null : kept.text();
    }
}
