package vn.tram.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.identity.Claim;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.WholeFile;
import vn.tram.profiles.file.YamlMap;

/**
 * The command line of the agent. Either there is a settings file, or a claim and a name are enough: the rest follows from
 * the claim, and is written down as settings for the next start.
 */
final class Arguments {

    static final String HELP = """
            tram-agent: measures this device and reports to the controller of Trạm

              tram-agent --config FILE
              tram-agent --claim CLAIM --endpoint NAME [--data FOLDER]   the first start of a new device
              tram-agent [--data FOLDER]                                 its later starts
              tram-agent probe HOST[:PORT] …                             tests a line; probe --help says more
              tram-agent reflect [--listen [ADDR:]PORT]                  answers such a test

              --config FILE    settings (YAML)
              --claim CLAIM    one-time claim that an engineer made at the controller
              --endpoint NAME  the device's name at the controller
              --data FOLDER    where the agent keeps its data (tram-agent-data)
              --help           this text

            exit codes: 1 failed, 2 wrong usage or settings, 3 this machine lacks something; 130 and 143 after Ctrl-C and
            SIGTERM, ended in order
            """;

    private static final Set<String> OPTIONS = Set.of("--config", "--claim", "--endpoint", "--data");
    private static final String SETTINGS = "agent.yaml";

    private Arguments() {}

    /** The command line or the settings cannot be used; the message says what, which rule, and the value. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /** The settings that {@code arguments} ask for; null when they ask for help. */
    static @Nullable AgentConfig config(String... arguments) throws UsageException {
        Map<String, String> options = options(arguments);
        if (options.containsKey("--help")) {
            return null;
        }
        Path data = Path.of(options.getOrDefault("--data", "tram-agent-data")).toAbsolutePath();
        String file = options.get("--config");
        String claim = options.get("--claim");
        Path settings = file != null ? Path.of(file) : data.resolve(SETTINGS);
        try {
            if (file == null && claim != null) {
                writeSettings(settings, claim, options.getOrDefault("--endpoint", ""));
            }
            if (!Files.exists(settings)) {
                throw new UsageException(
                        file != null
                                ? "settings: must be a file that exists, was " + settings
                                : "arguments: must have --config FILE, or --claim CLAIM and --endpoint NAME; see --help");
            }
            return AgentConfig.read(settings);
        } catch (BadFileException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UsageException("settings " + settings + ": cannot be read or written (" + e + ")");
        }
    }

    private static Map<String, String> options(String... arguments) throws UsageException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            if (name.equals("--help") || name.equals("-h")) {
                options.put("--help", "");
            } else if (!OPTIONS.contains(name)) {
                throw new UsageException("argument: must be one of " + sorted() + " or --help, was " + name);
            } else if (i + 1 == arguments.length) {
                throw new UsageException(name + ": must be followed by a value");
            } else {
                i++;
                options.put(name, arguments[i]);
            }
        }
        if (options.containsKey("--config") && options.size() > 1) {
            throw new UsageException("--config: must stand alone, for the file says the rest");
        }
        return options;
    }

    private static List<String> sorted() {
        return OPTIONS.stream().sorted().toList();
    }

    private static void writeSettings(Path settings, String text, String endpoint)
            throws UsageException, IOException, BadFileException {
        Claim claim = Claim.parse(text);
        if (claim == null) {
            throw new UsageException("--claim: must be https://HOST:PORT/enrol#SECRET.FINGERPRINT, was [redacted]");
        }
        URI controller = claim.url().resolve("/");
        String yaml = "endpoint: \"" + endpoint.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n"
                + "controller: " + controller + "\n"
                + (claim.broker() == null ? "" : "broker: " + claim.broker() + "\n")
                + (claim.prefix().isEmpty() ? "" : "prefix: \"" + claim.prefix() + "\"\n")
                + "claim: \"" + claim.text() + "\"\n"
                + "data: .\n";
        // The claim in it is a secret until it is used.
        Path folder = settings.toAbsolutePath().getParent();
        AgentConfig.of(YamlMap.parse("arguments", yaml), Path.of("."));
        if (folder != null) {
            Files.createDirectories(folder);
        }
        WholeFile.writePrivate(settings, yaml);
    }
}
