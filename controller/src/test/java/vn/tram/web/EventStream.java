package vn.tram.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as a browser does, on a thread of its own. */
final class EventStream implements AutoCloseable {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final InputStream in;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    /** One event. */
    record Event(String name, String id, String data) {

        JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }

        /** Endpoint and health of a node event. */
        String node() {
            return json().get("endpoint").stringValue() + " "
                    + json().get("health").stringValue();
        }
    }

    private EventStream(InputStream in) {
        this.in = in;
        Thread thread = new Thread(this::read, "events-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
    }

    /** @param lastId what {@code Last-Event-ID} says; null for none */
    static EventStream open(RunningWeb web, @Nullable String lastId) {
        return open(web, web.browser(), lastId);
    }

    static EventStream open(RunningWeb web, Browser browser, @Nullable String lastId) {
        HttpRequest.Builder request = browser.request("/api/v1/events");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        try {
            HttpResponse<InputStream> response =
                    browser.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("status " + response.statusCode() + " of port " + web.port());
            }
            return new EventStream(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String name = "message";
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && data.length() > 0) {
                    events.add(new Event(name, id, data.toString()));
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
        } catch (IOException e) {
            // closed by one end
        } finally {
            over = true;
        }
    }

    boolean isOver() {
        return over;
    }

    /** Events of this name so far. */
    List<Event> seen(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** The first event of this name, when it comes. */
    Event await(String name) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !seen(name).isEmpty());
        return seen(name).get(0);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
