package vn.tram.uplink;

import java.util.HashMap;
import java.util.Map;
import vn.tram.document.Report;

/** Gives each report its place in an outbox; the reports of one device must come in the order of their numbers. */
final class Order {

    private final Map<String, Long> sequences = new HashMap<>();
    private ReportKey last;

    /** @param last what the outbox has from before */
    Order(ReportKey last) {
        this.last = last;
        sequences.put("", last.position());
    }

    ReportKey last() {
        return last;
    }

    /** @throws IllegalArgumentException when {@code report} is of an earlier run, or its number of an earlier report */
    Report next(Report report) {
        boolean isSameRun = report.boot().equals(last.boot());
        if (!isSameRun) {
            sequences.clear();
        }
        long before = sequences.getOrDefault(report.device(), 0L);
        Report placed = report.at(Math.max(isSameRun ? last.position() + 1 : 1, report.sequence()));
        ReportKey key = ReportKey.of(placed);
        if (report.sequence() <= before || !key.isAfter(last)) {
            throw new IllegalArgumentException("report: must come after " + last + " and after sequence " + before
                    + " of its device, was sequence " + report.sequence() + " of boot " + report.boot());
        }
        sequences.put(report.device(), report.sequence());
        last = key;
        return placed;
    }
}
