package vn.tram.stamp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vn.tram.profiles.file.Secret;

/** The key of authenticated STAMP: HMAC-SHA-256 cut to 128 bits (RFC 8762, section 4.4). Safe for use by many threads. */
public final class StampKey {

    static final int HMAC_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException when {@code secret} is empty */
    public StampKey(Secret secret) {
        byte[] octets = secret.value().getBytes(StandardCharsets.UTF_8);
        if (octets.length == 0) {
            throw new IllegalArgumentException("key: must not be empty");
        }
        this.key = new SecretKeySpec(octets, ALGORITHM);
    }

    /** Over the first {@code length} bytes. */
    byte[] sign(byte[] packet, int length) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(packet, 0, length);
            return Arrays.copyOf(mac.doFinal(), HMAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": every Java has it", e);
        }
    }

    boolean isSigned(byte[] packet, int length) {
        byte[] said = Arrays.copyOfRange(packet, length, length + HMAC_BYTES);
        return MessageDigest.isEqual(said, sign(packet, length));
    }
}
