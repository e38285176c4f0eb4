package vn.tram.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.controller.Controller;
import vn.tram.controller.ControllerConfig;
import vn.tram.identity.Credential;
import vn.tram.store.StoreException;
import vn.tram.wire.MqttOptions;
import vn.tram.wire.MqttSession;
import vn.tram.wire.PahoSession;
import vn.tram.wire.Topics;

/**
 * Wrong messages at a whole controller, over TLS through its own broker: each is counted where a Prometheus server reads,
 * and the node beside goes on.
 */
class BadInputIT {

    private static final Topics TOPICS = new Topics("");
    private static final String BAD = "may-hong";
    private static final String GOOD = "may-lanh";

    @TempDir
    Path folder;

    private Controller controller;

    @BeforeEach
    void start() throws Exception {
        controller = Controller.start(ControllerConfig.loopback(folder, 0, 0, 0), InstantSource.system(), null);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void what_a_device_sends_wrongly_is_counted_at_metrics_by_kind_and_the_others_go_on() throws Exception {
        try (Line good = new Line(GOOD);
                Line bad = new Line(BAD)) {
            bad.send(TOPICS.device(BAD), "xin chào".getBytes(StandardCharsets.UTF_8));
            awaitCount("tram_lwm2m_total", "refused_not_cbor", 1);
            bad.send(TOPICS.device(BAD), new byte[] {(byte) 0xa1, 0x18, 0x63, 0x01}); // {99: 1}
            awaitCount("tram_lwm2m_total", "refused_wrong_keys", 1);
            bad.send(TOPICS.device(BAD), new byte[] {(byte) 0xa2, 0x01, 0x13, 0x02, 0x01}); // {1: 19, 2: 1}
            awaitCount("tram_lwm2m_total", "refused_wrong_operation", 1);
            bad.offer(TOPICS.device(GOOD), new byte[] {1});
            awaitCount("tram_broker_total", "refused_topic", 1);
            // Paho keeps to the size that the broker allows, so what happens beyond it is for the broker's own test.
            awaitCount("tram_broker_total", "refused_size", 0);

            assertTrue(good.session.isConnected());
            good.send(TOPICS.device(GOOD), new byte[] {0});
            awaitCount("tram_lwm2m_total", "refused_not_cbor", 2);
            await().until(bad.session::isConnected);
        }
        assertEquals(200, get("healthz").statusCode());
    }

    @Test
    void a_request_without_certificate_or_claim_is_refused_and_counted() throws Exception {
        HttpClient stranger = HttpClient.newBuilder()
                .sslContext(believing())
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> refused = stranger.send(
                HttpRequest.newBuilder(controller.deviceListener().resolve("/content/" + "ab".repeat(32)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(403, refused.statusCode());
        assertEquals("content: must be asked for with a device's certificate\n", refused.body());
        assertTrue(get("metrics").body().contains("\ntram_devices_refused_total 1\n"));
    }

    @Test
    void a_damaged_database_is_named_at_the_start_with_what_to_do() throws Exception {
        controller.close();
        Path database = folder.resolve("store/tram.db");
        byte[] bytes = Files.readAllBytes(database);
        Arrays.fill(bytes, 0, 100, (byte) 'x');
        Files.write(database, bytes);
        try {
            controller = Controller.start(ControllerConfig.loopback(folder, 0, 0, 0), InstantSource.system(), null);
            throw new AssertionError("it started");
        } catch (StoreException e) {
            String said = String.valueOf(e.getMessage());
            assertTrue(said.startsWith(database + ": must be "), said);
        }
    }

    /** Of somebody who knows the authority, and has no certificate. */
    private SSLContext believing() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", controller.authority().certificate());
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        return tls;
    }

    private void awaitCount(String name, String kind, long count) {
        Pattern line = Pattern.compile("^" + name + "\\{kind=\"" + kind + "\"} ([0-9]+)$", Pattern.MULTILINE);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Matcher found = line.matcher(get("metrics").body());
            assertTrue(found.find(), name + " " + kind);
            assertEquals(count, Long.parseLong(found.group(1)), kind);
        });
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = controller.pages().resolve("/" + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A device's session, with its own certificate, that says whatever a test wants. */
    private final class Line implements AutoCloseable, MqttSession.Listener {

        private final MqttSession session;
        private final CompletableFuture<Void> connected = new CompletableFuture<>();

        Line(String endpoint) throws Exception {
            session = new PahoSession(new MqttOptions(
                    controller.broker(),
                    endpoint,
                    List.of(TOPICS.device(endpoint)),
                    null,
                    credential(endpoint).tls(),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60)));
            session.start(this);
            connected.get(20, TimeUnit.SECONDS);
        }

        private Credential credential(String endpoint) throws GeneralSecurityException {
            KeyPair keys = Credential.newKeys();
            return new Credential(keys.getPrivate(), controller.authority().certifyDevice(endpoint, keys.getPublic()));
        }

        void send(String topic, byte[] payload) throws Exception {
            session.publish(topic, payload, false).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }

        /** Whatever becomes of it. */
        void offer(String topic, byte[] payload) {
            session.publish(topic, payload, false).exceptionally(refused -> null);
        }

        @Override
        public void connected(boolean sessionPresent) {
            connected.complete(null);
        }

        @Override
        public void disconnected(String reason) {
            // It comes back by itself.
        }

        @Override
        public void arrived(String topic, byte[] payload) {
            // The controller's answers are of no interest here.
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
