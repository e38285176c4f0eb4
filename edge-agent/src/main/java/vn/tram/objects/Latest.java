package vn.tram.objects;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;

/**
 * What a device behind this one said last.
 *
 * @param reached false when it does not answer, or has not yet: then nothing else is known of it
 * @param values at most {@value #MOST}
 */
public record Latest(boolean reached, SortedMap<ResourcePath, Object> values) {

    /** Of a device not asked so far. */
    public static final Latest NOTHING = new Latest(false, new TreeMap<>());

    /** As many as the controller keeps of a node. */
    static final int MOST = 1000;

    public Latest {
        values = Collections.unmodifiableSortedMap(values);
    }

    /** The whole of a round; of too many readings the first ones count. */
    public static Latest of(boolean reached, List<Reading> readings) {
        return new Latest(reached, new TreeMap<>()).with(readings);
    }

    /** With what was said since. */
    public Latest with(List<Reading> readings) {
        SortedMap<ResourcePath, Object> all = new TreeMap<>(values);
        for (Reading reading : readings) {
            if (all.size() < MOST || all.containsKey(reading.path())) {
                all.put(reading.path(), reading.value());
            }
        }
        return new Latest(reached, all);
    }

    /** Its object instances in CoRE's link format (RFC 6690); objects alone when the instances are too many for a text. */
    public String links() {
        String instances = links(values, path -> "</" + path.object() + "/" + path.instance() + ">");
        return instances.length() <= Reading.MAX_TEXT ? instances : links(values, path -> "</" + path.object() + ">");
    }

    private static String links(Map<ResourcePath, Object> values, Function<ResourcePath, String> link) {
        return values.keySet().stream().map(link).distinct().collect(Collectors.joining(","));
    }
}
