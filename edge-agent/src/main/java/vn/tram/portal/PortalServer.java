package vn.tram.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vn.tram.document.PortalContent;
import vn.tram.page.PortalPage;

/** Serves the portal's page on the hotspot's own address. GET and HEAD of {@code /} only; anything else is refused. */
public final class PortalServer implements AutoCloseable {

    private static final int MAX_THREADS = 4;
    private static final int MAX_WAITING = 256;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Content content;
    private final String station;
    private final String operator;
    private final BooleanSupplier online;

    /**
     * @param listen the hotspot's address; port 0 for any
     * @param station the hotspot's name
     * @param operator who offers the network, shown while no content has come yet
     * @param online whether the centre can be reached now
     */
    public PortalServer(
            InetSocketAddress listen, Content content, String station, String operator, BooleanSupplier online)
            throws IOException {
        this.content = content;
        this.station = station;
        this.operator = operator;
        this.online = online;
        server = HttpServer.create(listen, MAX_WAITING);
        threads = new ThreadPoolExecutor(
                1, MAX_THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), runnable -> {
                    Thread thread = new Thread(runnable, "portal");
                    thread.setDaemon(true);
                    return thread;
                });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            } else if (!exchange.getRequestURI().getPath().equals("/")) {
                exchange.getResponseHeaders().set("Location", "/");
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                exchange.sendResponseHeaders(302, -1);
            } else {
                page(exchange, method.equals("HEAD"));
            }
        }
    }

    private void page(HttpExchange exchange, boolean headersOnly) throws IOException {
        content.countPage();
        PortalContent now = content.content();
        String html = PortalPage.render(
                now == null ? new PortalContent(operator, List.of()) : now,
                content.revision(),
                station,
                language(exchange),
                online.getAsBoolean());
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders()
                .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(200, headersOnly ? -1 : bytes.length);
        if (!headersOnly) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private static String language(HttpExchange exchange) {
        @Nullable String query = exchange.getRequestURI().getRawQuery();
        if (query != null && query.startsWith("lang=")) {
            return query.substring("lang=".length());
        }
        @Nullable String accepts = exchange.getRequestHeaders().getFirst("Accept-Language");
        return accepts != null && !accepts.contains("vi") && accepts.startsWith("en") ? "en" : "vi";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
