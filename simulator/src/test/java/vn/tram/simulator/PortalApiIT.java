package vn.tram.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.agent.AgentMain;
import vn.tram.identity.Credential;
import vn.tram.simulator.client.PhoneAuthority;

/** An agent as a program serves the portal's API for as long as its certificate is good, and no longer announces it then. */
class PortalApiIT {

    private static final String NAME = "wifi.bacninh.example";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Instant start = Instant.now();
    private PhoneAuthority authority;
    private int port;

    @BeforeEach
    void a_hotspot_with_a_certificate() throws Exception {
        port = Program.freePort();
        authority = new PhoneAuthority("Phones Trust", start);
        Files.writeString(folder.resolve("root.pem"), Credential.chainPem(List.of(authority.root())));
        Files.writeString(folder.resolve("settings.yaml"), """
                endpoint: wifi-0001
                broker: mqtt://127.0.0.1:9
                probes: {controller: false}
                portal:
                  listen: 127.0.0.1:0
                  name: %s
                  api:
                    listen: 127.0.0.1:%d
                    certificate: portal.pem
                    key: portal.key
                    authority: root.pem
                    dhcp-options: options
                """.formatted(NAME, port));
    }

    @Test
    void the_api_is_announced_and_answers_until_its_certificate_ends_and_a_new_one_needs_no_restart() throws Exception {
        put(start.plus(Duration.ofDays(80)));
        try (Program agent = Program.start(folder, AgentMain.class.getName())) {
            await().atMost(PATIENCE).until(() -> announced().contains("114,"));
            assertEquals(
                    "114,https://" + NAME + ":" + port + "/api/capport",
                    announced().lines().findFirst().orElse(""));
            String answer = ask();
            assertTrue(answer.contains("application/captive+json"), answer);
            assertTrue(answer.contains("\"captive\":true"), answer);

            put(Instant.now().plusSeconds(8));
            await().atMost(PATIENCE).until(() -> announced().isEmpty());

            assertEquals("no TLS", ask());
            assertTrue(agent.isAlive());

            put(start.plus(Duration.ofDays(90)));
            await().atMost(PATIENCE).until(() -> announced().contains("114,"));
            assertTrue(ask().contains("\"captive\":true"));
        }
    }

    private String announced() throws IOException {
        Path options = folder.resolve("options");
        return Files.exists(options) ? Files.readString(options) : "not yet";
    }

    private void put(Instant until) throws Exception {
        PhoneAuthority.Made made = authority.certify(NAME, start.minusSeconds(3600), until);
        Path key = folder.resolve("portal.key");
        Files.writeString(key, made.keyPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("portal.pem"), made.chainPem());
    }

    /** As a phone asks, which believes only whom it trusts, for that name. */
    private String ask() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", authority.root());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (Socket tcp = new Socket("127.0.0.1", port);
                SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, NAME, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream()
                    .write(("GET /api/capport HTTP/1.1\r\nHost: " + NAME + ":" + port
                                    + "\r\nAccept: application/captive+json\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "no TLS";
        }
    }
}
