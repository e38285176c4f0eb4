package vn.tram.objects;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.LimitMapping;

/**
 * Which limits of its profile one device exceeds, round by round. A limit that is exceeded stays so until its value has
 * reached {@link LimitMapping#clear}; a value that is missing leaves it as it is for {@value #ROUNDS_KEPT} rounds, after
 * which what was measured is taken to be gone.
 *
 * <p>What is told of a limit is its value when that first lay beyond: a value that moves on is no news of the limit.
 *
 * <p>Used by one thread at a time.
 */
public final class Limits {

    /** In rounds in which the device answered. */
    static final int ROUNDS_KEPT = 10;

    /** LwM2M object whose instances may be states, with a word for each of their numbers. */
    private static final int SENSOR = 42_774;

    private static final int SENSOR_STATE = 4;

    /** Where the tables of our own objects have what an instance is called. */
    private static final int NAME = 0;

    private static final MathContext DIGITS = new MathContext(6);

    private record Place(String limit, int instance) {}

    /** @param round in which its value was last there */
    private record Exceeded(String told, long round) {}

    private final SortedMap<Place, Exceeded> exceeded =
            new TreeMap<>(Comparator.comparing(Place::limit).thenComparing(Place::instance));
    private long round;
    private boolean tells;

    /**
     * Judges a whole round of a device that answered.
     *
     * @param limits of the device's profile
     * @return what the object Limits (42780) says; none of a device that never had a limit
     */
    public List<Reading> judge(Collection<LimitMapping> limits, Collection<Reading> readings) {
        tells |= !limits.isEmpty();
        if (!tells) {
            return List.of();
        }
        round++;
        Map<ResourcePath, Object> values = new HashMap<>();
        readings.forEach(reading -> values.put(reading.path(), reading.value()));
        limits.forEach(limit -> judge(limit, values));
        Set<String> names = new HashSet<>();
        limits.forEach(limit -> names.add(limit.name()));
        exceeded.entrySet()
                .removeIf(entry ->
                        !names.contains(entry.getKey().limit) || round - entry.getValue().round >= ROUNDS_KEPT);
        String which = exceeded.values().stream().map(Exceeded::told).collect(Collectors.joining(", "));
        return List.of(
                new Reading(Conditions.LIMITS_EXCEEDED, (long) exceeded.size()),
                new Reading(Conditions.WHICH_LIMITS, Reading.cut(which)));
    }

    /** The device, or what stands in its place, begins anew. */
    public void forget() {
        exceeded.clear();
    }

    private void judge(LimitMapping limit, Map<ResourcePath, Object> values) {
        if (limit.instance() != LimitMapping.EVERY) {
            judge(limit, new ResourcePath(limit.object(), limit.instance(), limit.resource()), values);
            return;
        }
        for (ResourcePath path : values.keySet()) {
            if (path.object() == limit.object() && path.resource() == limit.resource()) {
                judge(limit, path, values);
            }
        }
    }

    private void judge(LimitMapping limit, ResourcePath path, Map<ResourcePath, Object> values) {
        Place place = new Place(limit.name(), path.instance());
        Boolean holds = holds(limit, path, values);
        if (!(values.get(path) instanceof Number number) || holds == null) {
            return;
        }
        double value = number.doubleValue();
        Exceeded before = exceeded.get(place);
        if (!holds || !limit.isExceeded(value, before != null)) {
            exceeded.remove(place);
        } else {
            exceeded.put(place, new Exceeded(before != null ? before.told : told(limit, path, value, values), round));
        }
    }

    /** Whether the limit is meant for this instance; null when what would tell is missing. */
    private static @Nullable Boolean holds(LimitMapping limit, ResourcePath path, Map<ResourcePath, Object> values) {
        for (var condition : limit.where().entrySet()) {
            String text = text(values, path, condition.getKey());
            if (text == null) {
                return null;
            }
            if (!condition.getValue().matcher(text).find()) {
                return false;
            }
        }
        return true;
    }

    private static String told(LimitMapping limit, ResourcePath path, double value, Map<ResourcePath, Object> values) {
        String name = limit.name();
        if (limit.instance() == LimitMapping.EVERY) {
            String called = text(values, path, NAME);
            name += " (" + (called == null ? Integer.toString(path.instance()) : called) + ")";
        }
        String state = path.object() == SENSOR ? text(values, path, SENSOR_STATE) : null;
        return state != null
                ? name + ": " + state
                : name + " " + plain(value) + (limit.above() ? " > " : " < ") + plain(limit.raise());
    }

    private static @Nullable String text(Map<ResourcePath, Object> values, ResourcePath path, int resource) {
        return values.get(new ResourcePath(path.object(), path.instance(), resource)) instanceof String text
                ? text
                : null;
    }

    private static String plain(double value) {
        return new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString();
    }
}
