package vn.tram.profiles.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found wrong while one file was read. Not for several threads. */
final class Problems {

    static final int MAX_TOLD = 50;

    private final String where;
    private final List<Located> found = new ArrayList<>();

    private record Located(int line, Problem problem) {}

    /** @param where the file's name, for messages */
    Problems(String where) {
        this.where = where;
    }

    String where() {
        return where;
    }

    void note(int line, String what, String rule, String value) {
        found.add(new Located(line, new Problem(where + ":" + line, what, rule, value)));
    }

    /** @throws BadFileException with every problem, in the order of the file, up to {@value #MAX_TOLD} */
    void throwIfAny() throws BadFileException {
        if (!found.isEmpty()) {
            throw new BadFileException(found.stream()
                    .sorted(Comparator.comparingInt(Located::line))
                    .map(Located::problem)
                    .limit(MAX_TOLD)
                    .toList());
        }
    }
}
