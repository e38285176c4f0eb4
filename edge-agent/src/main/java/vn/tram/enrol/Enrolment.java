package vn.tram.enrol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.identity.Claim;
import vn.tram.identity.Credential;
import vn.tram.identity.Pkcs10;
import vn.tram.profiles.file.WholeFile;

/**
 * The device's identity: a private key that is made here and never leaves, and the certificate that the controller
 * gave for a claim. Both are in one PEM file in the agent's data folder, readable only by its owner. With a certificate
 * come the keys by which the centre's content is known. Calls block on disk and network; not for use by many threads.
 */
public final class Enrolment {

    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final String CHAIN_BEGINS = "-----BEGIN CERTIFICATE";
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Path file;
    private final Path contentKeys;
    private final String endpoint;

    /** Of the claim that is being redeemed: when the answer is lost, the claim is good for this key only. */
    private @Nullable KeyPair keys;

    public Enrolment(Path folder, String endpoint) {
        this.file = folder.resolve("device.pem");
        this.contentKeys = folder.resolve(VerifyingKeys.FILE);
        this.endpoint = endpoint;
    }

    /** What an earlier enrolment left; null when there was none. */
    public @Nullable Credential saved() throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            return null;
        }
        String text = Files.readString(file);
        int chain = Math.max(0, text.indexOf(CHAIN_BEGINS));
        return Credential.parse(text.substring(0, chain), text.substring(chain));
    }

    /**
     * Asks the controller for a certificate, keeps it and gives it; the claim is used up by it.
     *
     * @throws GeneralSecurityException when the controller has refused, and would refuse the next time too
     * @throws IOException when it could not be asked, or had a trouble of its own
     */
    public Credential redeem(Claim claim) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new PinnedAuthority(claim.authority())}, null);
        KeyPair asked = keys == null ? Credential.newKeys() : keys;
        keys = asked;
        Credential given = ask(claim.url(), tls, claim.secret(), asked);
        keys = null;
        return given;
    }

    /** Renews a certificate of which less than a third of its life is left; gives {@code present} while there is more. */
    public Credential renewIfDue(Credential present, URI renewUrl, Instant now)
            throws IOException, GeneralSecurityException {
        X509Certificate certificate = present.certificate();
        Instant ends = certificate.getNotAfter().toInstant();
        Duration life = Duration.between(certificate.getNotBefore().toInstant(), ends);
        if (Duration.between(now, ends).compareTo(life.dividedBy(3)) > 0) {
            return present;
        }
        return ask(renewUrl, present.tls(), "", Credential.newKeys());
    }

    private Credential ask(URI url, SSLContext tls, String secret, KeyPair keys)
            throws IOException, GeneralSecurityException {
        URL target = url.toURL();
        HttpsURLConnection connection = (HttpsURLConnection) target.openConnection();
        connection.setSSLSocketFactory(tls.getSocketFactory());
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/pkcs10");
        if (!secret.isEmpty()) {
            connection.setRequestProperty("Authorization", "Claim " + secret);
        }
        try (OutputStream out = connection.getOutputStream()) {
            out.write(Pkcs10.request(endpoint, keys));
        }
        int status = connection.getResponseCode();
        String answer = read(status < 400 ? connection.getInputStream() : connection.getErrorStream());
        if (status >= 400 && status < 500) {
            throw new GeneralSecurityException("enrolment at " + url + ": refused: " + answer.strip());
        }
        if (status != 200) {
            throw new IOException("enrolment at " + url + ": answered with " + status + ": " + answer.strip());
        }
        @Nullable String theirs = connection.getHeaderField(VerifyingKeys.HEADER);
        VerifyingKeys believed = theirs == null ? VerifyingKeys.NONE : VerifyingKeys.parse(theirs);
        Credential given = keep(keys, Credential.parseChain(answer));
        if (!believed.isEmpty()) {
            WholeFile.write(contentKeys, believed.text() + "\n");
        }
        return given;
    }

    private Credential keep(KeyPair keys, List<X509Certificate> chain) throws IOException, GeneralSecurityException {
        Credential credential = new Credential(keys.getPrivate(), chain);
        if (!chain.get(0).getPublicKey().equals(keys.getPublic())) {
            throw new GeneralSecurityException("enrolment: the certificate must be for the key that was sent");
        }
        chain.get(0).verify(credential.authority().getPublicKey());
        write(Credential.keyPem(keys.getPrivate()) + Credential.chainPem(chain));
        return credential;
    }

    /** Key and chain are one file and are replaced in one step, so that a power cut leaves the old or the new. */
    private void write(String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        WholeFile.writePrivate(file, text);
    }

    private static String read(@Nullable InputStream in) throws IOException {
        if (in == null) {
            return "";
        }
        try (in) {
            return new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
        }
    }
}
