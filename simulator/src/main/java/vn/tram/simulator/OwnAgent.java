package vn.tram.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.controller.Controller;

/**
 * The real agent of this machine, as a process of its own from its own program folder. One that a killed demo has left
 * behind is ended by the next start.
 */
final class OwnAgent implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OwnAgent.class);
    private static final int PATIENCE_SECONDS = 5;

    private final ProcessHandle process;

    private OwnAgent(ProcessHandle process) {
        this.process = process;
    }

    /**
     * @param folder of its settings, its data and its log
     * @param home of the project, where the built agent is
     * @return empty when the agent is not built
     */
    static Optional<OwnAgent> start(Path folder, Path home, Controller controller, String endpoint) throws IOException {
        Path script = home.resolve("edge-agent/target/agent/bin/tram-agent");
        if (!Files.isExecutable(script)) {
            log.warn("the agent of this machine is not built: {}", script);
            return Optional.empty();
        }
        Files.createDirectories(folder);
        Path settings = folder.resolve("agent.yaml");
        Path pid = folder.resolve("pid");
        endLeftOver(pid, settings);
        boolean isNew = !Files.exists(folder.resolve("data").resolve("device.pem"));
        Files.writeString(
                settings,
                "endpoint: " + endpoint + "\n"
                        + "controller: " + controller.deviceListener() + "\n"
                        + "broker: " + controller.broker() + "\n"
                        + "interval: 10s\n"
                        + (isNew ? "claim: \"" + controller.claim(endpoint).text() + "\"\n" : ""));
        Process started = new ProcessBuilder(script.toString(), "--config", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        Files.writeString(pid, started.pid() + "\n");
        return Optional.of(new OwnAgent(started.toHandle()));
    }

    /** Whoever has that number now may be another program: only one that was given these settings is ended. */
    private static void endLeftOver(Path pid, Path settings) throws IOException {
        if (!Files.exists(pid)) {
            return;
        }
        String number = Files.readString(pid).strip();
        Optional<ProcessHandle> left = number.matches("[0-9]{1,9}")
                ? ProcessHandle.of(Long.parseLong(number))
                        .filter(process -> Arrays.asList(
                                        process.info().arguments().orElse(new String[0]))
                                .contains(settings.toString()))
                : Optional.empty();
        left.ifPresent(process -> new OwnAgent(process).close());
    }

    /** Asks it to end; {@link #close} waits for that. */
    void end() {
        process.destroy();
    }

    @Override
    public void close() {
        end();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the agent of this machine cannot be waited for", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
