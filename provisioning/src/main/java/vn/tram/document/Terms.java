package vn.tram.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The rules of use that a person accepts, in both languages.
 *
 * @param version grows whenever a word changes, from 1
 */
public record Terms(int version, Announcement.Text vietnamese, Announcement.Text english) {

    public Terms {
        if (version < 1) {
            throw new IllegalArgumentException("version of the terms: must be at least 1, was " + version);
        }
    }

    public Announcement.Text in(String language) {
        return language.equals("en") ? english : vietnamese;
    }

    /**
     * Names every word of them, so that what somebody accepted can be told years later: SHA-256 over the version and the
     * texts, each followed by a NUL, in UTF-8; 64 lower-case hexadecimal digits.
     */
    public String hash() {
        StringBuilder all = new StringBuilder();
        for (String part :
                new String[] {"" + version, vietnamese.title(), vietnamese.body(), english.title(), english.body()}) {
            all.append(part).append('\0');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
