package vn.tram.stamp;

/**
 * Which of a session's sequence numbers have been seen: the newest, and which of the {@value #SIZE} before it (as RFC
 * 4303, section 3.4.3). Numbers of 32 bits that wrap. Not safe for use by many threads.
 */
final class ReplayWindow {

    static final int SIZE = 64;

    private boolean hasNewest;
    private int newest;
    private long seen;

    /** Whether {@code sequence} is seen for the first time; what is too old to know counts as seen. */
    boolean admit(long sequence) {
        int ahead = (int) sequence - newest;
        if (!hasNewest || ahead > 0) {
            seen = !hasNewest || ahead >= SIZE ? 1 : seen << ahead | 1;
            newest = (int) sequence;
            hasNewest = true;
            return true;
        }
        long bit = ahead > -SIZE ? 1L << -ahead : 0;
        boolean isNew = bit != 0 && (seen & bit) == 0;
        seen |= bit;
        return isNew;
    }
}
