package vn.tram.web.http;

import io.undertow.server.HttpHandler;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a handler gives back. Immutable.
 *
 * @param status HTTP status code
 * @param contentType null when there is no body
 * @param body not to be changed
 * @param headers more headers
 * @param resource sent instead of the body, with its entity tag; usually null
 * @param takeOver takes the exchange over instead, for a stream that stays open; usually null
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(
        int status,
        @Nullable String contentType,
        byte[] body,
        Map<String, String> headers,
        @Nullable Resource resource,
        @Nullable HttpHandler takeOver) {

    static final String JSON = "application/json";

    /** {@code value} as JSON; see {@link Json#write}. */
    public static Answer json(Object value) {
        return jsonText(Json.write(value));
    }

    /** Text that is JSON already. */
    public static Answer jsonText(String json) {
        return of(200, JSON, json);
    }

    public static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), null, null);
    }

    public static Answer none() {
        return new Answer(204, null, new byte[0], Map.of(), null, null);
    }

    public static Answer resource(Resource resource) {
        return new Answer(200, resource.contentType(), resource.bytes(), resource.headers(), resource, null);
    }

    public static Answer takeOver(HttpHandler handler) {
        return new Answer(200, null, new byte[0], Map.of(), null, handler);
    }

    public Answer status(int newStatus) {
        return new Answer(newStatus, contentType, body, headers, resource, takeOver);
    }

    public Answer headers(Map<String, String> newHeaders) {
        return new Answer(status, contentType, body, newHeaders, resource, takeOver);
    }

    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, Map.copyOf(more), resource, takeOver);
    }
}
