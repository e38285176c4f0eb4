package vn.tram.stamp;

/**
 * Tells losses on the way there from those on the way back: between two answers, the reflector has counted up by what
 * reached it (RFC 8762, section 4.3). A stateless one repeats our numbers, and then nothing can be told.
 */
final class Losses {

    private boolean isStateful;
    private boolean hasBefore;
    private long sequenceBefore;
    private long answerBefore;
    private long forward;
    private long backward;
    private boolean isUnclear;

    Losses(boolean isStateful) {
        this.isStateful = isStateful;
    }

    /** Answers in the order in which their probes were sent. */
    void answered(long sequence, long answer) {
        isStateful |= (int) sequence != (int) answer;
        if (hasBefore) {
            long missing = sequence - sequenceBefore - 1;
            // 32 bits that wrap.
            long counted = (int) answer - (int) answerBefore - 1L;
            if (missing > 0 && counted < 0) {
                // The reflector has begun anew meanwhile.
                isUnclear = true;
            } else if (missing > 0) {
                long returning = Math.min(missing, counted);
                backward += returning;
                forward += missing - returning;
            }
        }
        hasBefore = true;
        sequenceBefore = sequence;
        answerBefore = answer;
    }

    /** Whether the numbers mean something. */
    boolean isKnown() {
        return isStateful && !isUnclear;
    }

    boolean isNone() {
        return forward + backward == 0 && !isUnclear;
    }

    long forward() {
        return forward;
    }

    long backward() {
        return backward;
    }

    void begin() {
        forward = 0;
        backward = 0;
        isUnclear = false;
    }
}
