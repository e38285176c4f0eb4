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
 * @param constant the text itself, in which {@code {index}} stands for the row's index; null when something is read
 * @param plus further objects whose values are added
 * @param times an object whose value is multiplied with, such as the unit of storage; null when none is
 * @param shareOf counters; the value is how much of their sum's growth since the last round {@link #from} has, 0 to 1
 * @param at an object whose value is the row at which the column {@link #from} is read; null when none is
 * @param part which arcs of the row's index are the index at which {@link #from} is read; null for all of them
 * @param aggregate how the rows of a column become one value
 * @param where which rows count for the aggregate
 * @param text how octets become text
 * @param match the first group (or the whole match) is the value; null when the whole text is
 * @param map from the text of a raw value to the value; empty when there is none
 * @param otherwise what stands for a raw value that {@link #map} lacks; null when there is then no value
 * @param prefix an object (of the same row) that says by how many thousands the value is scaled, counted from 9 as
 *     EntitySensorDataScale is (RFC 3433); null when none does
 * @param decimals an object (of the same row) that says how many digits stand behind the point; null when none does
 * @param decibel whether the value, scaled, is a ratio that becomes ten times its logarithm
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
        @Nullable Part part,
        Aggregate aggregate,
        Map<Oid, Pattern> where,
        TextForm text,
        @Nullable Pattern match,
        Map<String, String> map,
        @Nullable String otherwise,
        @Nullable Oid prefix,
        @Nullable Oid decimals,
        boolean decibel,
        double scale,
        double offset) {

    /** Some arcs of an index, both ends counted from 0 and included. */
    public record Part(int from, int to) {

        /** Null when {@code index} is too short. */
        public @Nullable Oid of(Oid index) {
            return to < index.size() ? index.first(to + 1).from(from) : null;
        }
    }

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

    /** Just this text. */
    public static ValueSource constant(String text) {
        return plain(null, text, Map.of());
    }

    /** What {@code from} reads, by its meaning. */
    public static ValueSource mapped(Oid from, Map<String, String> meanings) {
        return plain(from, null, meanings);
    }

    private static ValueSource plain(@Nullable Oid from, @Nullable String constant, Map<String, String> map) {
        return new ValueSource(
                from,
                constant,
                List.of(),
                null,
                List.of(),
                null,
                null,
                Aggregate.NONE,
                Map.of(),
                TextForm.UTF8,
                null,
                map,
                null,
                null,
                null,
                false,
                1,
                0);
    }

    /** The same, read elsewhere. */
    public ValueSource withFrom(Oid other) {
        return new ValueSource(
                other, null, plus, times, shareOf, at, part, aggregate, where, text, match, map, otherwise, prefix,
                decimals, decibel, scale, offset);
    }
}
