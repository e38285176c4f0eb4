package vn.tram.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.link.Interfaces;
import vn.tram.sla.Ledger;
import vn.tram.state.Device;
import vn.tram.state.Health;
import vn.tram.state.NodeState.LinkState;

/**
 * What a node's interfaces did while we could not see it, from what the node stored then and tells when it is back: a
 * correction of the ledger for each time that is known. What was shown at the time stays. Used by one thread.
 */
final class Hindsight {

    private static final String WHY = "evidence.hindsight";

    /** Of one node and one absence; an interface that flaps for days in it is told of up to here. */
    static final int MOST_TIMES = 1000;

    private record Time(int link, Instant from, Instant to, Health verdict) {}

    private record Since(Instant from, Health verdict) {}

    /** What is found out about one absence of one node. */
    private static final class Absence {
        private @Nullable BootId boot;
        private long sequence;
        private @Nullable Instant lastRead;
        /** By interface, what it is according to the last stored report that tells. */
        private final Map<Integer, Since> present = new HashMap<>();

        private final List<Time> times = new ArrayList<>();

        /** What comes next does not go on where the last report stood, so that nothing is known from that one on. */
        private void interrupted() {
            Instant until = lastRead;
            if (until != null) {
                present.forEach((link, since) -> add(link, since, until));
            }
            present.clear();
        }

        private void add(int link, Since since, Instant to) {
            if (since.verdict != Health.UNKNOWN && since.from.isBefore(to) && times.size() < MOST_TIMES) {
                times.add(new Time(link, since.from, to, since.verdict));
            }
        }

        private void changes(int link, Health verdict, Instant at) {
            Since before = present.get(link);
            if (before != null && before.verdict == verdict) {
                return;
            }
            Instant from = before != null && at.isBefore(before.from) ? before.from : at;
            if (before != null) {
                add(link, before, from);
            }
            present.put(link, new Since(from, verdict));
        }
    }

    private final Map<String, Absence> absences = new HashMap<>();
    private final Ledger ledger;

    Hindsight(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The verdicts on a node's interfaces have been made anew.
     *
     * @param before what they were
     */
    void settled(Device device, Map<Integer, LinkState> before, Instant at) {
        if (!device.isSeen()) {
            before.forEach((instance, link) -> loses(device, instance, link, at));
        } else if (device.hasCaughtUp()) {
            Absence absence = absences.remove(device.endpoint());
            if (absence != null) {
                ends(device, absence, at);
            }
        }
    }

    private void loses(Device device, int instance, LinkState before, Instant at) {
        LinkState now = device.links().get(instance);
        boolean isLost = before.monitored() && before.health() != Health.UNKNOWN;
        if (isLost && now != null && now.health() == Health.UNKNOWN) {
            Absence absence = absences.computeIfAbsent(device.endpoint(), absent -> new Absence());
            absence.boot = device.boot();
            absence.sequence = device.sequence();
            absence.present.put(instance, new Since(device.lastProof(at), before.health()));
        }
    }

    private void ends(Device device, Absence absence, Instant at) {
        absence.present.forEach((link, since) -> absence.add(link, since, at));
        for (Time time : absence.times) {
            LinkState link = device.links().get(time.link);
            if (link != null && link.monitored()) {
                ledger.correct(device.endpoint(), time.link, time.from, time.to, time.verdict, null, WHY, at);
            }
        }
    }

    /** The newest report of a node's present run has arrived. */
    void reported(Device device, Report report, Instant at) {
        boolean isStored = !device.hasCaughtUp();
        Absence absence = absences.get(device.endpoint());
        if (absence == null && isStored && Interfaces.concerns(report)) {
            absence = new Absence();
            absences.put(device.endpoint(), absence);
        }
        if (absence == null || report.boot().equals(absence.boot) && report.sequence() <= absence.sequence) {
            return;
        }
        if (!report.boot().equals(absence.boot) || report.sequence() != absence.sequence + 1) {
            absence.interrupted();
        }
        absence.boot = report.boot();
        absence.sequence = report.sequence();
        Instant read = device.readAt(report, at);
        if (isStored && read != null) {
            absence.lastRead = read;
            tells(absence, report, read);
        }
    }

    private static void tells(Absence absence, Report report, Instant read) {
        for (Reading reading : report.readings()) {
            if (Interfaces.isSwitchedOff(reading)) {
                absence.changes(reading.path().instance(), Health.UNKNOWN, read);
            } else if (Interfaces.isStatus(reading)) {
                absence.changes(reading.path().instance(), Interfaces.health(reading.value()), read);
            }
        }
    }
}
