package vn.tram.simulator;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A controller in a process of its own, set up by its own link, as a newcomer does it. */
final class RunningController implements AutoCloseable {

    private static final String PASSWORD = "mười-hai con cò trắng";
    private static final Pattern SET_UP = Pattern.compile("set up (\\S+)token=(\\S+)");

    private final Path folder;
    private final int webPort = Program.freePort();
    private final int devicesPort = Program.freePort();
    private final int brokerPort = Program.freePort();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new java.net.CookieManager()).build();
    private final Program program;
    private String csrf = "";

    /** @param mqtt an outside broker; null for the embedded one */
    RunningController(Path folder, @Nullable URI mqtt) throws IOException {
        this.folder = Files.createDirectories(folder);
        String settings = "web: {listen: \"127.0.0.1:" + webPort + "\"}\n"
                + "devices: {listen: \"127.0.0.1:" + devicesPort + "\", broker: \"127.0.0.1:" + brokerPort + "\"}\n"
                + "stamp: {listen: \"127.0.0.1:0\"}\n"
                + (mqtt == null ? "" : "mqtt: {uri: \"" + mqtt + "\"}\n");
        Files.writeString(folder.resolve("settings.yaml"), settings);
        program = Program.start(folder, "vn.tram.controller.ControllerMain");
    }

    int brokerPort() {
        return brokerPort;
    }

    URI devices() {
        return URI.create("https://localhost:" + devicesPort);
    }

    Path data() {
        return folder.resolve("data");
    }

    private URI api(String path) {
        return URI.create("http://127.0.0.1:" + webPort + "/api/v1/" + path);
    }

    /** Waits for the printed link and follows it: an administrator, and Bắc Ninh. */
    void setUp() {
        Matcher link = await().atMost(Duration.ofSeconds(60)).until(() -> SET_UP.matcher(log()), Matcher::find);
        csrf = value(
                "csrf",
                post(
                        "set-up",
                        "{\"token\":\"" + link.group(2) + "\",\"user\":\"ky-su\",\"password\":\"" + PASSWORD
                                + "\",\"province\":\"27\"}"));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** A one-time claim for {@code endpoint}. */
    String claim(String endpoint) {
        return value("claim", post("claims", "{\"endpoint\":\"" + endpoint + "\"}"));
    }

    private String post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(api(path))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", csrf)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return answer(request);
    }

    String get(String path) {
        return answer(HttpRequest.newBuilder(api(path)).build());
    }

    private String answer(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(
                        request.uri() + " was answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(request.uri() + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The lines of the live feed, as they come. */
    Stream<String> events() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(api("events")).build(), HttpResponse.BodyHandlers.ofLines())
                .body();
    }

    private static String value(String key, String json) {
        Matcher found = Pattern.compile("\"" + key + "\":\"([^\"]+)\"").matcher(json);
        if (!found.find()) {
            throw new AssertionError("no " + key + " in " + json);
        }
        return found.group(1);
    }

    void kill() throws InterruptedException {
        program.kill();
    }

    void startAgain() throws IOException {
        program.startAgain();
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
