package vn.tram.simulator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.simulator.Demo;

/** Somebody at the demo's API who follows its incidents as a browser does, and cuts its cables. */
final class Operations {

    private static final Pattern FLOWING = Pattern.compile("(?m)^tram_stamp_flowing (\\d+)");

    private final URI pages;
    private final HttpClient http;
    private final String csrf;

    /** An incident as the live feed tells of it. */
    record Told(long id, String endpoint, boolean isOpen, Instant arrived) {}

    private Operations(URI pages, HttpClient http, String csrf) {
        this.pages = pages;
        this.http = http;
        this.csrf = csrf;
    }

    static Operations signIn(DemoProcess demo) throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        Operations stranger = new Operations(demo.pages(), http, "");
        JsonNode session = JsonMapper.shared()
                .readTree(stranger.post("api/v1/session", Map.of("user", Demo.USER, "password", demo.password())));
        return new Operations(demo.pages(), http, session.get("csrf").stringValue());
    }

    private String post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(pages.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", csrf)
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    answer.uri() + ": must be answered 2xx, was " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    JsonNode summary() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(send(HttpRequest.newBuilder(pages.resolve("api/v1/summary"))));
    }

    /** How many nodes' probes arrive. */
    int flowing() throws IOException, InterruptedException {
        Matcher found = FLOWING.matcher(send(HttpRequest.newBuilder(pages.resolve("metrics"))));
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    void cut(Cut cut) throws IOException, InterruptedException {
        JsonNode fault = JsonMapper.shared()
                .readTree(post("api/v1/demo/faults", Map.of("kind", cut.kind().name(), "target", cut.target())));
        cut.begun(
                fault.get("id").stringValue(), Instant.parse(fault.get("since").stringValue()));
    }

    void mend(Cut cut) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(pages.resolve("api/v1/demo/faults/" + cut.fault()))
                .header("X-CSRF-Token", csrf)
                .DELETE());
    }

    /** Tells {@code incidents} of each change of an incident from now on, in a thread of its own, until the demo ends. */
    void follow(Consumer<Told> incidents) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(pages.resolve("api/v1/events"))
                .header("Accept", "text/event-stream")
                .build();
        Stream<String> lines =
                http.send(request, HttpResponse.BodyHandlers.ofLines()).body();
        Thread reader = new Thread(() -> read(lines, incidents), "events");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(Stream<String> lines, Consumer<Told> incidents) {
        boolean isIncident = false;
        try {
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
                String line = all.next();
                if (line.startsWith("event: ")) {
                    isIncident = line.equals("event: incident");
                } else if (isIncident && line.startsWith("data: ")) {
                    Instant arrived = Instant.now();
                    JsonNode incident = JsonMapper.shared().readTree(line.substring("data: ".length()));
                    JsonNode closed = incident.get("closedAt");
                    incidents.accept(new Told(
                            incident.get("id").asLong(),
                            incident.get("endpoint").asString(),
                            closed == null || closed.isNull(),
                            arrived));
                }
            }
        } catch (UncheckedIOException e) {
            // The demo has ended.
        }
    }
}
