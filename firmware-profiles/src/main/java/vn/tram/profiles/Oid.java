package vn.tram.profiles;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An object identifier of SNMP. Immutable; ordered as SNMP's tables are, arc by arc without sign. */
public final class Oid implements Comparable<Oid> {

    /** RFC 3416, section 2.1. */
    public static final int MAX_ARCS = 128;

    private static final long MAX_ARC = 0xffff_ffffL;

    private final int[] arcs;

    private Oid(int[] arcs) {
        this.arcs = arcs;
    }

    /** @param arcs each an unsigned number of 32 bits; at most {@value #MAX_ARCS} */
    public static Oid of(int... arcs) {
        if (arcs.length > MAX_ARCS) {
            throw new IllegalArgumentException("OID: must have at most " + MAX_ARCS + " arcs, had " + arcs.length);
        }
        return new Oid(arcs.clone());
    }

    /** @throws IllegalArgumentException when {@link #parse} gives null */
    public static Oid of(String text) {
        Oid oid = parse(text);
        if (oid == null) {
            throw new IllegalArgumentException("OID: must be numbers with points, was \"" + text + "\"");
        }
        return oid;
    }

    /** {@code 1.3.6.1} or {@code .1.3.6.1}; null when {@code text} is neither. */
    public static @Nullable Oid parse(String text) {
        int length = text.length();
        int[] arcs = new int[Math.min(MAX_ARCS, length / 2 + 1)];
        int count = 0;
        int i = length > 0 && text.charAt(0) == '.' ? 1 : 0;
        while (i < length) {
            long arc = 0;
            int start = i;
            for (; i < length && text.charAt(i) != '.'; i++) {
                int digit = text.charAt(i) - '0';
                arc = arc * 10 + digit;
                if (digit < 0 || digit > 9 || arc > MAX_ARC) {
                    return null;
                }
            }
            if (i == start || i == length - 1 || count == arcs.length) {
                return null;
            }
            arcs[count++] = (int) arc;
            i++;
        }
        return count == 0 ? null : new Oid(Arrays.copyOf(arcs, count));
    }

    public int size() {
        return arcs.length;
    }

    /** The arc at {@code index}, 0 to 4294967295. */
    public long arc(int index) {
        return Integer.toUnsignedLong(arcs[index]);
    }

    /** The last arc, or -1 when there is none. */
    public long last() {
        return arcs.length == 0 ? -1 : arc(arcs.length - 1);
    }

    /** A copy; each arc is an unsigned number. */
    public int[] toArray() {
        return arcs.clone();
    }

    public boolean startsWith(Oid prefix) {
        return arcs.length >= prefix.arcs.length
                && Arrays.equals(arcs, 0, prefix.arcs.length, prefix.arcs, 0, prefix.arcs.length);
    }

    /** What stands behind the first {@code count} arcs. */
    public Oid from(int count) {
        return new Oid(Arrays.copyOfRange(arcs, count, arcs.length));
    }

    /** The first {@code count} arcs. */
    public Oid first(int count) {
        return new Oid(Arrays.copyOf(arcs, count));
    }

    public Oid append(Oid suffix) {
        int[] joined = Arrays.copyOf(arcs, arcs.length + suffix.arcs.length);
        System.arraycopy(suffix.arcs, 0, joined, arcs.length, suffix.arcs.length);
        return new Oid(joined);
    }

    @Override
    public int compareTo(Oid other) {
        return Arrays.compareUnsigned(arcs, other.arcs);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Oid that && Arrays.equals(arcs, that.arcs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(arcs);
    }

    /** {@code 1.3.6.1}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(arcs.length * 3);
        for (int arc : arcs) {
            text.append(text.isEmpty() ? "" : ".").append(Integer.toUnsignedString(arc));
        }
        return text.toString();
    }
}
