package vn.tram.sampler.snmp;

/**
 * Tells from sysUpTime whether a device restarted. That counter of hundredths of a second wraps after 497 days, which
 * is no restart: then the new value is where the old one had to arrive.
 */
final class Restarts {

    private static final long WRAP = 1L << 32;

    /** Clocks differ and answers take a while. */
    private static final long TOLERANCE_TICKS = 60 * 100;

    private long lastTicks = -1;
    private long lastNanos;

    /**
     * @param ticks what sysUpTime says; negative when it is not known
     * @param nanos now, by a clock that does not jump
     */
    boolean happened(long ticks, long nanos) {
        if (ticks < 0) {
            return false;
        }
        boolean restarted = false;
        if (lastTicks >= 0 && ticks < lastTicks) {
            long expected = lastTicks + (nanos - lastNanos) / 10_000_000;
            restarted = expected < WRAP - TOLERANCE_TICKS || Math.abs(ticks - expected % WRAP) > TOLERANCE_TICKS;
        }
        lastTicks = ticks;
        lastNanos = nanos;
        return restarted;
    }
}
