package vn.tram.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.tram.agent.Arguments.UsageException;
import vn.tram.probe.ProbeSettings;
import vn.tram.probe.Probes;
import vn.tram.profiles.file.Secret;

/** {@code tram-agent reflect} and {@code tram reflect}: answers link probes until it is stopped, without being an agent. */
public final class ReflectCommand {

    private static final String HELP = """
            tram reflect: answers the link probes of another site (RFC 8762)

              tram reflect [--listen [ADDR:]PORT] [--key FILE] [--language vi|en]

              --listen [ADDR:]PORT  UDP (0.0.0.0:862)
              --key FILE            only what is signed with the key in the file's first line is answered
              --language L          vi or en (the terminal's)

            exit codes: 2 wrong usage, 3 the port cannot be listened on; 130 and 143 after Ctrl-C and SIGTERM
            """;

    private static final String LISTEN = "--listen";
    private static final List<String> OPTIONS = List.of(LISTEN, "--key", "--language");
    private static final int DONE = 0;
    private static final int USAGE = 2;
    private static final int LACKS = 3;
    private static final int MOST_PORT = 65_535;

    private final PrintWriter out;
    private final PrintWriter err;
    private final CountDownLatch stopped = new CountDownLatch(1);

    public ReflectCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Ends {@link #run}. For any thread. */
    public void stop() {
        stopped.countDown();
    }

    /** As a program: at Ctrl-C or SIGTERM it says what it answered. */
    public int runUntilStopped(String... words) {
        Logging.start(null);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop();
            ProbeCommand.await(ended);
        }));
        try {
            return run(words);
        } finally {
            ended.countDown();
        }
    }

    /** @return the exit code */
    public int run(String... words) {
        try {
            Map<String, String> options = options(words);
            if (options.containsKey("--help")) {
                out.print(HELP);
                out.flush();
                return DONE;
            }
            reflect(options);
            return DONE;
        } catch (UsageException e) {
            err.println("tram: " + e.getMessage());
            return USAGE;
        } catch (IOException e) {
            err.println("tram: " + e.getMessage());
            return LACKS;
        }
    }

    private void reflect(Map<String, String> options) throws UsageException, IOException {
        ProbeTexts texts = new ProbeTexts(ProbeArguments.language(options));
        @Nullable Secret key = options.containsKey("--key") ? ProbeArguments.key(Path.of(options.get("--key"))) : null;
        InetSocketAddress listen = listen(options.getOrDefault(LISTEN, "0.0.0.0:" + ProbeSettings.STAMP_PORT));
        ProbeSettings settings = new ProbeSettings(false, null, List.of(), new ProbeSettings.Listening(listen, key));
        NftClasses classes = new NftClasses(NftClasses.REFLECTOR);
        Probes probes =
                new Probes(settings, null, Duration.ofMinutes(1), classes, InstantSource.system(), Runnable::run);
        try (classes;
                probes) {
            probes.start();
            String at = listen.getHostString() + ":" + probes.reflectorPort();
            classes.refresh();
            out.println(texts.get("reflecting", at));
            while (!stopped.await(1, TimeUnit.SECONDS)) {
                classes.refresh();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        say(texts, probes.reflectorCounts());
    }

    private void say(ProbeTexts texts, Map<String, Long> counts) {
        long answered = 0;
        long refused = 0;
        for (Map.Entry<String, Long> one : counts.entrySet()) {
            answered += one.getKey().startsWith("answered") ? one.getValue() : 0;
            refused += one.getKey().startsWith("refused") ? one.getValue() : 0;
        }
        out.println(texts.get("reflected", answered, refused));
    }

    private static InetSocketAddress listen(String text) throws UsageException {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        String host = colon < 0 ? "0.0.0.0" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        boolean isPort = port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= MOST_PORT;
        if (!isPort || !host.matches("[0-9A-Fa-f:.]+")) {
            throw new UsageException("--listen: must be [ADDR:]PORT with an address of this machine, was " + text);
        }
        return new InetSocketAddress(host, Integer.parseInt(port));
    }

    private static Map<String, String> options(String... words) throws UsageException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--help") || words[i].equals("-h")) {
                options.put("--help", "");
            } else if (!OPTIONS.contains(words[i])) {
                throw new UsageException(
                        "argument: must be one of " + String.join(", ", OPTIONS) + " or --help, was " + words[i]);
            } else if (i + 1 == words.length) {
                throw new UsageException(words[i] + ": must be followed by a value");
            } else {
                options.put(words[i], words[i + 1]);
                i++;
            }
        }
        return options;
    }
}
