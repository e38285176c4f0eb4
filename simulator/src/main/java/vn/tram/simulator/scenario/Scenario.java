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
 * @param probes whether agents probe their lines, and report only what matters to them
 * @param happenings in the order of the file
 * @param chances what happens by chance besides
 */
public record Scenario(
        String name,
        String about,
        String province,
        int nodes,
        Duration lasts,
        Weather weather,
        boolean probes,
        List<Happening> happenings,
        List<Chance> chances) {

    private static final Duration LONGEST = Duration.ofDays(31);

    /** What can happen. */
    public enum Kind {
        /** The line from a node to the one above it is cut: target is the node's endpoint. */
        FIBRE,
        /** As {@link #FIBRE}, but again and again: amount is how often. */
        FLAPPING,
        /** The line from a node to the one above it loses packets: amount is the share. */
        BROWN_OUT,
        /** There is no power at the site of the target. */
        POWER,
        /** One device is off while what is beside it runs on. */
        DEVICE,
        /** The agent of a device does not run; the device does. */
        AGENT,
        /** The clock of a device is wrong: amount is by how many seconds. */
        CLOCK,
        /** The controller is killed and started again, with its broker; it has no target. */
        CONTROLLER,
        /** The broker is gone, for the controller and for the agents; it has no target. */
        BROKER,
        /** Nothing reaches the controller, which runs on; it has no target. */
        OUR_LINE;

        /** Whether it happens to a node. */
        boolean hasTarget() {
            return this != CONTROLLER && this != BROKER && this != OUR_LINE;
        }
    }

    /**
     * @param target endpoint of a node; empty for a kind that has none
     * @param at after the beginning
     * @param lasts until it is mended
     * @param amount of the kinds that have one, else 0
     */
    public record Happening(Kind kind, String target, Duration at, Duration lasts, double amount) {}

    public Scenario {
        happenings = List.copyOf(happenings);
        chances = List.copyOf(chances);
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

    /** The same story told for so long; what happens by chance happens as often a day. */
    public Scenario lasting(Duration time) {
        double share = (double) time.toMillis() / lasts.toMillis();
        List<Chance> fewer =
                chances.stream().map(chance -> chance.scaled(share)).toList();
        return new Scenario(name, about, province, nodes, time, weather, probes, happenings, fewer);
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
            String target = kind.hasTarget() ? item.text("target") : "";
            Duration at = item.duration("at", Duration.ZERO, lasts, Duration.ZERO);
            Duration span = item.duration("lasts", Duration.ofSeconds(1), lasts, Duration.ofMinutes(1));
            happenings.add(new Happening(kind, target, at, span, item.number("amount", -1e10, 1e10, 0)));
        }
        List<Chance> chances = new ArrayList<>();
        for (YamlMap item : file.maps("chances")) {
            chances.add(Chance.read(item));
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
                file.flag("probes", false),
                happenings,
                chances);
        file.done();
        return scenario;
    }
}
