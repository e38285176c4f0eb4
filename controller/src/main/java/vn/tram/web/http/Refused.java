package vn.tram.web.http;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends the handling of a request with a problem document (RFC 9457). Carries no stack trace: it is an answer, not a
 * fault.
 */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient List<Problem> problems;
    private final @Nullable Duration retryAfter;

    private Refused(Refusal refusal, String detail, List<Problem> problems, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.refusal = refusal;
        this.problems = List.copyOf(problems);
        this.retryAfter = retryAfter;
    }

    public static Refused because(Refusal refusal, String detail) {
        return new Refused(refusal, detail, List.of(), null);
    }

    public static Refused because(Refusal refusal, String what, String rule, String value) {
        return of(refusal, List.of(new Problem(what, rule, value)));
    }

    /** All problems at once; there is at least one. */
    public static Refused of(Refusal refusal, List<Problem> problems) {
        String detail = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
        return new Refused(refusal, detail, problems, null);
    }

    /** The same, with a {@code Retry-After} header. */
    public Refused retryAfter(Duration wait) {
        return new Refused(refusal, detail(), problems, wait);
    }

    public Refusal refusal() {
        return refusal;
    }

    /** In English, for engineers. */
    public String detail() {
        String detail = getMessage();
        return detail == null ? "" : detail;
    }

    public List<Problem> problems() {
        return problems;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
