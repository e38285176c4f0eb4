package vn.tram.web.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What every request must satisfy before anything else looks at it, and the headers that every answer carries.
 *
 * <p>A page of a stranger can make a browser on this machine resolve the stranger's own name to 127.0.0.1 (DNS
 * rebinding); the {@code Host} header then names the stranger, so only known names are let in.
 */
final class Gate {

    static final String NO_SCRIPTS = "default-src 'none'; frame-ancestors 'none'";

    private static final char UNDECODABLE = '\uFFFD';

    private static final Map<HttpString, String> HEADERS = Map.of(
            new HttpString("X-Content-Type-Options"), "nosniff",
            new HttpString("X-Frame-Options"), "DENY",
            new HttpString("Referrer-Policy"), "same-origin",
            new HttpString("Cross-Origin-Opener-Policy"), "same-origin",
            new HttpString("Cross-Origin-Resource-Policy"), "same-origin",
            new HttpString("Permissions-Policy"), "camera=(), geolocation=(), microphone=()");

    private final Set<String> hosts;

    /** @param hosts names and addresses without port; empty lets every name in */
    Gate(Set<String> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    static void addHeaders(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::put);
        headers.put(new HttpString("Content-Security-Policy"), NO_SCRIPTS);
        if (exchange.isSecure()) {
            headers.put(new HttpString("Strict-Transport-Security"), "max-age=31536000");
        }
    }

    /** @throws Refused when the request must not come in */
    void check(HttpServerExchange exchange) {
        checkHost(exchange);
        checkEncoding(exchange);
        String method = exchange.getRequestMethod().toString();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            checkOrigin(exchange);
        }
    }

    private void checkHost(HttpServerExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String name = host == null ? "" : withoutPort(host).toLowerCase(Locale.ROOT);
        if (!hosts.isEmpty() && !hosts.contains(name)) {
            throw Refused.because(
                    Refusal.WRONG_HOST, "Host", "must be a name of this controller (names in its settings)", name);
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static void checkEncoding(HttpServerExchange exchange) {
        if (exchange.getRequestPath().indexOf(UNDECODABLE) >= 0) {
            throw Refused.because(Refusal.BAD_REQUEST, "path", "must be UTF-8", "");
        }
        exchange.getQueryParameters().forEach((key, values) -> {
            if (key.indexOf(UNDECODABLE) >= 0 || values.stream().anyMatch(v -> v.indexOf(UNDECODABLE) >= 0)) {
                throw Refused.because(Refusal.BAD_REQUEST, "query", "must be UTF-8", "");
            }
        });
    }

    /** Browsers say where a changing request comes from; only our own pages may send one. */
    private static void checkOrigin(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String origin = headers.getFirst("Origin");
        String own = exchange.getRequestScheme() + "://" + headers.getFirst("Host");
        if (origin != null && !origin.equalsIgnoreCase(own)) {
            throw Refused.because(Refusal.CROSS_SITE, "Origin", "must be " + own, origin);
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw Refused.because(Refusal.CROSS_SITE, "Sec-Fetch-Site", "must be same-origin", site);
        }
    }
}
