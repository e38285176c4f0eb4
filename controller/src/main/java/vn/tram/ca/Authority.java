package vn.tram.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import vn.tram.identity.Credential;
import vn.tram.identity.EndpointName;
import vn.tram.profiles.file.WholeFile;

/**
 * The certificate authority of one province: EC P-256, ecdsa-with-SHA256, certificates by RFC 5280. Its key and
 * certificate are two PEM files that only their owner can read. Safe for use by many threads.
 */
public final class Authority {

    /** O of the controller's own certificates; a device's certificate has no O. */
    public static final String CONTROLLER = "Tram controller";

    /** How long a device's certificate lasts; it is renewed when a third is left. */
    public static final Duration DEVICE_LIFE = Duration.ofDays(365);

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(20 * 365);
    private static final Duration BACKDATED = Duration.ofHours(24);

    private final Credential own;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    private Authority(Credential own, InstantSource clock) {
        this.own = own;
        this.clock = clock;
    }

    /** Opens the authority in {@code folder}, and makes one called {@code name} when there is none. */
    public static Authority open(Path folder, String name, InstantSource clock)
            throws IOException, GeneralSecurityException {
        Path keyFile = folder.resolve("ca.key");
        Path certificateFile = folder.resolve("ca.crt");
        if (!Files.exists(certificateFile)) {
            Files.createDirectories(folder);
            KeyPair keys = Credential.newKeys();
            X509Certificate certificate = selfSigned(keys, name, clock.instant());
            WholeFile.writePrivate(keyFile, Credential.keyPem(keys.getPrivate()));
            WholeFile.writePrivate(certificateFile, Credential.chainPem(List.of(certificate)));
        }
        X509Certificate certificate =
                Credential.parseChain(Files.readString(certificateFile)).get(0);
        Credential own =
                new Credential(Credential.parseKey(Files.readString(keyFile)), List.of(certificate, certificate));
        return new Authority(own, clock);
    }

    private static X509Certificate selfSigned(KeyPair keys, String name, Instant now) throws GeneralSecurityException {
        X500Principal subject = new X500Principal(
                "CN=" + name.replaceAll("[^\\p{L}\\p{N} .-]", " ").strip());
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                serial(new SecureRandom()),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(AUTHORITY_LIFE)),
                subject,
                keys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(builder, keys.getPrivate());
        } catch (CertIOException e) {
            throw new GeneralSecurityException("cannot make the authority's certificate", e);
        }
    }

    public X509Certificate certificate() {
        return own.certificate();
    }

    /** A certificate for a device's key, to show as a client. */
    public List<X509Certificate> certifyDevice(String endpoint, PublicKey key) throws GeneralSecurityException {
        EndpointName.check(endpoint);
        X509v3CertificateBuilder builder = leaf(new X500Name("CN=" + endpoint), key, DEVICE_LIFE);
        return List.of(issue(builder, KeyPurposeId.id_kp_clientAuth), certificate());
    }

    /** A new key and certificate for the controller itself, both as a server on {@code hosts} and as a client. */
    public Credential certifyController(String name, List<String> hosts) throws GeneralSecurityException {
        KeyPair keys = Credential.newKeys();
        X509v3CertificateBuilder builder = leaf(
                new X500Name("CN=" + EndpointName.check(name) + ",O=" + CONTROLLER), keys.getPublic(), DEVICE_LIFE);
        GeneralName[] names = hosts.stream()
                .map(host -> new GeneralName(
                        host.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new);
        try {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        } catch (CertIOException e) {
            throw new GeneralSecurityException("host names: must be DNS names or addresses, were " + hosts, e);
        }
        X509Certificate certificate = issue(builder, KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
        return new Credential(keys.getPrivate(), List.of(certificate, certificate()));
    }

    private X509v3CertificateBuilder leaf(X500Name subject, PublicKey key, Duration life) {
        Instant now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded()),
                serial(random),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(life)),
                subject,
                key);
    }

    private X509Certificate issue(X509v3CertificateBuilder builder, KeyPurposeId... purposes)
            throws GeneralSecurityException {
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        } catch (CertIOException e) {
            throw new GeneralSecurityException("cannot make a certificate", e);
        }
        return sign(builder, own.key());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, java.security.PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("cannot sign a certificate", e);
        }
    }

    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(127, random).setBit(126);
    }
}
