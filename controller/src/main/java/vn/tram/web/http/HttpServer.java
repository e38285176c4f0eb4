package vn.tram.web.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xnio.Options;
import org.xnio.Sequence;

/** Listens on one address, with or without TLS, and sends each request to its route. */
public final class HttpServer implements AutoCloseable {

    /**
     * How many bytes a request's body may have. Undertow cuts the connection only well beyond, so that who sends a
     * little too much is told.
     */
    public static final int MAX_BODY = 64 * 1024;

    private static final int WORKERS = 12;
    private static final int MILLIS_FOR_HEADERS = 10_000;
    private static final int MILLIS_FOR_NEXT_REQUEST = 60_000;

    /** More than an idle connection has, since it is counted from the last write of the connection. */
    private static final int MILLIS_FOR_WRITING = 90_000;

    private static final int MAX_CONNECTIONS = 3000;

    private final Undertow undertow;

    private HttpServer(Undertow undertow) {
        this.undertow = undertow;
    }

    /**
     * @param host name or address to listen on
     * @param port 0 takes a free one
     * @param tls null for plain HTTP
     * @param hosts names that the {@code Host} header may have; empty for any
     * @param fallback answers GET of every path that no route has
     * @param messages title of a problem by language and key
     * @throws IOException when the port is taken or the address is not of this machine
     */
    public static HttpServer start(
            String host,
            int port,
            @Nullable SSLContext tls,
            Set<String> hosts,
            List<Route> routes,
            Handler fallback,
            BinaryOperator<String> messages,
            HttpCounters counters)
            throws IOException {
        Exchanges exchanges = new Exchanges(new Gate(hosts), messages, counters);
        Undertow undertow = options(Undertow.builder(), host, port, tls)
                .setHandler(routing(routes, fallback, exchanges))
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            undertow.stop();
            throw new IOException(why(host, port, e), e);
        }
        return new HttpServer(undertow);
    }

    private static String why(String host, int port, RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String reason = cause instanceof BindException ? "is taken, or is not of this machine" : "does not work";
        return "web address " + host + ":" + port + " " + reason + ": " + cause.getMessage();
    }

    private static Undertow.Builder options(Undertow.Builder builder, String host, int port, @Nullable SSLContext tls) {
        builder.setIoThreads(2)
                .setWorkerThreads(WORKERS)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setSocketOption(Options.BACKLOG, 512)
                .setSocketOption(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
                .setSocketOption(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
                .setSocketOption(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS - 100)
                .setSocketOption(Options.WRITE_TIMEOUT, MILLIS_FOR_WRITING)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 4L * MAX_BODY)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
                .setServerOption(UndertowOptions.MAX_HEADERS, 64)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, 32)
                .setServerOption(UndertowOptions.MAX_COOKIES, 32)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, MILLIS_FOR_HEADERS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, MILLIS_FOR_NEXT_REQUEST)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 1_000);
        return tls == null ? builder.addHttpListener(port, host) : builder.addHttpsListener(port, host, tls);
    }

    private static HttpHandler routing(List<Route> routes, Handler fallback, Exchanges exchanges) {
        RoutingHandler routing = new RoutingHandler();
        for (Route route : routes) {
            HttpHandler handler = exchanges.handler(route.template(), route.handler());
            routing.add(route.method(), route.template(), handler);
            if (route.method().equals("GET")) {
                routing.add("HEAD", route.template(), handler);
            }
        }
        routing.setInvalidMethodHandler(exchanges.handler("(wrong method)", HttpServer::wrongMethod));
        routing.setFallbackHandler(exchanges.handler("(page)", request -> {
            if (!request.isSafe()) {
                throw Refused.because(Refusal.NOT_FOUND, "path", "is not known", request.path());
            }
            return fallback.answer(request);
        }));
        return exchanges.withGate(routing);
    }

    private static Answer wrongMethod(Request request) {
        throw Refused.because(Refusal.WRONG_METHOD, "method", "is not one of this path", request.method());
    }

    /** The port in use. */
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Requests that are open have one second to end. */
    @Override
    public void close() {
        undertow.stop();
    }

    static String client(HttpServerExchange exchange) {
        return String.valueOf(exchange.getSourceAddress());
    }
}
