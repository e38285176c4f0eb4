package vn.tram.simulator.cli;

/** A command cannot go on; the message says in one sentence why, and what to do. */
public final class CommandProblem extends RuntimeException {

    /** It ran and failed. */
    public static final int FAILED = 1;

    /** Wrong usage, or a settings file with problems. */
    public static final int USAGE = 2;

    /** This machine lacks something. */
    public static final int LACKING = 3;

    private final int exitCode;

    public CommandProblem(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
