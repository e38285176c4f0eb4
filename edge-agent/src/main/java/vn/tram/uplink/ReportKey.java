package vn.tram.uplink;

import vn.tram.document.BootId;
import vn.tram.document.Report;

/** Where a report stands in the order in which its device made its reports. */
record ReportKey(BootId boot, long sequence) implements Comparable<ReportKey> {

    /** Before every report. */
    static final ReportKey NONE = new ReportKey(new BootId(0), 0);

    static ReportKey of(Report report) {
        return new ReportKey(report.boot(), report.sequence());
    }

    boolean isAfter(ReportKey other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(ReportKey other) {
        int byBoot = boot.compareTo(other.boot);
        return byBoot != 0 ? byBoot : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return "boot " + boot + " sequence " + sequence;
    }
}
