package vn.tram.simulator.client;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import vn.tram.identity.Credential;

/** An authority that phones trust, with one between it and those whom it certifies, as all of them have. */
public final class PhoneAuthority {

    private final String name;
    private final KeyPair rootKeys;
    private final KeyPair betweenKeys;
    private final X509Certificate root;
    private final X509Certificate between;
    private int serial = 100;

    /** What a portal gets: own certificate first. */
    public record Made(PrivateKey key, List<X509Certificate> chain) {

        public String chainPem() throws Exception {
            return Credential.chainPem(chain);
        }

        public String keyPem() {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
            return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
        }
    }

    public PhoneAuthority(String name, Instant now) throws Exception {
        this.name = name;
        rootKeys = keys("EC");
        betweenKeys = keys("EC");
        Instant from = now.minus(Duration.ofDays(100));
        Instant until = now.plus(Duration.ofDays(1000));
        root = authority(name + " Root", rootKeys, name + " Root", rootKeys, from, until);
        between = authority(name + " Between", betweenKeys, name + " Root", rootKeys, from, until);
    }

    public X509Certificate root() {
        return root;
    }

    X509Certificate between() {
        return between;
    }

    public Made certify(String host, Instant from, Instant until) throws Exception {
        return certify(host, from, until, "EC");
    }

    Made certify(String host, Instant from, Instant until, String algorithm) throws Exception {
        KeyPair own = keys(algorithm);
        JcaX509v3CertificateBuilder builder = builder("CN=" + host, own, name + " Between", from, until);
        boolean isAddress = host.matches("[0-9.]+");
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, host)));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return new Made(own.getPrivate(), List.of(signed(builder, betweenKeys), between));
    }

    private X509Certificate authority(
            String subject, KeyPair keys, String issuer, KeyPair signer, Instant from, Instant until) throws Exception {
        JcaX509v3CertificateBuilder builder = builder("CN=" + subject, keys, issuer, from, until);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return signed(builder, signer);
    }

    private JcaX509v3CertificateBuilder builder(
            String subject, KeyPair keys, String issuer, Instant from, Instant until) {
        return new JcaX509v3CertificateBuilder(
                new X500Principal("CN=" + issuer),
                BigInteger.valueOf(serial++),
                Date.from(from),
                Date.from(until),
                new X500Principal(subject),
                keys.getPublic());
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair signer) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    }

    private static KeyPair keys(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        return generator.generateKeyPair();
    }
}
