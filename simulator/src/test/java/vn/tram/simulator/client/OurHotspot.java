package vn.tram.simulator.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import vn.tram.access.NoGate;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.page.Line;
import vn.tram.portal.Content;
import vn.tram.portal.ContentFolder;
import vn.tram.portal.KnownKeys;
import vn.tram.portal.Portal;
import vn.tram.portal.PortalParts;
import vn.tram.portal.PortalServer;

/** The portal itself, over real sockets and real TLS, on a hotspot whose kernel does what ours is told to. */
final class OurHotspot implements Hotspot, AutoCloseable {

    static final String NAME = "portal.bacninh.example";

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final boolean hasApi;
    private final SSLContext trusting;
    private final NoGate gate;
    private final Portal portal;
    private final PortalServer plain;
    private final PortalServer secure;
    private Instant now;

    OurHotspot(Path folder, PhoneAuthority authority, Instant start, boolean hasApi) throws Exception {
        this.hasApi = hasApi;
        this.now = start;
        gate = new NoGate(() -> now);
        ContentFolder bundles = new ContentFolder(
                folder.resolve("content"), new KnownKeys(folder.resolve("keys"), () -> VerifyingKeys.NONE));
        portal = new Portal(new PortalParts(
                new Content(bundles, (wanted, part, max) -> {}, InstantSource.system(), executor, new Random(1)),
                gate,
                () -> Line.GOOD,
                readings -> true,
                folder.resolve("portal"),
                () -> now,
                new Random(1),
                "Chợ Bắc Ninh",
                "Tỉnh Bắc Ninh",
                NAME));
        InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
        plain = PortalServer.open(portal, any);
        PhoneAuthority.Made made = authority.certify(NAME, start, start.plus(Duration.ofDays(80)));
        secure = PortalServer.openSecure(portal, any, showing(made));
        trusting = trusting(authority);
    }

    private static SSLContext showing(PhoneAuthority.Made made) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "portal", made.key(), new char[0], made.chain().toArray(java.security.cert.X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(PhoneAuthority authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", authority.root());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @Override
    public Answer ask(Request request) {
        boolean ours = request.host().equals(NAME);
        if (!ours && !gate.sessions().isEmpty()) {
            return Internet.answer(request);
        }
        if (!ours && request.isTls()) {
            return Answer.failed(Answer.Failure.RESET);
        }
        try (Socket socket = request.isTls() ? tls() : new Socket("127.0.0.1", plain.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text(request).getBytes(StandardCharsets.UTF_8));
            return read(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(request.url().toString(), e);
        }
    }

    private Socket tls() throws IOException {
        Socket tcp = new Socket("127.0.0.1", secure.port());
        return trusting.getSocketFactory().createSocket(tcp, NAME, secure.port(), true);
    }

    private static String text(Request request) {
        URI url = request.url();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        StringBuilder text = new StringBuilder(request.method() + " " + request.path() + query + " HTTP/1.1\r\n");
        text.append("Host: ").append(url.getAuthority()).append("\r\n");
        request.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        return text + "Content-Length: " + request.form().length() + "\r\n\r\n" + request.form();
    }

    private static Answer read(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Answer(Answer.Failure.NONE, status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public List<String> addresses(String name) {
        return Internet.addresses(name);
    }

    @Override
    public Optional<URI> api() {
        return hasApi
                ? Optional.of(URI.create("https://" + NAME + ":" + secure.port() + "/api/capport"))
                : Optional.empty();
    }

    @Override
    public void passes(Duration time) {
        now = now.plus(time);
    }

    @Override
    public void expires() {
        passes(Duration.ofHours(4));
    }

    @Override
    public void close() throws IOException {
        plain.close();
        secure.close();
        portal.close();
        executor.shutdownNow();
    }
}
