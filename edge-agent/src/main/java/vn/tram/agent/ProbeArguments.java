package vn.tram.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.agent.Arguments.UsageException;
import vn.tram.probe.LinkTest;
import vn.tram.probe.ProbeSettings.Link;
import vn.tram.probe.ProbeSettings.Method;
import vn.tram.profiles.file.Secret;
import vn.tram.stamp.Dscp;

/**
 * The command line of {@code probe}.
 *
 * @param bytes of each packet; 0 for as many as are needed
 * @param clockError how far this machine's clock is wrong at most; null when nobody promises any
 */
record ProbeArguments(
        Link link, int count, int rate, int bytes, @Nullable Duration clockError, String language, boolean json) {

    static final String HELP = """
            tram probe: what the line to a peer is like

              tram probe HOST[:PORT] [--via stamp|icmp|tcp] [--count N] [--rate R] [--dscp CLASS] [--size BYTES]
                         [--key FILE] [--ssid N] [--clock-error MICROSECONDS] [--language vi|en] [--json]

              --via METHOD     stamp (RFC 8762, also TWAMP light; port 862), icmp (no port), or tcp (must have a port)
              --count N        how many probes, 1 to 100000 (10)
              --rate R         how many a second, 1 to 100 (1); at most 10 with icmp
              --dscp CLASS     such as EF, AF41, CS5 or 46 (0)
              --size BYTES     of each packet after the UDP or ICMP header
              --key FILE       the key of signed STAMP, the file's first line
              --ssid N         id of the STAMP session, 0 to 65535 (0)
              --clock-error US this clock is right to so many microseconds: one-way delays, if the peer's is right too
              --language L     vi or en (the terminal's)
              --json           one JSON document at the end

            exit codes: 0 something was answered, 1 nothing was, 2 wrong usage, 3 this machine lacks something;
            130 after Ctrl-C
            """;

    private static final Set<String> OPTIONS =
            Set.of("--via", "--count", "--rate", "--dscp", "--size", "--key", "--ssid", "--clock-error", "--language");
    private static final Pattern TARGET = Pattern.compile(
            "\\[([0-9A-Fa-f:.%a-z]+)](?::([0-9]{1,5}))?|([^:\\[\\]]+)(?::([0-9]{1,5}))?|([0-9A-Fa-f:.]+)");
    private static final String HOST = "[0-9A-Za-z:][0-9A-Za-z.:%_-]{0,252}";
    private static final int MOST_COUNT = 100_000;
    private static final int MOST_RATE = 100;
    private static final int MOST_PINGS = 10;
    private static final int MOST_BYTES = 1472;
    private static final int FEWEST_PING_BYTES = 16;
    private static final int MOST_PORT = 65_535;
    private static final int MOST_ERROR_MICROS = 1_000_000;
    private static final int STAMP_PORT = 862;
    private static final long NANOS = 1_000_000_000;

    /** Null when they ask for help. */
    static @Nullable ProbeArguments of(String... words) throws UsageException {
        Map<String, String> options = options(words);
        if (options.containsKey("--help")) {
            return null;
        }
        Method method = method(options.getOrDefault("--via", "stamp"));
        InetSocketAddress target = target(options.get(""), method);
        int count = number(options, "--count", 1, MOST_COUNT, 10);
        int rate = number(options, "--rate", 1, method == Method.ICMP ? MOST_PINGS : MOST_RATE, 1);
        String language = language(options);
        if (method != Method.STAMP) {
            refuse(options, method, "--key", "--ssid", "--clock-error");
        }
        Secret key = options.containsKey("--key") ? key(Path.of(options.get("--key"))) : null;
        Link link = new Link(
                target.getHostString(),
                method,
                target.getHostString(),
                target.getPort(),
                Duration.ofNanos(NANOS / rate),
                number(options, "--ssid", 0, MOST_PORT, 0),
                key,
                dscp(options.getOrDefault("--dscp", "0")));
        int micros = number(options, "--clock-error", 1, MOST_ERROR_MICROS, 0);
        return new ProbeArguments(
                link,
                count,
                rate,
                size(options, method, key != null),
                micros == 0 ? null : Duration.ofNanos(1000L * micros),
                language,
                options.containsKey("--json"));
    }

    private static Map<String, String> options(String... words) throws UsageException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.equals("--help") || word.equals("-h")) {
                options.put("--help", "");
            } else if (word.equals("--json")) {
                options.put(word, "");
            } else if (OPTIONS.contains(word)) {
                if (i + 1 == words.length) {
                    throw new UsageException(word + ": must be followed by a value");
                }
                i++;
                options.put(word, words[i]);
            } else if (word.startsWith("-") || options.putIfAbsent("", word) != null) {
                throw new UsageException("argument: must be one HOST[:PORT] or an option of --help, was " + word);
            }
        }
        return options;
    }

    private static void refuse(Map<String, String> options, Method method, String... names) throws UsageException {
        for (String name : names) {
            if (options.containsKey(name)) {
                throw new UsageException(name + ": must be left out with --via "
                        + method.name().toLowerCase(Locale.ROOT) + ", was " + options.get(name));
            }
        }
    }

    private static Method method(String text) throws UsageException {
        for (Method method : Method.values()) {
            if (method.name().equalsIgnoreCase(text)) {
                return method;
            }
        }
        throw new UsageException("--via: must be stamp, icmp or tcp, was " + text);
    }

    private static InetSocketAddress target(@Nullable String text, Method method) throws UsageException {
        if (text == null) {
            throw new UsageException("target: must be HOST[:PORT], was nothing; see --help");
        }
        Matcher parts = TARGET.matcher(text);
        if (!parts.matches()) {
            throw new UsageException("target: must be HOST[:PORT], was " + text);
        }
        String host = first(parts.group(1), parts.group(3), parts.group(5));
        String port = first(parts.group(2), parts.group(4), "");
        if (!host.matches(HOST)) {
            throw new UsageException("target: must be a host name or an address, was " + text);
        }
        if (method == Method.ICMP && !port.isEmpty()) {
            throw new UsageException("target: must be without port with --via icmp, was " + text);
        }
        if (method == Method.TCP && port.isEmpty()) {
            throw new UsageException("target: must be HOST:PORT with --via tcp, was " + text);
        }
        int number = port.isEmpty() ? method == Method.STAMP ? STAMP_PORT : 0 : Integer.parseInt(port);
        if (number > MOST_PORT || number == 0 && !port.isEmpty()) {
            throw new UsageException("target: must have a port of 1 to " + MOST_PORT + ", was " + text);
        }
        return InetSocketAddress.createUnresolved(host, number);
    }

    private static String first(@Nullable String one, @Nullable String other, @Nullable String last) {
        return one != null ? one : other != null ? other : last == null ? "" : last;
    }

    private static int dscp(String text) throws UsageException {
        Integer dscp = Dscp.parse(text);
        if (dscp == null) {
            throw new UsageException("--dscp: must be a class such as EF, AF41 or CS5, or 0 to 63, was " + text);
        }
        return dscp;
    }

    private static int size(Map<String, String> options, Method method, boolean isSigned) throws UsageException {
        if (method == Method.TCP) {
            refuse(options, method, "--size");
        }
        int fewest = method == Method.STAMP ? LinkTest.fewestBytes(isSigned) : FEWEST_PING_BYTES;
        return number(options, "--size", fewest, MOST_BYTES, 0);
    }

    private static int number(Map<String, String> options, String name, int least, int most, int fallback)
            throws UsageException {
        String text = options.get(name);
        if (text == null) {
            return fallback;
        }
        int number = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new UsageException(name + ": must be " + least + " to " + most + ", was " + text);
        }
        return number;
    }

    static String language(Map<String, String> options) throws UsageException {
        String language = options.getOrDefault("--language", ProbeTexts.languageOf(Locale.getDefault()));
        if (!language.equals(ProbeTexts.VIETNAMESE) && !language.equals(ProbeTexts.ENGLISH)) {
            throw new UsageException("--language: must be vi or en, was " + language);
        }
        return language;
    }

    static Secret key(Path file) throws UsageException {
        try {
            String first = Files.readString(file).lines().findFirst().orElse("").strip();
            if (first.isEmpty()) {
                throw new UsageException("--key: must be a file whose first line is the key, was empty: " + file);
            }
            return new Secret(first);
        } catch (IOException e) {
            throw new UsageException("--key: must be a file that can be read, was " + file + " (" + e + ")");
        }
    }
}
