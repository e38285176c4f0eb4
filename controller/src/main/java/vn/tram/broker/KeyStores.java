package vn.tram.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import vn.tram.identity.Credential;

/**
 * A credential as the two PKCS#12 files that Artemis reads. They are written anew at each start, under a password that
 * is kept in memory only.
 */
final class KeyStores {

    private KeyStores() {}

    /** Writes the files into {@code folder}; returns the acceptor's parameters that name them. */
    static Map<String, Object> write(Credential credential, Path folder) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path keys = folder.resolve("broker-keys.p12");
        Path trust = folder.resolve("broker-trust.p12");
        try {
            write(credential.keyStore(password.toCharArray()), password, keys);
            write(credential.trustStore(), password, trust);
        } catch (GeneralSecurityException e) {
            throw new IOException("broker: cannot write its key stores into " + folder, e);
        }
        return Map.of(
                TransportConstants.SSL_ENABLED_PROP_NAME,
                true,
                TransportConstants.NEED_CLIENT_AUTH_PROP_NAME,
                true,
                TransportConstants.ENABLED_PROTOCOLS_PROP_NAME,
                "TLSv1.3,TLSv1.2",
                TransportConstants.KEYSTORE_TYPE_PROP_NAME,
                "PKCS12",
                TransportConstants.KEYSTORE_PATH_PROP_NAME,
                keys.toString(),
                TransportConstants.KEYSTORE_PASSWORD_PROP_NAME,
                password,
                TransportConstants.TRUSTSTORE_TYPE_PROP_NAME,
                "PKCS12",
                TransportConstants.TRUSTSTORE_PATH_PROP_NAME,
                trust.toString(),
                TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME,
                password);
    }

    private static void write(KeyStore store, String password, Path file) throws IOException, GeneralSecurityException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }
}
