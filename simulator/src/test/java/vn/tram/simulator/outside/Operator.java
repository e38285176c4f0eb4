package vn.tram.simulator.outside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the controller's HTTP API. */
final class Operator {

    static final String USER = "lan";
    static final String PASSWORD = "cau-vong-7-mau";

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI base;
    private String csrf = "";

    private Operator(URI base) {
        this.base = base;
    }

    /** The first administrator, by the link that the controller printed. */
    static Operator setUp(URI link) throws IOException, InterruptedException {
        Operator operator = new Operator(link.resolve("/"));
        String token = link.getQuery().substring("token=".length());
        JsonNode session = operator.post(
                "/api/v1/set-up", Map.of("token", token, "user", USER, "password", PASSWORD, "province", "27"));
        operator.csrf = session.get("csrf").stringValue();
        return operator;
    }

    /** What an engineer is shown when they ask for the claim of a new node. */
    JsonNode claim(String endpoint) throws IOException, InterruptedException {
        return post("/api/v1/claims", Map.of("endpoint", endpoint));
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", csrf)
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .build();
        return json(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    /** The answer; a missing node when there is no such thing. */
    JsonNode get(String path) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 404 ? JsonMapper.shared().missingNode() : json(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    /** The data of every event of this kind from now on, as the server sends them; ends with the test. */
    List<JsonNode> follow(String kind) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(base.resolve("/api/v1/events")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        List<JsonNode> events = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> read(answer.body(), kind, events), "events");
        reader.setDaemon(true);
        reader.start();
        return events;
    }

    private static void read(InputStream in, String kind, List<JsonNode> events) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ") && name.equals(kind)) {
                    events.add(JsonMapper.shared().readTree(line.substring("data: ".length())));
                }
            }
        } catch (IOException e) {
            // The controller ended.
        }
    }
}
