package vn.tram.stamp;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How many packets came with which class. Nothing counted means that nothing is known. Not safe for use by many threads. */
public final class DscpTally {

    private final Map<Integer, Long> packets = new TreeMap<>();

    /** @param dscp 0 to 63 */
    public void add(int dscp, long count) {
        if (count > 0) {
            packets.merge(dscp, count, Long::sum);
        }
    }

    /** The class of all of them; null when there were none, or several. */
    public @Nullable Integer only() {
        return packets.size() == 1 ? packets.keySet().iterator().next() : null;
    }

    public boolean isMixed() {
        return packets.size() > 1;
    }

    /** Such as {@code CS0 5, EF 55}; empty when nothing is known. */
    public String text() {
        return packets.entrySet().stream()
                .map(one -> Dscp.name(one.getKey()) + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }
}
