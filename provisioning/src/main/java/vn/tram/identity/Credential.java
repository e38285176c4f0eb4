package vn.tram.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A private key with its certificate chain: own certificate first, the authority's last.
 *
 * @param key EC P-256
 * @param chain at least two certificates; the last one is what the other side is checked against
 */
public record Credential(PrivateKey key, List<X509Certificate> chain) {

    private static final String ALIAS = "tram";

    public Credential {
        chain = List.copyOf(chain);
        if (chain.size() < 2) {
            throw new IllegalArgumentException(
                    "certificate chain: must hold own certificate and the authority's, held " + chain.size());
        }
    }

    /** A new EC P-256 key pair. */
    public static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /**
     * @param keyPem PKCS#8, {@code BEGIN PRIVATE KEY} (RFC 7468)
     * @param chainPem certificates, {@code BEGIN CERTIFICATE}
     * @throws GeneralSecurityException when a text is not what it should be
     */
    public static Credential parse(String keyPem, String chainPem) throws GeneralSecurityException {
        return new Credential(parseKey(keyPem), parseChain(chainPem));
    }

    public static PrivateKey parseKey(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("private key: must be base64 between BEGIN and END PRIVATE KEY", e);
        }
    }

    public static List<X509Certificate> parseChain(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    public static String keyPem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    public static String chainPem(List<X509Certificate> chain) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    public X509Certificate authority() {
        return chain.get(chain.size() - 1);
    }

    /** The key with its chain, for TLS. */
    public KeyStore keyStore(char[] password) throws GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(ALIAS, key, password, chain.toArray(X509Certificate[]::new));
        return store;
    }

    /** The authority alone: who the other side must be certified by. */
    public KeyStore trustStore() throws GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry("authority", authority());
        return store;
    }

    /** TLS that shows this credential and believes only what its authority has signed. */
    public SSLContext tls() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new OwnKey(this)}, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("cannot make an empty key store", e);
        }
        return store;
    }

    /** The names in a distinguished name such as {@code CN=hs-001, O=Tram}; empty when there is none of that kind. */
    public static String nameOf(X509Certificate certificate, String kind) {
        try {
            return new javax.naming.ldap.LdapName(
                            certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase(kind))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (javax.naming.InvalidNameException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "Credential[" + certificate().getSubjectX500Principal() + ", key=[redacted]]";
    }
}
