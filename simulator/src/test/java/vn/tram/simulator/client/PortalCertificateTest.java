package vn.tram.simulator.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.Reading;
import vn.tram.identity.Credential;
import vn.tram.identity.PortalCertificate;
import vn.tram.portal.ApiCertificate;
import vn.tram.profiles.file.BadFileException;

/** The certificate of the portal's API: which one is taken, when it ends, and what is said of it. */
class PortalCertificateTest {

    private static final String NAME = "wifi.bacninh.example";
    private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");
    private static final Instant FROM = NOW.minus(Duration.ofDays(10));

    @TempDir
    Path folder;

    private Instant now = NOW;
    private PhoneAuthority authority;

    @BeforeEach
    void an_authority() throws Exception {
        authority = new PhoneAuthority("Phones Trust", NOW);
    }

    @Test
    void a_certificate_for_the_name_with_everything_between_is_taken_be_it_ec_or_rsa() throws Exception {
        for (String algorithm : List.of("EC", "RSA")) {
            PortalCertificate taken = check(authority.certify(NAME, FROM, days(80), algorithm));

            assertEquals(days(80), taken.until());
            assertTrue(taken.isValid(days(79)));
            assertFalse(taken.isValid(days(80)));
            assertFalse(taken.toString().contains("BEGIN"), taken.toString());
        }
        assertNotNull(check(authority.certify("*.bacninh.example", FROM, days(80))));
    }

    @Test
    void one_with_the_root_behind_it_is_taken_too() throws Exception {
        PhoneAuthority.Made made = authority.certify(NAME, FROM, days(80));

        assertNotNull(check(new PhoneAuthority.Made(
                made.key(), List.of(made.chain().get(0), authority.between(), authority.root()))));
    }

    @Test
    void what_phones_would_not_believe_is_refused_and_says_why() throws Exception {
        PhoneAuthority.Made good = authority.certify(NAME, FROM, days(80));
        PhoneAuthority.Made other = authority.certify("wifi.hanoi.example", FROM, days(80));
        PhoneAuthority stranger = new PhoneAuthority("Nobody", NOW);

        refused("must be for the name " + NAME + ", was wifi.hanoi.example", other);
        refused("must be for the name", authority.certify("10.77.0.1", FROM, days(80)));
        refused("must be for the name", authority.certify("*.example", FROM, days(80)));
        refused("certificate 1: must be valid at 2026-11-24T05:00:00Z", authority.certify(NAME, FROM, days(-1)));
        refused("certificate 1: must be valid at", authority.certify(NAME, days(1), days(80)));
        refused(
                "key: must be the key of the certificate, was [redacted]",
                new PhoneAuthority.Made(other.key(), good.chain()));
        refused(
                "must lead to an authority that phones trust",
                new PhoneAuthority.Made(good.key(), good.chain().subList(0, 1)));
        refused("must lead to an authority that phones trust", stranger.certify(NAME, FROM, days(80)));
        refused(
                "must be followed by that of its issuer CN=Phones Trust Between, was CN=Phones Trust Root",
                new PhoneAuthority.Made(
                        good.key(), List.of(good.chain().get(0), authority.root(), authority.between())));
    }

    @Test
    void what_is_no_pem_at_all_is_refused_and_the_key_is_never_told() throws Exception {
        BadFileException refused = assertThrows(
                BadFileException.class,
                () -> PortalCertificate.check(
                        "portal.pem",
                        NAME,
                        "no certificate",
                        "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----",
                        List.of(authority.root()),
                        NOW));

        assertEquals(2, refused.problems().size(), refused.getMessage());
        assertTrue(refused.getMessage().contains("openssl pkcs8 -topk8 -nodes"), refused.getMessage());
        assertFalse(refused.getMessage().contains("c2VjcmV0"), refused.getMessage());
    }

    @Test
    void files_are_taken_anew_without_a_restart_and_bad_ones_leave_the_one_before() throws Exception {
        ApiCertificate certificate = certificate();
        certificate.look();
        assertEquals("", certificate.lastDay());
        assertTrue(problem(certificate).contains("portal.pem: must exist"), problem(certificate));

        put(authority.certify(NAME, FROM, days(20)));
        certificate.look();
        assertEquals("14/12/2026", certificate.lastDay());
        assertEquals(20, certificate.daysLeft());
        assertEquals("", problem(certificate));

        put(authority.certify("wifi.hanoi.example", FROM, days(90)));
        certificate.look();
        assertEquals(20, certificate.daysLeft());
        assertTrue(problem(certificate).contains("must be for the name"), problem(certificate));

        put(authority.certify(NAME, FROM, days(90)));
        certificate.look();
        assertEquals(90, certificate.daysLeft());
        assertEquals("", problem(certificate));
    }

