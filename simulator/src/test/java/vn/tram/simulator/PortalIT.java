package vn.tram.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.access.NoGate;
import vn.tram.bundle.Manifest;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.ca.Authority;
import vn.tram.ca.Claims;
import vn.tram.ca.ContentKeys;
import vn.tram.content.DeviceListener;
import vn.tram.content.Enrolling;
import vn.tram.content.Notice;
import vn.tram.content.PortalCertificates;
import vn.tram.content.Publishing;
import vn.tram.document.Announcement;
import vn.tram.document.ResourcePath;
import vn.tram.document.Showing;
import vn.tram.enrol.Enrolment;
import vn.tram.identity.Claim;
import vn.tram.identity.Credential;
import vn.tram.objects.ObjectTree;
import vn.tram.page.Line;
import vn.tram.portal.ApiCertificate;
import vn.tram.portal.CentralCertificate;
import vn.tram.portal.Content;
import vn.tram.portal.ContentFolder;
import vn.tram.portal.HttpsBlobs;
import vn.tram.portal.KnownKeys;
import vn.tram.portal.Portal;
import vn.tram.portal.PortalParts;
import vn.tram.portal.PortalServer;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.BadFileException;
import vn.tram.simulator.client.PhoneAuthority;

/** A hotspot enrols at a real listener, fetches what was published, and shows it to people. */
class PortalIT {

    private static final String WIFI = "wifi.bacninh.example";

    @TempDir
    Path folder;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final AtomicBoolean online = new AtomicBoolean(true);
    private final AtomicBoolean answerIsLost = new AtomicBoolean();
    private Authority authority;
    private Claims claims;
    private Publishing publishing;
    private DeviceListener listener;
    private int port;

    @BeforeEach
    void a_controller_that_devices_can_ask() throws Exception {
        InstantSource clock = InstantSource.system();
        authority = Authority.open(folder.resolve("ca"), "Tỉnh Bắc Ninh", clock);
        ContentKeys keys = ContentKeys.open(folder.resolve("ca"), clock);
        publishing = new Publishing(folder.resolve("content"), () -> "Tỉnh Bắc Ninh", keys.signing(), clock);
        SSLContext tls = authority
                .certifyController("controller", List.of("127.0.0.1", "localhost"))
                .tls();
        Enrolling enrolling = new Enrolling() {
            @Override
            public Answer redeem(String secret, byte[] request) {
                Claims.Redeemed redeemed = claims.redeem(secret, request);
                if (answerIsLost.getAndSet(false)) {
                    throw new IllegalStateException("the answer is lost");
                }
                return new Answer(redeemed.chain(), redeemed.refusal());
            }

            @Override
            public Answer renew(String endpoint, byte[] request) {
                Claims.Redeemed redeemed = claims.renew(endpoint, request);
                return new Answer(redeemed.chain(), redeemed.refusal());
            }
        };
        listener = new DeviceListener(
                new InetSocketAddress("127.0.0.1", 0),
                tls,
                publishing.blobs(),
                keys.verifying(),
                enrolling,
                endpoint -> null);
        port = listener.port();
        claims = new Claims(authority, folder.resolve("claims"), url("/enrol"), clock);
    }

    @AfterEach
    void stop() {
        listener.close();
        executor.shutdownNow();
    }

    @Test
    void what_was_published_is_shown_on_the_hotspot_and_survives_the_controller_being_off() throws Exception {
        Credential credential = new Enrolment(folder.resolve("agent"), "wifi-0001").redeem(claims.make("wifi-0001"));
        Publishing.Bundle publication = publish(new Announcement.Text("Lịch tiếp công dân", "Thứ Hai hằng tuần."));
        Content content = content(credential);
        ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
        content.attach(tree);
        try (PortalServer portal = portal(content)) {
            assertTrue(page(portal).contains("Hiện chưa có thông báo nào."));

            tree.write(new ResourcePath(42772, 0, 3), publication.hash());

            await().until(() -> page(portal).contains("Lịch tiếp công dân"));
        }
        listener.close();
        online.set(false);
        try (PortalServer restarted = portal(content(credential))) {
            assertTrue(page(restarted).contains("Lịch tiếp công dân"));
            assertTrue(page(restarted).contains("mất kết nối với trung tâm"));
        }
    }

