package vn.tram.simulator.cli;

import java.util.Locale;

/** How many of something were right. */
final class Tally {

    private int right;
    private int all;

    void count(boolean isRight) {
        all++;
        right += isRight ? 1 : 0;
    }

    void add(Tally other) {
        all += other.all;
        right += other.right;
    }

    int all() {
        return all;
    }

    int wrong() {
        return all - right;
    }

    double percent() {
        return all == 0 ? 100 : 100.0 * right / all;
    }

    @Override
    public String toString() {
        return right + " of " + all + String.format(Locale.ROOT, " (%.1f %%)", percent());
    }
}
