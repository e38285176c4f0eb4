package vn.tram.web.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatch;
import java.net.InetAddress;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One request, its body already read. Used by one thread. */
public final class Request {

    private final HttpServerExchange exchange;
    private final byte[] body;

    Request(HttpServerExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    public String method() {
        return exchange.getRequestMethod().toString();
    }

    /** Whether it only reads. */
    public boolean isSafe() {
        return method().equals("GET") || method().equals("HEAD");
    }

    /** Decoded. */
    public String path() {
        return exchange.getRequestPath();
    }

    /** The part of the path that the route's template calls {@code name}. */
    public String parameter(String name) {
        PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
        String value = match == null ? null : match.getParameters().get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter " + name);
        }
        return value;
    }

    public Query query() {
        // The router adds the path's parameters to the query's, where they were not typed.
        Map<String, Deque<String>> typed = new TreeMap<>(exchange.getQueryParameters());
        PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
        if (match != null) {
            match.getParameters().keySet().forEach(typed::remove);
        }
        return new Query(typed);
    }

    /** @throws Refused when the body is not one JSON object */
    public Fields fields() {
        String type = header("Content-Type");
        String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!bare.equals("application/json")) {
            throw Refused.because(
                    Refusal.WRONG_MEDIA_TYPE, "Content-Type", "must be application/json", type == null ? "" : type);
        }
        return Fields.parse(body);
    }

    public @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    public @Nullable String cookie(String name) {
        Cookie cookie = exchange.getRequestCookie(name);
        return cookie == null ? null : cookie.getValue();
    }

    public boolean isSecure() {
        return exchange.isSecure();
    }

    /** {@code vi} or {@code en}, whichever the reader prefers; Vietnamese when they do not say. */
    public String language() {
        String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_LANGUAGE);
        return accepted != null && accepted.toLowerCase(Locale.ROOT).startsWith("en") ? "en" : "vi";
    }

    /** Where it comes from, such as {@code 127.0.0.1}. */
    public String address() {
        InetAddress address = exchange.getSourceAddress().getAddress();
        return address == null ? "unknown" : address.getHostAddress();
    }
}