    @Test
    void the_keys_of_the_centre_come_with_the_certificate_and_to_older_agents_over_mutual_tls() throws Exception {
        Credential credential = new Enrolment(folder.resolve("agent"), "wifi-0001").redeem(claims.make("wifi-0001"));
        Path keys = folder.resolve("agent").resolve(VerifyingKeys.FILE);
        String enrolled = Files.readString(keys);
        Files.delete(keys);
        Publishing.Bundle publication = publish(new Announcement.Text("Lịch tiếp công dân", ""));
        Content content = content(credential);
        ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
        content.attach(tree);

        tree.write(new ResourcePath(42772, 0, 3), publication.hash());

        await().until(() -> content.revision() == 1);
        assertEquals(enrolled, Files.readString(keys));
        assertEquals(403, get(anonymous(credential), VerifyingKeys.PATH, "").statusCode());
    }

    @Test
    void after_a_change_of_the_key_what_was_published_is_signed_with_both() throws Exception {
        InstantSource clock = InstantSource.system();
        publish(new Announcement.Text("Lịch tiếp công dân", ""));
        ContentKeys before = ContentKeys.open(folder.resolve("ca"), clock);

        ContentKeys.change(folder.resolve("ca"), clock);
        ContentKeys after = ContentKeys.open(folder.resolve("ca"), clock);
        Publishing restarted = new Publishing(folder.resolve("content"), () -> "", after.signing(), clock);

        Publishing.Bundle current = restarted.bundles(List.of()).get(0);
        assertEquals(1, current.revision());
        String blob = Files.readString(restarted.blobs().resolve(current.hash()));
        assertEquals(1, Manifest.open(current.hash(), blob, before.verifying()).revision());
        assertEquals(
                1,
                Manifest.open(
                                current.hash(),
                                blob,
                                VerifyingKeys.of(after.signing().get(0)))
                        .revision());
        InstantSource later =
                InstantSource.fixed(Instant.now().plus(ContentKeys.OVERLAP).plusSeconds(60));
        assertEquals(1, ContentKeys.open(folder.resolve("ca"), later).signing().size());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("ca").resolve("content.key"))));
    }

    @Test
    void the_certificate_that_an_engineer_uploads_reaches_a_certified_hotspot_and_nobody_else() throws Exception {
        Credential credential = new Enrolment(folder.resolve("agent"), "wifi-0001").redeem(claims.make("wifi-0001"));
        Instant now = Instant.now();
        PhoneAuthority phones = new PhoneAuthority("Phones Trust", now);
        PhoneAuthority.Made made = phones.certify(WIFI, now.minusSeconds(3600), now.plusSeconds(86_400 * 60));
        PortalCertificates uploaded =
                new PortalCertificates(folder.resolve("uploaded"), List.of(phones.root()), InstantSource.system());
        listener.givePortalCertificate(() -> textOf(uploaded.kept()));
        Path file = folder.resolve("portal.pem");
        SSLContext own = credential.tls();
        SSLContext nobody = anonymous(credential);
        CentralCertificate central = new CentralCertificate(url("/"), own::getSocketFactory, file);

        assertFalse(central.fetch());
        assertThrows(BadFileException.class, () -> uploaded.put("wifi.hanoi.example", made.chainPem(), made.keyPem()));
        assertNull(uploaded.kept());
        uploaded.put(WIFI, made.chainPem(), made.keyPem());
        assertTrue(central.fetch());
        assertFalse(central.fetch());

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Path root = Files.writeString(folder.resolve("root.pem"), Credential.chainPem(List.of(phones.root())));
        ApiCertificate taken =
                new ApiCertificate(new ApiCertificate.Settings(WIFI, file, file, root), InstantSource.system());
        taken.look();
        assertEquals("", taken.problem());
        assertEquals(made.chain(), Objects.requireNonNull(taken.valid()).chain());
        assertEquals(
                uploaded.kept(),
                new PortalCertificates(folder.resolve("uploaded"), List.of(), InstantSource.system()).kept());
        CentralCertificate stranger =
                new CentralCertificate(url("/"), nobody::getSocketFactory, folder.resolve("stranger.pem"));
        IOException refused = assertThrows(IOException.class, stranger::fetch);
        assertTrue(String.valueOf(refused.getMessage()).contains("was 403"), refused::toString);
    }

    @Test
    void a_certificate_is_kept_and_renewed_only_when_little_of_its_life_is_left() throws Exception {
        Enrolment enrolment = new Enrolment(folder.resolve("agent"), "wifi-0001");
        assertNull(enrolment.saved());
        Credential first = enrolment.redeem(claims.make(null));
        assertEquals(first, enrolment.saved());

        assertEquals(first, enrolment.renewIfDue(first, url("/renew"), Instant.now()));
        Instant late = first.certificate().getNotAfter().toInstant().minusSeconds(86_400);
        Credential renewed = enrolment.renewIfDue(first, url("/renew"), late);

        assertTrue(!renewed.key().equals(first.key()));
        assertEquals(renewed, enrolment.saved());
    }

    @Test
    void an_answer_that_is_lost_on_the_line_costs_no_claim() throws Exception {
        Enrolment enrolment = new Enrolment(folder.resolve("agent"), "wifi-0001");
        Claim claim = claims.make("wifi-0001");
        answerIsLost.set(true);
        assertThrows(IOException.class, () -> enrolment.redeem(claim));
        assertNull(enrolment.saved());

        assertEquals(enrolment.redeem(claim), enrolment.saved());
        Enrolment stranger = new Enrolment(folder.resolve("stranger"), "wifi-0001");
        assertThrows(GeneralSecurityException.class, () -> stranger.redeem(claim));
    }

    @Test
    void a_claim_of_another_authority_makes_the_device_refuse_before_it_says_its_secret() throws Exception {
        Claim real = claims.make(null);
        Claim forged = new Claim(real.url(), real.secret(), "x".repeat(43));
        assertThrows(IOException.class, () -> new Enrolment(folder.resolve("agent"), "wifi-0001").redeem(forged));
        assertNotNull(new Enrolment(folder.resolve("agent"), "wifi-0001").redeem(real));
    }

    @Test
    void content_is_given_to_certified_devices_only_and_by_ranges() throws Exception {
        Publishing.Bundle publication = publish(new Announcement.Text("Lịch tiếp công dân", ""));
        Credential credential = new Enrolment(folder.resolve("agent"), "wifi-0001").redeem(claims.make(null));
        SSLContext anonymous = anonymous(credential);
        String path = "/content/" + publication.hash();

        assertEquals(403, get(anonymous, path, "").statusCode());
        HttpResponse<byte[]> whole = get(credential.tls(), path, "");
        HttpResponse<byte[]> part = get(credential.tls(), path, "bytes=10-");

        assertEquals(200, whole.statusCode());
        assertEquals(206, part.statusCode());
        assertEquals(whole.body().length - 10, part.body().length);
        assertEquals(404, get(credential.tls(), "/content/../ca/ca.key", "").statusCode());
        assertEquals(404, get(credential.tls(), "/content/", "").statusCode());
        assertTrue(listener.refused() >= 3);
    }

    private static @Nullable String textOf(PortalCertificates.@Nullable Kept kept) {
        return kept == null ? null : kept.text();
    }

    private Publishing.Bundle publish(Announcement.Text text) throws IOException {
        publishing.publish("lan", new Notice.Words(text, null, Showing.ALWAYS, List.of()));
        return publishing.bundles(List.of()).get(0);
    }

    private static SSLContext anonymous(Credential credential) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust(credential), null);
        return tls;
    }

    private static javax.net.ssl.TrustManager[] trust(Credential credential) throws Exception {
        var factory = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
        factory.init(credential.trustStore());
        return factory.getTrustManagers();
    }

    private HttpResponse<byte[]> get(SSLContext tls, String path, String range) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path));
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI url(String path) {
        return URI.create("https://127.0.0.1:" + port + path);
    }

    private Content content(Credential credential) throws Exception {
        Path bundles = Files.createDirectories(folder.resolve("bundles"));
        HttpsBlobs source = new HttpsBlobs(url("/"), credential.tls().getSocketFactory());
        KnownKeys keys = new KnownKeys(folder.resolve("agent").resolve(VerifyingKeys.FILE), source);
        return new Content(new ContentFolder(bundles, keys), source, InstantSource.system(), executor, new Random(1));
    }

    private PortalServer portal(Content content) throws IOException {
        InstantSource clock = InstantSource.system();
        Line away = new Line(Line.State.CENTRE_AWAY, Instant.now());
        Portal portal = new Portal(new PortalParts(
                content,
                new NoGate(clock),
                () -> online.get() ? Line.GOOD : away,
                readings -> true,
                folder.resolve("portal"),
                clock,
                new Random(1),
                "wifi-0001",
                "Tỉnh Bắc Ninh",
                null));
        return PortalServer.open(portal, new InetSocketAddress("127.0.0.1", 0));
    }

    private static String page(PortalServer portal) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + portal.port() + "/");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
