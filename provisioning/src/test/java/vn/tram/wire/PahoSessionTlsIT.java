package vn.tram.wire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Mosquitto that wants a certificate of its clients. */
class PahoSessionTlsIT implements MqttSession.Listener {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Mosquitto broker;

    @BeforeEach
    void start_a_broker_with_tls() throws Exception {
        pem(identity("broker", "san=ip:127.0.0.1"), "broker");
        pem(identity("cp-0001", "san=dns:cp-0001"), "cp-0001");
        broker = Mosquitto.start(
                folder,
                "certfile " + folder.resolve("broker.crt"),
                "keyfile " + folder.resolve("broker.key"),
                "cafile " + folder.resolve("cp-0001.crt"),
                "require_certificate true");
    }

    @AfterEach
    void stop_the_broker() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void a_client_with_its_certificate_connects_and_hears() throws Exception {
        try (PahoSession session = session("cp-0001", "broker")) {
            await().until(session::isConnected);
            session.publish("lwm2m/rd/other", new byte[300_000], false)
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
        }
        assertEquals(List.of("connected"), heard);
    }

    @Test
    void a_client_whose_certificate_is_refused_tries_again_and_piles_up_no_threads() throws Exception {
        identity("stranger", "san=dns:stranger");
        try (PahoSession session = session("stranger", "broker")) {
            await().until(() -> log("certificate verify failed").size() >= 3);
            assertFalse(session.isConnected());
            assertTrue(threads().size() <= 6, threads()::toString);
        }
        await().until(() -> threads().isEmpty());
        assertEquals(List.of(), heard);
    }

    @Test
    void a_broker_that_we_do_not_trust_gets_nothing() throws Exception {
        try (PahoSession session = session("cp-0001", "cp-0001")) {
            await().until(() -> log("alert").size() >= 2);
            assertFalse(session.isConnected());
        }
        assertEquals(List.of(), log("as cp-0001"));
    }

    private PahoSession session(String who, String trusts) throws Exception {
        PahoSession session = new PahoSession(new MqttOptions(
                URI.create("mqtts://127.0.0.1:" + broker.port()),
                who,
                List.of("lwm2m/rd/" + who),
                null,
                context(who, trusts),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1)));
        session.start(this);
        return session;
    }

    private SSLContext context(String who, String trusts) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(who), PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", certificate(store(trusts)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore identity(String name, String extension) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        extension,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        folder.resolve(name + ".p12").toString())
                .inheritIO()
                .start();
        assertEquals(0, keytool.waitFor());
        return store(name);
    }

    private KeyStore store(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static Certificate certificate(KeyStore store) throws Exception {
        return store.getCertificate("it");
    }

    private void pem(KeyStore store, String name) throws Exception {
        Key key = store.getKey("it", PASSWORD);
        write(name + ".key", "PRIVATE KEY", key.getEncoded());
        write(name + ".crt", "CERTIFICATE", certificate(store).getEncoded());
    }

    private void write(String file, String label, byte[] der) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    private List<String> log(String part) throws Exception {
        return Files.readAllLines(folder.resolve("log")).stream()
                .filter(line -> line.contains(part))
                .toList();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("stranger"))
                .toList();
    }

    @Override
    public void connected(boolean sessionPresent) {
        heard.add("connected");
    }

    @Override
    public void disconnected(String reason) {
        heard.add("disconnected");
    }

    @Override
    public void arrived(String topic, byte[] payload) {
        heard.add(topic);
    }
}
