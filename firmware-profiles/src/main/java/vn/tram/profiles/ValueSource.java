package vn.tram.profiles;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where one value comes from and how it is made from what the device answers. The steps, in this order: read
 * {@link #from} (or take {@link #constant}), combine, cut out by {@link #match}, look up in {@link #map}, scale.
 *
 * @param from the object read: an instance for single values, a column for tables and aggregates; null for a constant
 * @param constant the text itself; null when something is read
 * @param plus further objects whose values are added
 * @param times an object whose value is multiplied with, such as the unit of storage; null when none is
 * @param shareOf counters; the value is how much of their sum's growth since the last round {@link #from} has, 0 to 1
 * @param at an object whose value is the row at which the column {@link #from} is read; null when none is
 * @param aggregate how the rows of a column become one value
 * @param where which rows count for the aggregate
 * @param text how octets become text
 * @param match the first group (or the whole match) is the value; null when the whole text is
 * @param map from the text of a raw value to the value; empty when there is none
 * @param otherwise what stands for a raw value that {@link #map} lacks; null when there is then no value
 * @param scale factor; 1 when there is none
 * @param offset added after scaling
 */
public record ValueSource(
        @Nullable Oid from,
        @Nullable String constant,
        List<Oid> plus,
        @Nullable Oid times,
        List<Oid> shareOf,
        @Nullable Oid at,
        Aggregate aggregate,
        Map<Oid, Pattern> where,
        TextForm text,
        @Nullable Pattern match,
        Map<String, String> map,
        @Nullable String otherwise,
        double scale,
        double offset) {

    /** How the rows of a column become one value. */
    public enum Aggregate {
        NONE,
        MEAN,
        SUM,
        MIN,
        MAX,
        COUNT,
        /** The first row that counts. */
        FIRST
    }

    /** How octets become text. */
    public enum TextForm {
        UTF8,
        /** {@code 02:fc:00:00:00:01}; nothing when there are no octets. */
        MAC,
        /** Pairs of hexadecimal digits. */
        HEX
    }

    public ValueSource {
        if ((from == null) == (constant == null)) {
            throw new IllegalArgumentException("source of a value: must be either from or constant");
        }
        plus = List.copyOf(plus);
        shareOf = List.copyOf(shareOf);
        where = Map.copyOf(where);
        map = Map.copyOf(map);
    }
}
