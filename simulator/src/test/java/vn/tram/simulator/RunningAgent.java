package vn.tram.simulator;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real agent in a process of its own, with a journal of what went into its outbox. */
final class RunningAgent implements AutoCloseable {

    private final String endpoint;
    private final Path journal;
    private final Program program;

    /** @param more lines of the settings file */
    RunningAgent(Path folder, String endpoint, RunningController controller, URI broker, List<String> more)
            throws IOException {
        this.endpoint = endpoint;
        Files.createDirectories(folder);
        journal = folder.resolve("journal");
        String settings = "endpoint: " + endpoint + "\n"
                + "controller: " + controller.devices() + "\n"
                + "broker: " + broker + "\n"
                + "claim: \"" + controller.claim(endpoint) + "\"\n"
                + "interval: 1s\n"
                + "journal: journal\n"
                + String.join("\n", more);
        Files.writeString(folder.resolve("settings.yaml"), settings + "\n");
        program = Program.start(folder, "vn.tram.agent.AgentMain");
    }

    String endpoint() {
        return endpoint;
    }

    Journal journal() throws IOException {
        return Journal.read(journal);
    }

    /** Bytes written down so far. */
    long written() throws IOException {
        return Files.exists(journal) ? Files.size(journal) : 0;
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
