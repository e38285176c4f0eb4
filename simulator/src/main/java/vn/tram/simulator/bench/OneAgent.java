package vn.tram.simulator.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vn.tram.controller.Controller;
import vn.tram.controller.ControllerConfig;
import vn.tram.flow.Event;
import vn.tram.inventory.Node;
import vn.tram.people.Role;
import vn.tram.profiles.file.BadFileException;
import vn.tram.web.account.Accounts;

/**
 * The built agent by its own start script, against a controller in this process over mutual TLS, and somebody who looks
 * at the controller's API. Closing ends what was started.
 */
final class OneAgent implements Closeable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String USER = "bench";
    private static final long LOOK_MILLIS = 5;

    /** An agent that has not heard yet that it is registered does not take its leave either. */
    private static final long SETTLE_MILLIS = 2_000;

    private final String endpoint;
    private final Path folder;
    private final Path program;
    private final Controller controller;
    private final List<Process> started = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /**
     * @param folder for all data; should be empty
     * @param home of the project, where the built agent is
     */
    OneAgent(String endpoint, Path folder, Path home)
            throws IOException, GeneralSecurityException, BadFileException, InterruptedException {
        this.endpoint = endpoint;
        this.folder = folder;
        this.program = home.resolve("edge-agent/target/agent");
        Path script = script();
        if (!Files.isExecutable(script)) {
            throw new IOException("the agent is not built: " + script);
        }
        ControllerConfig config = ControllerConfig.loopback(folder.resolve("controller"), 0, 0, 0);
        controller = Controller.start(config, InstantSource.system(), null);
        try {
            List<Node> nodes = List.of(new Node(endpoint, endpoint, Node.Kind.OTHER, null, null));
            controller.offer(new Event.InventoryChanged(InstantSource.system().instant(), USER, List.of(), nodes));
            signIn();
        } catch (IOException | RuntimeException e) {
            controller.close();
            throw e;
        }
    }

    private void signIn() throws IOException, InterruptedException {
        Accounts accounts = controller.accounts();
        String password = accounts.add(new Accounts.Actor(USER, Accounts.CONSOLE), USER, Role.VIEWER, null)
                .generated();
        HttpRequest request = HttpRequest.newBuilder(controller.pages().resolve("/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"user\":\"" + USER + "\",\"password\":\"" + password + "\"}"))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("sign in: must be answered 2xx, was " + status);
        }
    }

    Controller controller() {
        return controller;
    }

    /** Where the agent's program is. */
    Path program() {
        return program;
    }

    private Path script() {
        return program.resolve("bin/tram-agent");
    }

    /** Where the agent has its settings, its data and its log. */
    Path folder() {
        return folder.resolve("agent");
    }

    /** @param more what the settings have besides the way to the controller */
    void settings(String more) throws IOException {
        Files.writeString(
                Files.createDirectories(folder()).resolve("agent.yaml"),
                "endpoint: " + endpoint + "\n"
                        + "controller: " + controller.deviceListener() + "\n"
                        + "broker: " + controller.broker() + "\n"
                        + "claim: \"" + controller.claim(endpoint).text() + "\"\n"
                        + "interval: 10s\n"
                        + more);
    }

    /** Returns when the controller shows the node as registered. */
    Process start(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                script().toString(), "--config", folder().resolve("agent.yaml").toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder().resolve("log").toFile()))
                .start();
        started.add(process);
        awaitRegistered(true, process);
        return process;
    }

    private void awaitRegistered(boolean registered, Process process) throws IOException, InterruptedException {
        String wanted = "\"registered\":" + registered;
        long latest = System.nanoTime() + PATIENCE.toNanos();
        while (!shown().contains(wanted)) {
            if (System.nanoTime() > latest || registered && !process.isAlive()) {
                throw new IOException("the agent was not " + (registered ? "registered" : "gone")
                        + " in time; its log is " + folder().resolve("log"));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** All that the API shows of the node now. */
    String shown() throws IOException, InterruptedException {
        return http.send(get("/api/v1/nodes/" + endpoint), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The lines of the live feed from now on, which end with the controller. */
    Stream<String> feed() throws IOException, InterruptedException {
        return http.send(get("/api/v1/events"), HttpResponse.BodyHandlers.ofLines())
                .body();
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(controller.pages().resolve(path)).build();
    }

    /** Orderly; returns when the controller knows it. */
    void end(Process process) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        awaitRegistered(false, process);
    }

    @Override
    public void close() {
        started.forEach(Process::destroy);
        // So that it writes nothing more when its folder is taken away.
        started.forEach(process -> process.onExit()
                .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
        controller.close();
    }
}
