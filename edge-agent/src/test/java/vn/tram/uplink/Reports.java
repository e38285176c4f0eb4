package vn.tram.uplink;

import java.util.List;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;

/** Reports for tests, made one minute apart. */
final class Reports {

    static final long START = 1_795_000_000_000L;

    private Reports() {}

    static Report sample(long sequence) {
        return sample(1, sequence);
    }

    static Report sample(long boot, long sequence) {
        return report(boot, sequence, Report.Kind.SAMPLE, Reading.of(42770, 0, 4, sequence * 60));
    }

    static Report event(long sequence) {
        return report(1, sequence, Report.Kind.EVENT, Reading.of(42769, 2, 8, 2L));
    }

    static Report report(long boot, long sequence, Report.Kind kind, Reading... readings) {
        return new Report(
                BootId.of(boot, 7),
                sequence,
                kind,
                sequence * 60_000,
                START + (boot * 100_000 + sequence) * 60_000,
                List.of(readings));
    }

    static List<Long> sequences(List<Report> reports) {
        return reports.stream().map(Report::sequence).toList();
    }
}
