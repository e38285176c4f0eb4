package vn.tram.simulator.scenario;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.flow.Effect;
import vn.tram.simulator.check.Shown;
import vn.tram.simulator.check.Shown.Sample;

/** Faked: keeps a report that arrives again once, by (endpoint, boot, sequence), each reading under its own time. */
final class SimulatedStore {

    private final Shown shown;
    private final boolean keepsSamples;
    private final Set<String> reports = new HashSet<>();

    SimulatedStore(Shown shown, boolean keepsSamples) {
        this.shown = shown;
        this.keepsSamples = keepsSamples;
    }

    void keep(Effect.Store store) {
        Report report = store.report();
        shown.reportKept(store.endpoint() + " " + report.boot(), report.sequence());
        if (keepsSamples && reports.add(name(store.endpoint(), report))) {
            Instant at = store.clockUnset() ? store.at() : Instant.ofEpochMilli(report.deviceTimeMillis());
            report.readings().forEach(reading -> shown.kept(sample(store.endpoint(), report, reading, at)));
        }
    }

    /** What tells one report from all others. */
    static String name(String endpoint, Report report) {
        return endpoint + " " + report.boot() + " " + report.sequence();
    }

    static Sample sample(String endpoint, Report report, Reading reading, Instant at) {
        return new Sample(name(endpoint, report), endpoint + " " + reading.path(), String.valueOf(reading.value()), at);
    }
}
