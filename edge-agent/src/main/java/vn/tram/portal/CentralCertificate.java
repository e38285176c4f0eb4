package vn.tram.portal;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import vn.tram.bundle.Hash;
import vn.tram.identity.PortalCertificate;
import vn.tram.profiles.file.WholeFile;

/**
 * Brings the certificate of the portals' API, which an engineer has uploaded at the controller, onto this device: over the
 * device's own mutually authenticated TLS, into a file that only the agent can read. Used by one thread at a time.
 */
public final class CentralCertificate {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MAX_BYTES = 100_000;

    private final URI url;
    private final Supplier<SSLSocketFactory> tls;
    private final Path file;

    /**
     * @param controller such as {@code https://noc.bacninh.example:8443}
     * @param tls with the device's present certificate
     * @param file chain and key in one
     */
    public CentralCertificate(URI controller, Supplier<SSLSocketFactory> tls, Path file) {
        this.url = controller.resolve(PortalCertificate.PATH);
        this.tls = tls;
        this.file = file;
    }

    /**
     * Fetches it when it is another one than here. Blocks.
     *
     * @return whether there is a new one
     * @throws IOException saying what was asked and what came; the one that is here stays
     */
    public boolean fetch() throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) url.toURL().openConnection();
        connection.setSSLSocketFactory(tls.get());
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        if (Files.exists(file)) {
            connection.setRequestProperty("If-None-Match", '"' + Hash.of(Files.readAllBytes(file)) + '"');
        }
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_NOT_MODIFIED || status == HttpURLConnection.HTTP_NOT_FOUND) {
            return false;
        }
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("portal certificate at " + url + ": must be answered with 200 or 304, was " + status);
        }
        try (InputStream in = connection.getInputStream()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("portal certificate at " + url + ": must have at most " + MAX_BYTES + " bytes");
            }
            WholeFile.writePrivate(file, new String(bytes, StandardCharsets.US_ASCII));
            return true;
        }
    }
}
