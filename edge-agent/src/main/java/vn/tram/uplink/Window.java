package vn.tram.uplink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Report;

/**
 * The oldest reports that wait, which were read and may have been handed out. They may leave in any order; how far
 * everything has left is {@link #done}. Not safe for use by many threads.
 */
final class Window {

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int size;
    private ReportKey taken;
    private ReportKey done;

    private static final class Waiting {
        final Report report;
        final ReportKey key;
        boolean left;

        Waiting(Report report) {
            this.report = report;
            this.key = ReportKey.of(report);
        }
    }

    /** @param done every report up to this one has left */
    Window(ReportKey done) {
        this.done = done;
        this.taken = done;
    }

    /** The last report that entered. */
    ReportKey taken() {
        return taken;
    }

    /** Every report up to this one has left. */
    ReportKey done() {
        return done;
    }

    int size() {
        return size;
    }

    void take(Report report) {
        waiting.add(new Waiting(report));
        taken = ReportKey.of(report);
        size++;
    }

    /** The {@code n} oldest, or fewer. */
    List<Report> oldest(int n) {
        List<Report> oldest = new ArrayList<>(Math.min(n, size));
        for (Waiting entry : waiting) {
            if (oldest.size() >= n) {
                break;
            }
            if (!entry.left) {
                oldest.add(entry.report);
            }
        }
        return oldest;
    }

    @Nullable
    Report first() {
        Waiting first = waiting.peek();
        return first == null ? null : first.report;
    }

    /** Whether the report was here and had not left. */
    boolean leave(ReportKey key) {
        for (Waiting entry : waiting) {
            if (entry.key.equals(key) && !entry.left) {
                entry.left = true;
                size--;
                advance();
                return true;
            }
        }
        return false;
    }

    private void advance() {
        for (Waiting first = waiting.peek(); first != null && first.left; first = waiting.peek()) {
            done = first.key;
            waiting.remove();
        }
    }
}
