package vn.tram.store;

/** A sum-up that grows. Not safe for several threads. */
final class Bucket {

    long count;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum;
    double last;
    long lastAt = Long.MIN_VALUE;

    /** One value measured at {@code at}; of two at the same time the one that came later is the last. */
    void add(long at, double value) {
        add(at, 1, value, value, value, value);
    }

    /** A part that was summed up already. */
    void add(long at, long moreCount, double moreMin, double moreMax, double moreSum, double newest) {
        count += moreCount;
        min = Math.min(min, moreMin);
        max = Math.max(max, moreMax);
        sum += moreSum;
        if (at >= lastAt) {
            lastAt = at;
            last = newest;
        }
    }
}
