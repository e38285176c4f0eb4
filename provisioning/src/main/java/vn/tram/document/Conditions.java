package vn.tram.document;

/** Where a device says how it is, so that the other end can judge it: both ends must mean the same resource. */
public final class Conditions {

    /** Truth value of a device behind a gateway: whether that reaches it. */
    public static final ResourcePath REACHABLE = new ResourcePath(42770, 0, 15);

    /** Whole number: how many limits of the device's profile are exceeded. */
    public static final ResourcePath LIMITS_EXCEEDED = new ResourcePath(42780, 0, 0);

    /** Text: which limits those are, with their values, such as {@code temperature 93 > 90}. */
    public static final ResourcePath WHICH_LIMITS = new ResourcePath(42780, 0, 1);

    /** Whole number: how the agent finds its line to the controller, or {@link #PROBES_OFF}. */
    public static final ResourcePath PROBED_LINE = new ResourcePath(42781, 0, 3);

    /** The agent sends no probes, for its settings say so. */
    public static final long PROBES_OFF = 4;

    private Conditions() {}
}
