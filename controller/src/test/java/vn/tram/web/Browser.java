package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser does: keeps cookies, sends JSON, and the session's token with every change. */
final class Browser {

    private final HttpClient client;
    private final String origin;
    private volatile String csrf = "";

    Browser(String origin) {
        this.origin = origin;
        this.client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** An answer. */
    record Page(int status, HttpResponse<byte[]> response) {

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The slug of the problem that it was refused with. */
        String problem() {
            assertEquals("application/problem+json", header("Content-Type"), this::text);
            return json().get("type").stringValue().replace("urn:tram:problem:", "");
        }

        Page is(int expected) {
            assertEquals(expected, status, this::text);
            return this;
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(20));
    }

    Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Page(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Page get(String path) {
        return send(request(path));
    }

    /** GET of a path below {@code /api/v1/}. */
    Page api(String path) {
        return get("/api/v1/" + path);
    }

    /** POST of JSON to a path below {@code /api/v1/}. */
    Page post(String path, String json) {
        return send(json(path, json).header("X-CSRF-Token", csrf));
    }

    Page post(String path, Map<String, ?> fields) {
        return post(path, JsonMapper.shared().writeValueAsString(fields));
    }

    HttpRequest.Builder json(String path, String json) {
        return request("/api/v1/" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    Page delete(String path) {
        return send(request("/api/v1/" + path).header("X-CSRF-Token", csrf).DELETE());
    }

    Page trySignIn(String user, String password) {
        Page page = post("session", Map.of("user", user, "password", password));
        if (page.status() == 200) {
            csrf = page.json().get("csrf").stringValue();
        }
        return page;
    }

    void signIn(String user, String password) {
        trySignIn(user, password).is(200);
    }

    HttpClient client() {
        return client;
    }
}
