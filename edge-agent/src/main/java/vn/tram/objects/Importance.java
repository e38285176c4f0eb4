package vn.tram.objects;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import vn.tram.document.Conditions;
import vn.tram.document.ResourcePath;

/**
 * How much a resource matters, most first: it decides what is told at once, and what stays when a node has more series
 * than it may report.
 */
enum Importance {
    /** A change is told at once, as an event. */
    STATE,
    /** What the wall and the charts show. */
    VITAL,
    COMMON,
    /** Hardly ever changes, or is seldom looked at. */
    DETAIL;

    private static final Map<Integer, Set<Integer>> STATES = Map.ofEntries(
            entry(3, Set.of(11)),
            entry(12, Set.of(1, 3)),
            entry(3200, Set.of(5500)),
            entry(3201, Set.of(5550)),
            entry(3342, Set.of(5500)),
            entry(3411, Set.of(6, 9)),
            entry(42769, Set.of(7, 8)),
            entry(42770, Set.of(13, 14, 15)),
            entry(42771, Set.of(1)),
            entry(42772, Set.of(0, 1, 4, 5, 31, 34, 42, 43)),
            entry(42779, Set.of(0, 1, 2, 3)),
            entry(42780, Set.of(0, 1)),
            entry(42781, Set.of(3)));

    private static final Map<Integer, Set<Integer>> VITALS = Map.ofEntries(
            entry(3, Set.of(0, 1, 2, 3, 17, 18, 19)),
            entry(12, Set.of(0, 5, 9)),
            entry(3303, Set.of(5700)),
            entry(3411, Set.of(1, 3)),
            entry(42769, Set.of(0, 5, 9, 10)),
            entry(42770, Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
            entry(42771, Set.of(0, 2, 3, 4)),
            entry(42772, Set.of(2, 3)),
            entry(42773, Set.of(10, 12, 13, 15)),
            // By these the controller knows how the devices of a site are cabled.
            entry(42778, Set.of(1, 3)),
            entry(42779, Set.of(4, 5)),
            entry(42781, Set.of(5, 9)));

    private static final Map<Integer, Set<Integer>> DETAILS = Map.of(
            12, Set.of(4, 8, 14, 15),
            42769, Set.of(1, 3, 4, 6, 13, 14, 15),
            42774, Set.of(0, 1, 3, 4),
            42775, Set.of(0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13),
            42776, Set.of(0),
            42777, Set.of(0, 1, 2),
            42778, Set.of(0, 2, 4, 5),
            42781, Set.of(0, 1, 2, 8, 12, 13, 16, 17, 18, 19, 20, 21, 22));

    /** How far a number must move from what was last sent; others by {@link #RELATIVE_BAND} if they are floats. */
    private static final Map<Integer, Map<Integer, Double>> BANDS = Map.of(
            3303,
            Map.of(5700, 0.3),
            3316,
            Map.of(5700, 0.1),
            3411,
            Map.of(3, 0.1),
            42770,
            Map.of(0, 1.0, 1, 0.05, 3, 1024.0, 6, 1024.0, 7, 0.5),
            42771,
            Map.of(2, 0.5, 3, 0.1),
            42781,
            Map.of(8, 0.1, 9, 0.1, 10, 0.2, 11, 0.1, 12, 0.1, 13, 0.1, 14, 0.5, 15, 0.02));

    private static final double RELATIVE_BAND = 0.005;

    private static final int NOTIFICATIONS = 42779;

    static Importance of(ResourcePath path) {
        if (has(STATES, path)) {
            return STATE;
        }
        return has(VITALS, path) ? VITAL : has(DETAILS, path) ? DETAIL : COMMON;
    }

    /**
     * Whether it stays however many states there are: that a device is not reached would stand for ever if a switch's
     * interfaces left no room to say that it is again, and what was told unasked is acknowledged. So would a limit that
     * was exceeded.
     */
    static boolean isIndispensable(ResourcePath path) {
        return path.equals(Conditions.REACHABLE)
                || path.equals(Conditions.LIMITS_EXCEEDED)
                || path.equals(Conditions.WHICH_LIMITS)
                || path.object() == NOTIFICATIONS && of(path) == STATE;
    }

    private static boolean has(Map<Integer, Set<Integer>> table, ResourcePath path) {
        return table.getOrDefault(path.object(), Set.of()).contains(path.resource());
    }

    /** Whether {@code value} differs from the {@code last} one sent by enough to send it. */
    static boolean differs(ResourcePath path, Object last, Object value) {
        if (!(last instanceof Number before && value instanceof Number now)) {
            return !last.equals(value);
        }
        double moved = Math.abs(now.doubleValue() - before.doubleValue());
        Double band = BANDS.getOrDefault(path.object(), Map.of()).get(path.resource());
        if (band != null) {
            return moved >= band;
        }
        boolean floating = last instanceof Double && value instanceof Double;
        return floating ? moved > RELATIVE_BAND * Math.abs(before.doubleValue()) : !last.equals(value);
    }
}
