package vn.tram.simulator.scenario;

import java.time.Duration;
import vn.tram.profiles.file.YamlMap;
import vn.tram.simulator.scenario.Scenario.Kind;

/**
 * What happens now and then.
 *
 * @param among to which nodes
 * @param times how often while the story lasts; at least once
 * @param shortest that it lasts
 * @param longest that it lasts
 * @param least of its amount
 * @param most of its amount
 */
public record Chance(
        Kind kind, Among among, int times, Duration shortest, Duration longest, double least, double most) {

    /** Nodes of one sort. */
    public enum Among {
        /** Connection points of districts, with all that is beneath them. */
        DISTRICTS,
        /** Connection points beneath a district, or beneath the centre itself. */
        POINTS,
        HOTSPOTS,
        /** Hotspots with others at the same site. */
        NEIGHBOURS,
        /** Every node but the one in the centre. */
        ALL
    }

    static Chance read(YamlMap item) {
        Duration shortest = item.duration("shortest", Duration.ofSeconds(5), Duration.ofDays(1), Duration.ofMinutes(1));
        return new Chance(
                item.choice("kind", Kind.class, Kind.FIBRE),
                item.choice("among", Among.class, Among.ALL),
                item.integer("times", 1, 100_000, 1),
                shortest,
                item.duration("longest", shortest, Duration.ofDays(2), Duration.ofHours(1)),
                item.number("least", -1e10, 1e10, 0),
                item.number("most", -1e10, 1e10, 0));
    }

    Chance scaled(double share) {
        return new Chance(kind, among, Math.max(1, (int) Math.round(times * share)), shortest, longest, least, most);
    }
}