    @Test
    void one_that_begins_tomorrow_is_taken_when_it_is_valid() throws Exception {
        ApiCertificate certificate = certificate();
        put(authority.certify(NAME, days(1), days(20)));
        certificate.look();
        assertNull(certificate.valid());
        assertTrue(problem(certificate).contains("must be valid at"), problem(certificate));

        now = days(1);
        certificate.look();

        assertNotNull(certificate.valid());
        assertEquals("", problem(certificate));
    }

    @Test
    void a_key_that_everybody_may_read_is_refused() throws Exception {
        ApiCertificate certificate = certificate();
        put(authority.certify(NAME, FROM, days(20)));
        Files.setPosixFilePermissions(folder.resolve("portal.key"), PosixFilePermissions.fromString("rw-r--r--"));

        certificate.look();

        assertNull(certificate.valid());
        assertTrue(problem(certificate).contains("must not be readable by everybody"), problem(certificate));

        Files.setPosixFilePermissions(folder.resolve("portal.key"), PosixFilePermissions.fromString("rw-------"));
        certificate.look();
        assertEquals(20, certificate.daysLeft());
        Files.setPosixFilePermissions(folder.resolve("portal.key"), PosixFilePermissions.fromString("rw-r--r--"));
        certificate.look();
        assertEquals(20, certificate.daysLeft());
        Files.setPosixFilePermissions(folder.resolve("portal.key"), PosixFilePermissions.fromString("rw-------"));
        certificate.look();
        assertEquals("", problem(certificate));
    }

    @Test
    void tls_shows_the_newest_certificate_and_after_the_end_of_the_last_none() throws Exception {
        ApiCertificate certificate = certificate();
        put(authority.certify(NAME, FROM, days(20)));
        certificate.look();
        SSLContext tls = certificate.tls();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (SSLServerSocket server =
                (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0)) {
            assertEquals(days(20), shown(server, executor).get(0).getNotAfter().toInstant());

            put(authority.certify(NAME, FROM, days(90), "RSA"));
            certificate.look();
            assertEquals(days(90), shown(server, executor).get(0).getNotAfter().toInstant());

            now = days(90);
            assertEquals(0, certificate.daysLeft());
            assertThrows(SSLException.class, () -> shown(server, executor));
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<X509Certificate> shown(SSLServerSocket server, ExecutorService executor) throws Exception {
        Future<?> answered = executor.submit(() -> {
            try (Socket socket = server.accept()) {
                ((SSLSocket) socket).startHandshake();
                return socket.getInputStream().read();
            }
        });
        SSLContext believing = SSLContext.getInstance("TLS");
        believing.init(null, new TrustManager[] {new Anybody()}, null);
        try (SSLSocket socket =
                (SSLSocket) believing.getSocketFactory().createSocket("127.0.0.1", server.getLocalPort())) {
            socket.startHandshake();
            return List.of((X509Certificate[]) socket.getSession().getPeerCertificates());
        } finally {
            answered.cancel(false);
        }
    }

    /** Looks at what is shown, and does not judge it. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private ApiCertificate certificate() throws Exception {
        Path trusted =
                Files.writeString(folder.resolve("authority.pem"), Credential.chainPem(List.of(authority.root())));
        return new ApiCertificate(
                new ApiCertificate.Settings(NAME, folder.resolve("portal.pem"), folder.resolve("portal.key"), trusted),
                () -> now);
    }

    private void put(PhoneAuthority.Made made) throws Exception {
        Files.writeString(folder.resolve("portal.pem"), made.chainPem());
        Path key = Files.writeString(folder.resolve("portal.key"), made.keyPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    }

    private static String problem(ApiCertificate certificate) {
        return certificate.readings().stream()
                .filter(reading -> reading.path().resource() == 42)
                .map(Reading::value)
                .map(String.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private PortalCertificate check(PhoneAuthority.Made made) throws Exception {
        return PortalCertificate.check(
                "portal.pem", NAME, made.chainPem(), made.keyPem(), List.of(authority.root()), NOW);
    }

    private void refused(String why, PhoneAuthority.Made made) {
        BadFileException refused = assertThrows(BadFileException.class, () -> check(made), why);
        assertTrue(refused.getMessage().contains(why), why + " in " + refused.getMessage());
    }

    private static Instant days(int days) {
        return NOW.plus(Duration.ofDays(days));
    }
}
