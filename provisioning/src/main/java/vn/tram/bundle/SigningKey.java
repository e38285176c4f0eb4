package vn.tram.bundle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** What the centre signs its content with: Ed25519 (RFC 8032). The same key over the same bytes signs the same. */
public final class SigningKey {

    private final PrivateKey secret;
    private final PublicKey open;

    private SigningKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    public static SigningKey make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(VerifyingKeys.ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /**
     * @param open as in {@link VerifyingKeys}
     * @param secret PKCS#8 in base64url
     * @throws GeneralSecurityException when they are no keys, or not of one pair
     */
    public static SigningKey parse(String open, String secret) throws GeneralSecurityException {
        try {
            PrivateKey key = KeyFactory.getInstance(VerifyingKeys.ALGORITHM)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getUrlDecoder().decode(secret)));
            SigningKey pair = new SigningKey(key, VerifyingKeys.key(open));
            VerifyingKeys keys = VerifyingKeys.of(pair);
            if (!keys.areSignedBy(pair.id(), new byte[0], pair.sign(new byte[0]))) {
                throw new GeneralSecurityException("content key: its two halves must belong together");
            }
            return pair;
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("content key: must be PKCS#8 in base64url", e);
        }
    }

    /** The half that everybody may know. */
    public String open() {
        return VerifyingKeys.text(open);
    }

    /** The half that only the centre may know: PKCS#8 in base64url. */
    public String secret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getEncoded());
    }

    PublicKey key() {
        return open;
    }

    /** How a signature names it. */
    public String id() {
        return VerifyingKeys.id(open);
    }

    byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(VerifyingKeys.ALGORITHM);
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with Ed25519", e);
        }
    }

    String sign(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
