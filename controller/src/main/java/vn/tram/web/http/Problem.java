package vn.tram.web.http;

/**
 * One thing that is wrong with a request.
 *
 * @param what which part of it, such as {@code query limit} or {@code password}
 * @param rule what must hold
 * @param value what was found, cut short; empty for secrets and for what is missing
 */
public record Problem(String what, String rule, String value) {

    private static final int MAX_VALUE = 80;

    public Problem {
        value = value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "…";
    }

    /** {@code query limit: must be 1 to 5000, was "x"}. */
    @Override
    public String toString() {
        return what + ": " + rule + (value.isEmpty() ? "" : ", was \"" + value + "\"");
    }
}
