package vn.tram.simulator.outside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two agents with a bad line between them, measured by fping at the same time. */
@Tag("alone")
class LinkQualityIT {

    private static final Pattern FPING = Pattern.compile("/(\\d+)%, min/avg/max = [0-9.]+/([0-9.]+)/");
    private static final String NEAR = "10.251.7.1";
    private static final String FAR = "10.251.7.2";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void delay_and_loss_of_a_bad_line_are_what_fping_says() throws Exception {
        try (Namespace near = Namespace.create("n");
                Namespace far = Namespace.create("f");
                BadLine line = BadLine.between(folder, near, NEAR, far, FAR)) {
            line.is("20 3 5");
            Path farSettings = settings("far", "probes: {reflector: {listen: \"0.0.0.0:8620\"}}\n");
            Path nearSettings = settings("near", """
                    interval: 20s
                    journal: %s
                    probes: {links: [{name: xa, peer: "%s:8620", interval: 100ms}]}
                    """.formatted(folder.resolve("journal"), FAR));
            try (Program reflector = agent("far", farSettings, far);
                    Program sender = agent("near", nearSettings, near)) {
                await().atMost(Duration.ofSeconds(30)).until(() -> last("3") != null);
                Matcher fping = fping(near);
                await().atMost(Duration.ofSeconds(30)).until(() -> last("9") != null);

                double roundTrip = Double.parseDouble(Objects.requireNonNull(last("9")));
                assertEquals(Double.parseDouble(fping.group(2)), roundTrip, 10, "median round trip in ms");
                double sent = Double.parseDouble(Objects.requireNonNull(last("4")));
                double lost = Double.parseDouble(Objects.requireNonNull(last("5")));
                assertTrue(sent > 120, "sent " + sent);
                assertEquals(Double.parseDouble(fping.group(1)), 100 * lost / sent, 9, "loss in percent");
                assertTrue(Double.parseDouble(Objects.requireNonNull(last("6"))) >= 1, "lost on the way there");
                assertTrue(Double.parseDouble(Objects.requireNonNull(last("7"))) >= 1, "lost on the way back");
                assertTrue(reflector.process().isAlive() && sender.process().isAlive());
            }
        }
    }

    private Path settings(String name, String more) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        // Nobody listens there: a device measures its links without a controller, too.
        Files.writeString(own.resolve("agent.yaml"), "endpoint: " + name + "\nbroker: mqtt://127.0.0.1:9\n" + more);
        return own.resolve("agent.yaml");
    }

    private Program agent(String name, Path settings, Namespace namespace) throws IOException {
        return Program.start(
                folder.resolve(name + ".log"), namespace.name, Program.agentScript(), "--config", settings.toString());
    }

    private Matcher fping(Namespace namespace) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(
                            "ip", "netns", "exec", namespace.name, "fping", "-q", "-c", "200", "-p", "100", FAR)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        Assumptions.assumeTrue(!said.contains("No such file"), "fping is not installed");
        Matcher summary = FPING.matcher(said);
        assertTrue(summary.find(), said);
        return summary;
    }

    /** The newest value of that resource of the link, as the journal has it. */
    private @Nullable String last(String resource) {
        Path journal = folder.resolve("journal");
        try {
            List<String> lines = Files.exists(journal) ? Files.readAllLines(journal) : List.of();
            @Nullable String found = null;
            for (String line : lines) {
                String[] parts = line.split(" ", 5);
                if (parts.length == 5 && parts[3].equals("/42781/1/" + resource)) {
                    found = parts[4];
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
