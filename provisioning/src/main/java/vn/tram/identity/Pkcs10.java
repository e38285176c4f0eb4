package vn.tram.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/**
 * Writes a certification request (PKCS#10, RFC 2986) for a device: subject {@code CN=endpoint}, EC P-256 key, signed
 * with ecdsa-with-SHA256 (RFC 5758). An agent has no library for this.
 */
public final class Pkcs10 {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    /** 2.5.4.3, commonName. */
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};

    /** 1.2.840.10045.4.3.2, ecdsa-with-SHA256. */
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };

    private Pkcs10() {}

    /** @return DER */
    public static byte[] request(String endpoint, KeyPair keys) throws GeneralSecurityException {
        EndpointName.check(endpoint);
        byte[] name = der(0x0c, endpoint.getBytes(StandardCharsets.UTF_8));
        byte[] subject = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, name)));
        byte[] version = {0x02, 0x01, 0x00};
        byte[] noAttributes = {(byte) 0xa0, 0x00};
        byte[] info = der(SEQUENCE, version, subject, keys.getPublic().getEncoded(), noAttributes);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(info);
        byte[] unusedBits = {0x00};
        return der(SEQUENCE, info, der(SEQUENCE, ECDSA_WITH_SHA256), der(0x03, concat(unusedBits, signature.sign())));
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = concat(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
