package vn.tram.simulator.check;

import java.time.Duration;
import java.util.List;

/** One thing that must hold. */
public interface Check {

    /** So long after the truth the controller may still show what was true before. */
    Duration NOTICED_WITHIN = Duration.ofSeconds(15);

    /** So long after a cause is gone nodes may still be on their way back. */
    Duration BACK_WITHIN = Duration.ofSeconds(60);

    /** A sentence for each time that it did not; empty when it held. */
    List<String> violations(Truth truth, Shown shown);

    /** What must hold in every scenario. */
    static List<Check> all() {
        return List.of(
                new OneIncidentForEachCause(),
                new NothingInvented(),
                new NothingMissed(),
                new NothingLost(),
                new EveryReportKept(),
                new NothingRewritten());
    }

    /** What must hold besides where lines are probed. */
    static List<Check> ofProbedLines() {
        return List.of(
                new EdgesAreSharp(),
                new TheTrueCause(),
                new TheLedgerKnows(),
                new UnknownOnlyWhenBlind(),
                new PoorIsNotBad());
    }
}
