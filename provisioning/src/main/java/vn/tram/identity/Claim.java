package vn.tram.identity;

import java.net.URI;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an engineer gives a new device once: where to ask for a certificate, the secret that entitles it, and which
 * authority to believe. Written as one text, {@code https://HOST:PORT/enrol#SECRET.FINGERPRINT}; the part behind
 * {@code #} never travels in a request line. Where the broker is not beside the listener on its usual port, or topics
 * have a prefix, the address says so in its query: {@code /enrol?broker=mqtts://HOST:PORT&prefix=PREFIX}.
 *
 * @param url of the controller's device listener, its path {@value #PATH}; see {@link #url(URI, URI, String)}
 * @param secret {@value #SECRET_BYTES} random bytes, base64url without padding; good for one certificate
 * @param authority SHA-256 of the authority's certificate (DER), base64url without padding
 */
public record Claim(URI url, String secret, String authority) {

    public static final String PATH = "/enrol";
    public static final int SECRET_BYTES = 16;

    private static final String HOST_AND_PORT = "[A-Za-z0-9.\\-\\[\\]:]{1,260}";
    private static final Pattern URL = Pattern.compile("https://" + HOST_AND_PORT + PATH
            + "(?:\\?(?:broker=(?<broker>mqtts?://" + HOST_AND_PORT
            + "))?&?(?:prefix=(?<prefix>[A-Za-z0-9._:/-]{1,128}))?)?");
    private static final Pattern FORM =
            Pattern.compile("(?<url>" + URL + ")#(?<secret>[A-Za-z0-9_-]{22})\\.(?<authority>[A-Za-z0-9_-]{43})");

    public Claim {
        if (!FORM.matcher(url + "#" + secret + "." + authority).matches()) {
            throw new IllegalArgumentException(
                    "claim: must be https://HOST:PORT/enrol with a secret of 22 and a fingerprint of 43 characters, url was "
                            + url);
        }
    }

    /**
     * The address that a claim names.
     *
     * @param enrol of the device listener, its path {@value #PATH}
     * @param broker null when it is beside the listener, on its usual port
     * @param prefix of the topics; empty for none
     */
    public static URI url(URI enrol, @Nullable URI broker, String prefix) {
        String query = (broker == null ? "" : "broker=" + broker)
                + (broker == null || prefix.isEmpty() ? "" : "&")
                + (prefix.isEmpty() ? "" : "prefix=" + prefix);
        return query.isEmpty() ? enrol : URI.create(enrol + "?" + query);
    }

    /** The claim in {@code text}, or null when it is none. */
    public static @Nullable Claim parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return null;
        }
        URI url;
        try {
            url = URI.create(form.group("url"));
        } catch (IllegalArgumentException e) {
            return null;
        }
        return url.getHost() == null ? null : new Claim(url, form.group("secret"), form.group("authority"));
    }

    /** Where the broker is; null when it is beside the listener, on its usual port. */
    public @Nullable URI broker() {
        String broker = part("broker");
        return broker == null ? null : URI.create(broker);
    }

    /** Of the topics; empty for none. */
    public String prefix() {
        String prefix = part("prefix");
        return prefix == null ? "" : prefix;
    }

    private @Nullable String part(String group) {
        Matcher form = URL.matcher(url.toString());
        return form.matches() ? form.group(group) : null;
    }

    /** As the engineer copies it; holds the secret. */
    public String text() {
        return url + "#" + secret + "." + authority;
    }

    /** What of a certificate or a secret may be kept and compared: its SHA-256, base64url without padding. */
    public static String fingerprint(byte[] bytes) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Digests.sha256().digest(bytes));
    }

    /** Whether two fingerprints are equal, in a time that does not tell where they differ. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                other.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return url + "#[redacted]";
    }
}
