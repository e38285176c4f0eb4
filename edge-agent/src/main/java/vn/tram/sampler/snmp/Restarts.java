package vn.tram.sampler.snmp;

/**
 * Tells whether a device restarted. Where its SNMP engine counts its boots (RFC 3411), these say so. Else sysUpTime
 * does: a counter of hundredths of a second that wraps after 497 days, which is no restart, for then the new value is
 * where the old one had to arrive.
 */
final class Restarts {

    /**
     * What a device says about its age; each is negative when it does not say.
     *
     * @param upTicks sysUpTime, hundredths of a second
     * @param boots snmpEngineBoots
     * @param engineSeconds snmpEngineTime, since the last of the boots
     */
    record Age(long upTicks, long boots, long engineSeconds) {

        static final Age UNKNOWN = new Age(-1, -1, -1);

        private boolean hasEngine() {
            return boots >= 0 && engineSeconds >= 0;
        }
    }

    private static final long WRAP = 1L << 32;

    /** Clocks differ and answers take a while. */
    private static final long TOLERANCE_SECONDS = 60;

    private static final long TOLERANCE_TICKS = TOLERANCE_SECONDS * 100;

    private Age last = Age.UNKNOWN;
    private long ticksNanos;

    /** @param nanos now, by a clock that does not jump */
    boolean happened(Age age, long nanos) {
        boolean restarted = age.hasEngine() && last.hasEngine()
                ? age.boots() != last.boots() || age.engineSeconds() + TOLERANCE_SECONDS < last.engineSeconds()
                : age.upTicks() >= 0 && last.upTicks() >= 0 && fellBack(age.upTicks(), nanos);
        boolean ticksKnown = age.upTicks() >= 0;
        last = new Age(
                ticksKnown ? age.upTicks() : last.upTicks(),
                age.hasEngine() ? age.boots() : last.boots(),
                age.hasEngine() ? age.engineSeconds() : last.engineSeconds());
        ticksNanos = ticksKnown ? nanos : ticksNanos;
        return restarted;
    }

    private boolean fellBack(long ticks, long nanos) {
        if (ticks >= last.upTicks()) {
            return false;
        }
        long expected = last.upTicks() + (nanos - ticksNanos) / 10_000_000;
        return expected < WRAP - TOLERANCE_TICKS || Math.abs(ticks - expected % WRAP) > TOLERANCE_TICKS;
    }
}
