package vn.tram.content;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;
import vn.tram.bundle.Hash;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.identity.Claim;
import vn.tram.identity.Credential;
import vn.tram.identity.PortalCertificate;
import vn.tram.stamp.ProbeParameters;

/**
 * The HTTPS listener for devices: {@code POST /enrol} with a claim, {@code POST /renew}, {@code GET /content/HASH}
 * (with byte ranges), {@code GET /keys}, {@code GET /probe} and {@code GET /portal-certificate} with the device's certificate.
 * Bodies are bounded; refusals are counted.
 */
public final class DeviceListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceListener.class);
    private static final long MAX_BODY_BYTES = 16 * 1024;
    private static final String SCHEME = "Claim ";
    private static final HttpString PEM = new HttpString("application/pem-certificate-chain");

    private static final HttpString KEYS = new HttpString(VerifyingKeys.HEADER);

    private final Undertow server;
    private final Enrolling enrolling;
    private final ProbeGiving probes;
    private final VerifyingKeys keys;
    private volatile Supplier<@Nullable String> portalCertificate = () -> null;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong served = new AtomicLong();

    /**
     * @param listen port 0 for any
     * @param keys by which devices know our content; given with each certificate
     */
    public DeviceListener(
            InetSocketAddress listen,
            SSLContext tls,
            Path blobs,
            VerifyingKeys keys,
            Enrolling enrolling,
            ProbeGiving probes) {
        this.enrolling = enrolling;
        this.probes = probes;
        this.keys = keys;
        ResourceHandler files =
                new ResourceHandler(new PathResourceManager(blobs, 64 * 1024)).setDirectoryListingEnabled(false);
        PathHandler paths = new PathHandler(exchange -> refuse(
                        exchange,
                        404,
                        "path: must be /enrol, /renew, /keys, /probe, /portal-certificate or /content/HASH"))
                .addExactPath(Claim.PATH, new BlockingHandler(this::enrol))
                .addExactPath("/renew", new BlockingHandler(this::renew))
                .addExactPath(VerifyingKeys.PATH, this::keys)
                .addExactPath(PortalCertificate.PATH, this::portalCertificate)
                .addExactPath(ProbeParameters.PATH, new BlockingHandler(this::probe))
                .addPrefixPath("/content", exchange -> content(exchange, files));
        server = Undertow.builder()
                .addHttpsListener(listen.getPort(), listen.getHostString(), tls, paths)
                .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUESTED)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 10_000)
                .setServerOption(UndertowOptions.MAX_CONCURRENT_REQUESTS_PER_CONNECTION, 4)
                .setIoThreads(1)
                .setWorkerThreads(4)
                .build();
        server.start();
    }

    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Requests refused since the start. */
    public long refused() {
        return refused.get();
    }

    /** Blobs handed out since the start. */
    public long served() {
        return served.get();
    }

    private void enrol(HttpServerExchange exchange) throws IOException {
        @Nullable String authorization = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (!exchange.getRequestMethod().equals(Methods.POST)
                || authorization == null
                || !authorization.startsWith(SCHEME)) {
            refuse(exchange, 401, "enrolment: must be a POST with the header Authorization: Claim SECRET");
            return;
        }
        answer(exchange, enrolling.redeem(authorization.substring(SCHEME.length()), body(exchange)));
    }

    private void renew(HttpServerExchange exchange) throws IOException {
        String endpoint = endpoint(exchange);
        if (endpoint.isEmpty() || !exchange.getRequestMethod().equals(Methods.POST)) {
            refuse(exchange, 403, "renewal: must be a POST with the device's certificate");
            return;
        }
        answer(exchange, enrolling.renew(endpoint, body(exchange)));
    }

    private void probe(HttpServerExchange exchange) {
        String endpoint = endpoint(exchange);
        if (endpoint.isEmpty() || !exchange.getRequestMethod().equals(Methods.GET)) {
            refuse(exchange, 403, "probe: must be a GET with the device's certificate");
            return;
        }
        String parameters = probes.parameters(endpoint);
        if (parameters == null) {
            refuse(exchange, 503, "probe: there is no session left");
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send(parameters);
    }

    /** @param text the certificate of the portals' API with its key; null when there is none */
    public void givePortalCertificate(Supplier<@Nullable String> text) {
        portalCertificate = text;
    }

    private void portalCertificate(HttpServerExchange exchange) {
        String text = portalCertificate.get();
        if (endpoint(exchange).isEmpty() || !exchange.getRequestMethod().equals(Methods.GET)) {
            refuse(exchange, 403, "portal certificate: must be a GET with the device's certificate");
        } else if (text == null) {
            exchange.setStatusCode(404);
        } else {
            String tag = '"' + Hash.of(text.getBytes(StandardCharsets.US_ASCII)) + '"';
            exchange.getResponseHeaders().put(Headers.ETAG, tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH))) {
                exchange.setStatusCode(304);
            } else {
                exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
                exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/x-pem-file");
                exchange.getResponseSender().send(text);
            }
        }
    }

    private void keys(HttpServerExchange exchange) {
        if (endpoint(exchange).isEmpty() || !exchange.getRequestMethod().equals(Methods.GET)) {
            refuse(exchange, 403, "keys: must be a GET with the device's certificate");
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send(keys.text() + "\n");
    }

    private void content(HttpServerExchange exchange, HttpHandler files) throws Exception {
        String name = exchange.getRelativePath().replaceFirst("^/", "");
        if (endpoint(exchange).isEmpty()) {
            refuse(exchange, 403, "content: must be asked for with a device's certificate");
        } else if (!Hash.isOne(name)) {
            refuse(exchange, 404, "content: must be named by 64 hexadecimal digits");
        } else {
            served.incrementAndGet();
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/octet-stream");
            files.handleRequest(exchange);
        }
    }

    private static byte[] body(HttpServerExchange exchange) throws IOException {
        return exchange.getInputStream().readNBytes((int) MAX_BODY_BYTES);
    }

    private void answer(HttpServerExchange exchange, Enrolling.Answer answer) {
        String refusal = answer.refusal();
        if (refusal != null) {
            refuse(exchange, 403, refusal);
            return;
        }
        try {
            String chain = Credential.chainPem(answer.chain());
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, PEM.toString());
            exchange.getResponseHeaders().put(KEYS, keys.text());
            exchange.getResponseSender().send(chain);
            LOG.info("certified {}", answer.chain().get(0).getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate of ours cannot be written", e);
        }
    }

    private void refuse(HttpServerExchange exchange, int status, String why) {
        refused.incrementAndGet();
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send(why + "\n");
    }

    /** The name in the certificate that the device has shown; empty when it has shown none. */
    private static String endpoint(HttpServerExchange exchange) {
        try {
            Certificate[] shown = exchange.getConnection().getSslSessionInfo().getPeerCertificates();
            return shown[0] instanceof X509Certificate certificate ? Credential.nameOf(certificate, "CN") : "";
        } catch (SSLPeerUnverifiedException | io.undertow.server.RenegotiationRequiredException e) {
            return "";
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
