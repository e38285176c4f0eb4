package vn.tram.sampler.snmp;

/**
 * How many cells of a table one answer of a device can carry. Halves when an answer was too big, was cut or did not
 * come, and grows slowly. A device that only answers GETNEXT is asked with GETBULK again after a while: perhaps the line
 * was bad. Safe for use by many threads.
 */
final class BulkSize {

    /** About what fits into a datagram of 8 kB. */
    static final int MOST = 240;

    private static final int WALKS_WITHOUT = 16;

    private int cells = MOST;
    private int walksWithout;

    /** Whether the next walk may use GETBULK. */
    synchronized boolean isWorthTrying() {
        if (walksWithout > 0) {
            walksWithout--;
            return false;
        }
        return true;
    }

    /** How many rows of {@code columns} to ask for; one more than expected, so that the end shows in the same answer. */
    synchronized int repetitions(int columns, int expectedRows) {
        return Math.max(1, Math.min(expectedRows + 1, cells / columns));
    }

    /** That many cells were too many for one answer, or too many for the way. */
    synchronized void tooMany(int asked) {
        cells = Math.max(1, Math.min(cells, asked) / 2);
    }

    /** The device cut its answer after that many cells, of more that were asked for. */
    synchronized void cut(int got) {
        cells = Math.max(1, Math.min(cells, got));
    }

    /** An answer came as asked for. */
    synchronized void whole(int got) {
        if (got * 2 > cells) {
            cells = Math.min(MOST, cells + Math.max(1, cells / 8));
        }
    }

    /** Not even the shortest GETBULK was answered, but GETNEXT was. */
    synchronized void refused() {
        walksWithout = WALKS_WITHOUT;
    }

    synchronized int cells() {
        return cells;
    }
}
