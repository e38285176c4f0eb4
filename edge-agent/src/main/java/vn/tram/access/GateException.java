package vn.tram.access;

/** Whoever holds the doors did not do what it was asked, so that nothing must be shown as done. */
public final class GateException extends Exception {

    private static final long serialVersionUID = 1L;

    public GateException(String message) {
        super(message);
    }

    public GateException(String message, Throwable cause) {
        super(message, cause);
    }
}
