package vn.tram.simulator.client;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What came back of one request.
 *
 * @param status of HTTP; 0 when nothing came that the client believes
 * @param headers by lower-case names
 */
record Answer(Failure failure, int status, Map<String, String> headers, String body) {

    /** Why there is no HTTP answer. */
    enum Failure {
        NONE,
        NO_SUCH_NAME,
        RESET,
        TIMEOUT,
        /** Somebody speaks TLS who cannot show that he is meant. */
        UNTRUSTED
    }

    Answer {
        Map<String, String> lower = new LinkedHashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
    }

    static Answer failed(Failure failure) {
        return new Answer(failure, 0, Map.of(), "");
    }

    static Answer of(int status, String body) {
        return new Answer(Failure.NONE, status, Map.of(), body);
    }

    static Answer redirect(int status, String location) {
        return of(status, "<p>Chuyển đến trang đăng nhập…</p>")
                .with("Location", location)
                .with("Cache-Control", "no-store");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header.toLowerCase(Locale.ROOT), value);
        return new Answer(failure, status, more, body);
    }

    Answer without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header.toLowerCase(Locale.ROOT));
        return new Answer(failure, status, fewer, body);
    }

    boolean came() {
        return failure == Failure.NONE;
    }

    boolean isRedirect() {
        return status >= 300 && status < 400 && headers.containsKey("location");
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
