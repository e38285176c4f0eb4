package vn.tram.simulator.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One request of a client.
 *
 * @param headers by lower-case names, without Host
 * @param form what a POST carries, form-encoded; empty for a GET
 */
record Request(String method, URI url, Map<String, String> headers, String form) {

    Request {
        headers = Map.copyOf(headers);
    }

    static Request get(String url) {
        return get(URI.create(url));
    }

    static Request get(URI url) {
        return new Request("GET", url, Map.of(), "");
    }

    static Request post(URI url, String form) {
        return new Request("POST", url, Map.of("content-type", "application/x-www-form-urlencoded"), form);
    }

    Request with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header.toLowerCase(Locale.ROOT), value);
        return new Request(method, url, more, form);
    }

    boolean isTls() {
        return "https".equals(url.getScheme());
    }

    String host() {
        return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    }

    String path() {
        return url.getPath().isEmpty() ? "/" : url.getPath();
    }
}
