package vn.tram.web.account;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Argon2id hash (RFC 9106) as a PHC string: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 *
 * @param memory KiB
 * @param passes over the memory
 * @param lanes of the computation
 */
@SuppressWarnings("ArrayRecordComponent")
record PasswordHash(int memory, int passes, int lanes, byte[] salt, byte[] hash) {

    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9])\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private static final int MAX_MEMORY = 256 * 1024;

    /** Null when the text is no such hash, or one that would take too much memory to check. */
    static @Nullable PasswordHash parse(String phc) {
        Matcher matcher = PHC.matcher(phc);
        if (!matcher.matches()) {
            return null;
        }
        int memory = Integer.parseInt(matcher.group(1));
        int passes = Integer.parseInt(matcher.group(2));
        int lanes = Integer.parseInt(matcher.group(3));
        if (lanes < 1 || passes < 1 || memory < 8 * lanes || memory > MAX_MEMORY) {
            return null;
        }
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            return new PasswordHash(
                    memory, passes, lanes, decoder.decode(matcher.group(4)), decoder.decode(matcher.group(5)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The PHC string. */
    String text() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=" + lanes + "$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(hash);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
