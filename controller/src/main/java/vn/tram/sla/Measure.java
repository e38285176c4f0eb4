package vn.tram.sla;

import java.math.BigInteger;

/**
 * Times in milliseconds; whole slots or intervals where the definition counts those. Sums are exact.
 *
 * @param up counted as available
 * @param down counted as not available
 * @param unknown in which nobody knows, counted as neither
 * @param excluded by a cause or by maintenance, counted as neither
 */
public record Measure(long up, long down, long unknown, long excluded) {

    static final Measure NOTHING = new Measure(0, 0, 0, 0);

    private static final BigInteger WHOLE = BigInteger.valueOf(100_000);

    Measure plus(Measure other) {
        return new Measure(up + other.up, down + other.down, unknown + other.unknown, excluded + other.excluded);
    }

    /** Whether there is any time to divide by. */
    public boolean isKnown() {
        return up + down > 0;
    }

    /**
     * Available of what counts, in thousandths of a percent, rounded down, so that less than everything is never shown as
     * 100 %; -1 when nothing counts.
     */
    public int thousandths() {
        return share(up, up + down);
    }

    /** How much of the time is known, in the same way: what counts, of that and what nobody knows. */
    public int known() {
        return share(up + down, up + down + unknown);
    }

    private static int share(long part, long whole) {
        return whole == 0
                ? -1
                : BigInteger.valueOf(part)
                        .multiply(WHOLE)
                        .divide(BigInteger.valueOf(whole))
                        .intValueExact();
    }
}
