package vn.tram.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that stay the same for a while, ready to be sent with an entity tag and compressed. Immutable.
 *
 * @param contentType such as {@code text/html; charset=utf-8}
 * @param bytes not to be changed
 * @param gzip the same compressed; null when that is no gain
 * @param etag strong, with its quotes
 * @param headers more headers, such as a content security policy
 */
@SuppressWarnings("ArrayRecordComponent")
public record Resource(
        String contentType, byte[] bytes, byte @Nullable [] gzip, String etag, Map<String, String> headers) {

    private static final int WORTH_COMPRESSING = 1000;

    public static Resource of(String contentType, byte[] bytes) {
        return of(contentType, bytes, Map.of());
    }

    public static Resource of(String contentType, byte[] bytes, Map<String, String> headers) {
        String etag = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes)) + '"';
        byte[] gzip = bytes.length < WORTH_COMPRESSING || isCompressed(contentType) ? null : gzip(bytes);
        return new Resource(
                contentType, bytes, gzip == null || gzip.length >= bytes.length ? null : gzip, etag, headers);
    }

    private static boolean isCompressed(String contentType) {
        return contentType.equals("image/png") || contentType.equals("font/woff2");
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 8192)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
