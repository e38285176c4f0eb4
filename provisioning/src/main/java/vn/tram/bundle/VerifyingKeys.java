package vn.tram.bundle;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By which keys a device tells what the centre has said: Ed25519 (RFC 8032), the newest first. While the centre changes
 * its key there are two. As text they are one line: each key's SubjectPublicKeyInfo (RFC 8410) in base64url, with a
 * space between. Immutable.
 */
public final class VerifyingKeys {

    /** Where the device listener gives them to whoever shows a device's certificate. */
    public static final String PATH = "/keys";

    /** The header of the answers to enrolment and renewal that holds them. */
    public static final String HEADER = "Tram-Content-Keys";

    /** The file in an agent's data folder that keeps them. */
    public static final String FILE = "content-keys";

    public static final int MAX_KEYS = 4;

    /** None: nothing is believed. */
    public static final VerifyingKeys NONE = new VerifyingKeys(List.of());

    static final String ALGORITHM = "Ed25519";

    private static final int MAX_TEXT = MAX_KEYS * 64;
    private static final int ID_LENGTH = 16;

    private final Map<String, PublicKey> byId = new LinkedHashMap<>();

    private VerifyingKeys(List<PublicKey> keys) {
        keys.forEach(key -> byId.put(id(key), key));
    }

    public static VerifyingKeys of(SigningKey... keys) {
        return of(List.of(keys));
    }

    public static VerifyingKeys of(List<SigningKey> keys) {
        return new VerifyingKeys(keys.stream().map(SigningKey::key).toList());
    }

    /** @throws GeneralSecurityException naming the rule that {@code text} breaks */
    public static VerifyingKeys parse(String text) throws GeneralSecurityException {
        String[] parts = text.strip().split(" +");
        if (text.length() > MAX_TEXT || text.isBlank() || parts.length > MAX_KEYS) {
            throw new GeneralSecurityException("content keys: must be 1 to " + MAX_KEYS + ", were " + parts.length);
        }
        List<PublicKey> keys = new ArrayList<>();
        for (String part : parts) {
            keys.add(key(part));
        }
        return new VerifyingKeys(keys);
    }

    static PublicKey key(String text) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new GeneralSecurityException("content key: must be an Ed25519 key in base64url, was " + text, e);
        }
    }

    static String text(PublicKey key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getEncoded());
    }

    static String id(PublicKey key) {
        return Hash.of(key.getEncoded()).substring(0, ID_LENGTH);
    }

    public boolean isEmpty() {
        return byId.isEmpty();
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** Whether the key of that name, which must be among these, has signed the bytes. Never throws. */
    boolean areSignedBy(String id, byte[] bytes, byte[] signed) {
        @Nullable PublicKey key = byId.get(id);
        if (key == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** One line, without a line feed. */
    public String text() {
        return String.join(" ", byId.values().stream().map(VerifyingKeys::text).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerifyingKeys keys && keys.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return "VerifyingKeys" + byId.keySet();
    }
}
