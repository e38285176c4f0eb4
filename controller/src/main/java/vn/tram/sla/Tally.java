package vn.tram.sla;

/** Adds up one node's times. Used by one thread. */
final class Tally {

    private long up;
    private long down;
    private long unknown;
    private long excluded;
    private int outages;
    private long longest;
    private long lasting;

    void up(long millis) {
        up += millis;
        endsOutage();
    }

    void down(long millis) {
        down += millis;
        outages += lasting == 0 ? 1 : 0;
        lasting += millis;
        longest = Math.max(longest, lasting);
    }

    void unknown(long millis) {
        unknown += millis;
        endsOutage();
    }

    void excluded(long millis) {
        excluded += millis;
        endsOutage();
    }

    /** What is not counted at all lies between. */
    void endsOutage() {
        lasting = 0;
    }

    Measure measure() {
        return new Measure(up, down, unknown, excluded);
    }

    int outages() {
        return outages;
    }

    long longest() {
        return longest;
    }
}
