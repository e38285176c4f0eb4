package vn.tram.uplink;

import vn.tram.document.BootId;
import vn.tram.document.Report;

/**
 * Where a report stands in the order in which the agent made its reports, of its own and of those behind it.
 *
 * @param position within the run
 */
record ReportKey(BootId boot, long position) implements Comparable<ReportKey> {

    /** Before every report. */
    static final ReportKey NONE = new ReportKey(new BootId(0), 0);

    static ReportKey of(Report report) {
        return new ReportKey(report.boot(), report.position());
    }

    boolean isAfter(ReportKey other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(ReportKey other) {
        int byBoot = boot.compareTo(other.boot);
        return byBoot != 0 ? byBoot : Long.compare(position, other.position);
    }

    @Override
    public String toString() {
        return "boot " + boot + " position " + position;
    }
}
