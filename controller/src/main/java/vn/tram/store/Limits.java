package vn.tram.store;

import java.time.Duration;

/**
 * What the store may use.
 *
 * @param queuedReports how many reports may wait for their commit
 * @param queuedReadings how many readings those may have together
 * @param batchReadings a commit is due when this many readings wait
 * @param linger … or when the first of them has waited this long
 * @param reserveBytes below this much free space no report is accepted, so that people can still sign in and tidy up
 */
public record Limits(int queuedReports, int queuedReadings, int batchReadings, Duration linger, long reserveBytes) {

    public static final Limits DEFAULT = new Limits(20_000, 200_000, 10_000, Duration.ofMillis(20), 128L << 20);
}
