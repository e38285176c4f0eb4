package vn.tram.portal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import vn.tram.bundle.VerifyingKeys;

/** Blobs and keys from the controller's device listener, by HTTPS with byte ranges (RFC 9110, section 14). */
public final class HttpsBlobs implements BlobSource, KeySource {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MAX_KEYS_BYTES = 1024;

    private final URI controller;
    private final SSLSocketFactory tls;

    /** @param controller such as {@code https://noc.bacninh.example:8443} */
    public HttpsBlobs(URI controller, SSLSocketFactory tls) {
        this.controller = controller;
        this.tls = tls;
    }

    @Override
    public void fetch(String hash, Path part, long maxBytes) throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        URI url = controller.resolve("/content/" + hash);
        HttpsURLConnection connection = open(url);
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        int status = connection.getResponseCode();
        if (status == 416) {
            // There is nothing behind what we have.
            return;
        }
        if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
            throw new IOException("content at " + url + ": must be answered with 200 or 206, was " + status);
        }
        boolean whole = status == HttpURLConnection.HTTP_OK;
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        whole ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND)) {
            copy(in, out, maxBytes - (whole ? 0 : have), url);
        }
    }

    private HttpsURLConnection open(URI url) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) url.toURL().openConnection();
        connection.setSSLSocketFactory(tls);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection;
    }

    @Override
    public VerifyingKeys ask() throws IOException {
        URI url = controller.resolve(VerifyingKeys.PATH);
        HttpsURLConnection connection = open(url);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("content keys at " + url + ": must be answered with 200, was " + status);
        }
        try (InputStream in = connection.getInputStream()) {
            return VerifyingKeys.parse(new String(in.readNBytes(MAX_KEYS_BYTES), StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IOException("content keys at " + url + ": " + e.getMessage(), e);
        }
    }

    private static void copy(InputStream in, OutputStream out, long room, URI url) throws IOException {
        byte[] buffer = new byte[8192];
        long left = room;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            left -= n;
            if (left < 0) {
                throw new IOException("content at " + url + ": must have at most " + room + " bytes");
            }
            out.write(buffer, 0, n);
        }
    }
}
