package vn.tram.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;
import vn.tram.simulator.network.Weather;

/**
 * A story, as its file tells it.
 *
 * @param about in one sentence
 * @param province map of the province, such as {@code bac-ninh}
 * @param nodes how many it has
 * @param lasts from the moment when all nodes have settled in
 * @param weather of every line
 * @param happenings in the order of the file
 */
public record Scenario(
        String name,
        String about,
        String province,
        int nodes,
        Duration lasts,
        Weather weather,
        List<Happening> happenings) {

    private static final Duration LONGEST = Duration.ofDays(31);

    /** What can happen. */
    public enum Kind {
        /** The line from a node to the one above it is cut: target is the node's endpoint. */
        FIBRE,
        /** A node has no power: target is its endpoint. */
        POWER,
        /** The controller is killed and started again, with its broker; it has no target. */
        CONTROLLER
    }

    /**
     * @param at after the beginning
     * @param lasts until it is mended
     */
    public record Happening(Kind kind, String target, Duration at, Duration lasts) {}

    public Scenario {
        happenings = List.copyOf(happenings);
    }

    /**
     * Reads one of the scenarios that come with the program.
     *
     * @throws BadFileException when there is none of that name, or it has problems
     */
    public static Scenario named(String name) throws BadFileException, IOException {
        if (!name.matches("[a-z0-9-]{1,64}")) {
            throw missing(name);
        }
        try (InputStream in = Scenario.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
            if (in == null) {
                throw missing(name);
            }
            return read(name, YamlMap.read(name + ".yaml", in));
        }
    }

    private static BadFileException missing(String name) throws BadFileException {
        YamlMap command = YamlMap.parse("command line", "{}");
        command.problem("scenario", "must be the name of one that comes with the program", name);
        try {
            command.done();
        } catch (BadFileException problem) {
            return problem;
        }
        throw new IllegalStateException("a problem was noted and not thrown");
    }

    static Scenario read(String name, YamlMap file) throws BadFileException {
        Duration lasts = file.duration("lasts", Duration.ofMinutes(1), LONGEST, Duration.ofHours(1));
        YamlMap weather = file.map("weather");
        List<Happening> happenings = new ArrayList<>();
        for (YamlMap item : file.maps("happenings")) {
            Kind kind = item.choice("kind", Kind.class, Kind.FIBRE);
            String target = kind == Kind.CONTROLLER ? "" : item.text("target");
            Duration at = item.duration("at", Duration.ZERO, lasts, Duration.ZERO);
            happenings.add(new Happening(
                    kind, target, at, item.duration("lasts", Duration.ofSeconds(1), lasts, Duration.ofMinutes(1))));
        }
        Scenario scenario = new Scenario(
                name,
                file.text("about"),
                file.text("province"),
                file.integer("nodes", 20, 20_000, 364),
                lasts,
                new Weather(
                        weather.duration("delay", Duration.ZERO, Duration.ofSeconds(5), Duration.ofMillis(20)),
                        weather.duration("jitter", Duration.ZERO, Duration.ofSeconds(5), Duration.ofMillis(50)),
                        weather.number("loss", 0, 1, 0),
                        weather.number("duplicates", 0, 1, 0)),
                happenings);
        file.done();
        return scenario;
    }
}
