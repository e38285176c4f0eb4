package vn.tram.wire;

/** What an LwM2M response code to a Send means for the report that was sent. */
public final class Answers {

    private static final int CHANGED = 204;

    private Answers() {}

    /** Whether the controller has the report on its disk. */
    public static boolean isKept(int code) {
        return code == CHANGED;
    }

    /**
     * Whether the report itself is at fault, so that to send it again is in vain: 4.00, 4.02, 4.05, 4.06, 4.13, 4.15 and
     * 4.22. Every other error is about who sent it or when (such as 4.03, 4.04 and 5.03), and passes.
     */
    public static boolean isFinal(int code) {
        return switch (code) {
            case 400, 402, 405, 406, 413, 415, 422 -> true;
            default -> false;
        };
    }
}
