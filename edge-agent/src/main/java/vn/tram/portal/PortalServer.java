package vn.tram.portal;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The portal's sockets: one that the kernel leads everybody's port 80 to, and one by TLS where there is a certificate.
 * Sends what {@link Portal} answers.
 */
public final class PortalServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PortalServer.class);
    private static final int MAX_THREADS = 16;
    private static final int MAX_WAITING = 512;
    private static final int WORTH_PACKING = 512;

    static {
        // The JDK's server reads these once. Without the first, each small answer waits for 40 ms; the others end what
        // a slow or silent client holds.
        property("sun.net.httpserver.nodelay", "true");
        property("sun.net.httpserver.maxReqTime", "10");
        property("sun.net.httpserver.maxRspTime", "30");
        property("sun.net.httpserver.idleInterval", "15");
        property("sun.net.httpserver.maxReqHeaders", "200");
    }

    private final Portal portal;
    private final HttpServer server;
    private final ExecutorService threads;

    private static void property(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private PortalServer(Portal portal, HttpServer server, boolean secure) {
        this.portal = portal;
        this.server = server;
        threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), runnable -> {
                    Thread thread = new Thread(runnable, "portal");
                    thread.setDaemon(true);
                    return thread;
                });
        ((ThreadPoolExecutor) threads).allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, secure));
        server.start();
    }

    /** @param listen the hotspot's address; port 0 for any */
    public static PortalServer open(Portal portal, InetSocketAddress listen) throws IOException {
        return new PortalServer(portal, HttpServer.create(listen, MAX_WAITING), false);
    }

    /** @param tls with a certificate that phones trust, for the portal's name */
    public static PortalServer openSecure(Portal portal, InetSocketAddress listen, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(listen, MAX_WAITING);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new PortalServer(portal, server, true);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange, boolean secure) throws IOException {
        long began = System.nanoTime();
        try (exchange) {
            Ask ask = portal.ask(exchange, secure);
            Reply reply;
            try {
                reply = portal.answer(ask, began);
            } catch (RuntimeException e) {
                log.error("the portal failed at {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                reply = Reply.text(500, "text/plain; charset=utf-8", "500\n");
            }
            send(exchange, ask, reply);
        }
    }

    private static void send(HttpExchange exchange, Ask ask, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.type());
        headers.set("Cache-Control", "no-store");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; "
                        + "frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Vary", "Accept-Encoding, Accept-Language");
        reply.headers().forEach(headers::set);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (body.length >= WORTH_PACKING && ask.acceptsGzip()) {
            headers.set("Content-Encoding", "gzip");
            body = packed(body);
        }
        boolean headersOnly = ask.method().equals("HEAD");
        if (headersOnly) {
            headers.set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(reply.status(), headersOnly ? -1 : body.length);
        if (!headersOnly) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
