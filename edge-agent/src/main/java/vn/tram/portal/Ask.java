package vn.tram.portal;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tram.page.Trouble;

/** A request as the portal reads it: nothing of it is believed, and everything in it is bounded. */
final class Ask {

    private static final int MAX_HEADERS = 64;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_TARGET = 1_024;

    /** openNDS says there all that it knows of a client, and encrypts it. */
    private static final int MAX_FAS_TARGET = 8_192;

    private final HttpExchange exchange;
    private final boolean secure;
    private final @Nullable String name;

    /**
     * @param secure whether it came by TLS
     * @param name the portal's own in the DNS; null for none
     */
    Ask(HttpExchange exchange, boolean secure, @Nullable String name) {
        this.exchange = exchange;
        this.secure = secure;
        this.name = name;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        String path = exchange.getRequestURI().getRawPath();
        return path == null ? "" : path;
    }

    boolean secure() {
        return secure;
    }

    /** Where the request comes from, as text without a zone. */
    String address() {
        return text(exchange.getRemoteAddress().getAddress());
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    String header(String header) {
        String value = exchange.getRequestHeaders().getFirst(header);
        return value == null ? "" : value;
    }

    /** @throws BadRequestException for more headers, or a longer address, than any browser sends */
    void checkSize() throws BadRequestException {
        Headers headers = exchange.getRequestHeaders();
        int count = 0;
        int bytes = 0;
        for (var header : headers.entrySet()) {
            for (String value : header.getValue()) {
                count++;
                bytes += header.getKey().length() + (value == null ? 0 : value.length());
            }
        }
        if (count > MAX_HEADERS || bytes > MAX_HEADER_BYTES) {
            throw new BadRequestException(
                    431,
                    Trouble.TOO_LARGE,
                    "headers: must be at most " + MAX_HEADERS + " with " + MAX_HEADER_BYTES + " bytes, were " + count
                            + " with " + bytes);
        }
        int target = exchange.getRequestURI().toString().length();
        int most = path().equals(FasRoute.PATH) ? MAX_FAS_TARGET : MAX_TARGET;
        if (target > most) {
            throw new BadRequestException(
                    414, Trouble.TOO_LARGE, "address: must have at most " + most + " characters, had " + target);
        }
    }

    /** Whether the portal itself was asked, and not a page of the Internet from behind the closed door. */
    boolean isForUs() {
        return isUs(header("Host"));
    }

    private boolean isUs(String hostAndPort) {
        String host = hostAndPort.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{0,5}$", "");
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return host.equals(name) || host.equals(text(exchange.getLocalAddress().getAddress()));
    }

    /** Such as {@code http://10.77.0.1:2050}: by the portal's name when it has one, and else by the address asked. */
    String base() {
        InetSocketAddress local = exchange.getLocalAddress();
        String host = name;
        if (host == null) {
            String address = text(local.getAddress());
            host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        }
        int usual = secure ? 443 : 80;
        return (secure ? "https://" : "http://") + host + (local.getPort() == usual ? "" : ":" + local.getPort());
    }

    /** As it came, without the question mark; empty for none. */
    String rawQuery() {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? "" : query;
    }

    /** What was posted, whatever it is. */
    String body() throws BadRequestException, IOException {
        byte[] body = exchange.getRequestBody().readNBytes(Form.MAX_BYTES + 1);
        if (body.length > Form.MAX_BYTES) {
            throw new BadRequestException(
                    413, Trouble.TOO_LARGE, "form: must have at most " + Form.MAX_BYTES + " bytes");
        }
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    Form query() throws BadRequestException {
        return Form.parse(rawQuery());
    }

    /**
     * The form that was posted, when a page of ours can have posted it. Browsers that tell where a form comes from must
     * tell of us; those that do not, as mini-browsers are, are told by the form's seal.
     */
    Form form() throws BadRequestException, IOException {
        requireUs("Origin", header("Origin"));
        requireUs("Referer", header("Referer"));
        String site = header("Sec-Fetch-Site");
        if (!site.isEmpty() && !site.equals("same-origin") && !site.equals("none")) {
            throw new BadRequestException(403, Trouble.FORGED, "Sec-Fetch-Site: must be same-origin, was " + site);
        }
        String type = header("Content-Type").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw new BadRequestException(
                    415, Trouble.BAD_REQUEST, "Content-Type: must be application/x-www-form-urlencoded, was " + type);
        }
        return Form.parse(body());
    }

    private void requireUs(String header, String value) throws BadRequestException {
        if (value.isEmpty() || value.equals("null")) {
            return;
        }
        String authority = value.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        if (!isUs(authority)) {
            throw new BadRequestException(403, Trouble.FORGED, header + ": must be this portal, was " + value);
        }
    }

    boolean acceptsGzip() {
        for (String coding : header("Accept-Encoding").toLowerCase(Locale.ROOT).split(",", 16)) {
            String[] parts = coding.split(";", 2);
            if (parts[0].strip().equals("gzip")) {
                return parts.length == 1 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    /** {@code vi} or {@code en}: what was switched to, or else what the browser prefers, or else Vietnamese. */
    String language() {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (query.matches("(.*&)?lang=(vi|en)(&.*)?")) {
            return query.replaceFirst("^(?:.*&)?lang=(vi|en)(?:&.*)?$", "$1");
        }
        return Languages.preferred(header("Accept-Language"));
    }
}
