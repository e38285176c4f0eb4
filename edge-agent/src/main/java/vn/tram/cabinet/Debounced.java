package vn.tram.cabinet;

/**
 * A contact whose bouncing is left out: a state counts from when it has held for a while. Safe for use by many threads;
 * times are nanoseconds by a clock that does not jump, and do not go back.
 */
final class Debounced {

    private final long holdNanos;
    private boolean believed;
    private boolean raw;
    private long since;
    private long activations;

    Debounced(long holdNanos, boolean initial) {
        this.holdNanos = holdNanos;
        this.believed = initial;
        this.raw = initial;
    }

    /** What the contact says from now on. A state before it that held long enough has counted, however short ago. */
    synchronized void offer(boolean state, long nanos) {
        settle(nanos);
        if (state != raw) {
            raw = state;
            since = nanos;
        }
    }

    synchronized boolean isActive(long nanos) {
        settle(nanos);
        return believed;
    }

    /** How many times it has become active since the start. */
    synchronized long activations(long nanos) {
        settle(nanos);
        return activations;
    }

    private void settle(long nanos) {
        if (raw != believed && nanos - since >= holdNanos) {
            believed = raw;
            if (believed) {
                activations++;
            }
        }
    }
}
