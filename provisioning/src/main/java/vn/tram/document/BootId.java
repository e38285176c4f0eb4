package vn.tram.document;

/**
 * One run of an agent: a counter kept on the device's disk in the upper 43 bits and 20 random bits below it, so that
 * later runs compare greater and a device whose disk was wiped does not repeat an old run.
 *
 * @param value never negative
 */
public record BootId(long value) implements Comparable<BootId> {

    private static final int RANDOM_BITS = 20;

    public BootId {
        if (value < 0) {
            throw new IllegalArgumentException("boot id: must not be negative, was " + value);
        }
    }

    /**
     * @param counter how many times this agent has started on its present disk, from 1
     * @param random any number; its lowest 20 bits are used
     */
    public static BootId of(long counter, int random) {
        if (counter < 0 || counter >= 1L << (63 - RANDOM_BITS)) {
            throw new IllegalArgumentException("boot counter: must be 0 to 2^43-1, was " + counter);
        }
        return new BootId((counter << RANDOM_BITS) | (random & ((1 << RANDOM_BITS) - 1)));
    }

    public long counter() {
        return value >>> RANDOM_BITS;
    }

    @Override
    public int compareTo(BootId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return counter() + "-" + Long.toString(value & ((1 << RANDOM_BITS) - 1), 16);
    }
}
