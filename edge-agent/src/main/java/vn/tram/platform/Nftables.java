package vn.tram.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kernel's packet filter, by the program {@code nft}. Safe for use by many threads; calls block. */
public final class Nftables {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A full table of ours takes a quarter of that. */
    private static final int MOST_LISTED = 16_000_000;

    private static final int MOST_SAID = 2000;
    private static final int MOST_SHOWN = 300;

    private final List<String> program;

    /** @param program usually {@code nft}; with what comes before it to run it elsewhere, such as in a namespace */
    public Nftables(List<String> program) {
        this.program = List.copyOf(program);
    }

    /**
     * Runs a script as one transaction: all of it, or nothing of it.
     *
     * @param what it does, for the message
     * @throws IOException with what the kernel refused
     */
    public void apply(String what, String script) throws IOException {
        Command.Result result = Command.run(with("-f", "-"), script, PATIENCE, MOST_SAID);
        if (result.code() != 0) {
            throw new IOException(what + ": nft must take it, and said " + brief(result.said()));
        }
    }

    /**
     * Everything in a table, one JSON object for each chain, set, map or rule (libnftables-json(5)).
     *
     * @return null when there is no such table
     */
    public @Nullable List<Map<?, ?>> table(String family, String name) throws IOException {
        Command.Result result = Command.run(with("-j", "list", "table", family, name), "", PATIENCE, MOST_LISTED);
        if (result.code() != 0) {
            if (result.said().contains("No such file or directory")) {
                return null;
            }
            throw new IOException(
                    "table " + family + " " + name + ": nft must list it, and said " + brief(result.said()));
        }
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object object : Json.list(Json.map(Json.read(result.said())).get("nftables"))) {
            objects.add(Json.map(object));
        }
        return objects;
    }

    private List<String> with(String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return command;
    }

    private static String brief(String said) {
        String line = said.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "nothing" : line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
    }
}
