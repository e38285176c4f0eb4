package vn.tram.profiles.file;

import java.util.List;
import java.util.stream.Collectors;

/** A file cannot be used; says everything that is wrong with it at once. */
public final class BadFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public BadFileException(List<Problem> problems) {
        super(lines(problems));
        this.problems = List.copyOf(problems);
    }

    public BadFileException(String where, String what, String rule, String value) {
        this(List.of(new Problem(where, what, rule, value)));
    }

    /** In the order of the file; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    /** One line for each problem. */
    @Override
    public String getMessage() {
        return lines(problems);
    }

    private static String lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
