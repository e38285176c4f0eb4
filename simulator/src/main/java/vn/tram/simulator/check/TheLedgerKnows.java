package vn.tram.simulator.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.tram.simulator.check.Shown.Booked;
import vn.tram.simulator.check.Truth.Outage;
import vn.tram.simulator.check.Truth.Span;

/** The ledger has each outage in the end, to within one probe, with what it was due to. */
final class TheLedgerKnows implements Check {

    private static final Duration ONE_PROBE = Duration.ofMillis(1200);
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(5);

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        for (Outage outage : truth.outages()) {
            Span when = outage.when();
            boolean mayBeForgotten =
                    truth.wasBlind(when.from().minus(TOLD_WITHIN), when.to().plus(TOLD_WITHIN));
            if (outage.cuts().size() == 1
                    && !mayBeForgotten
                    && shown.booked().stream().noneMatch(entry -> isAbout(entry, outage))) {
                violations.add("the ledger does not have " + outage.cause() + " away for " + outage.nature() + " at "
                        + when + ", but "
                        + shown.booked().stream()
                                .filter(entry -> outage.mayBeNamed(entry.endpoint()))
                                .toList());
            }
        }
        return violations;
    }

    private static boolean isAbout(Booked entry, Outage outage) {
        return entry.endpoint().equals(outage.cause())
                && entry.why() == outage.nature()
                && isNear(entry.from(), outage.when().from())
                && isNear(entry.to(), outage.when().to());
    }

    private static boolean isNear(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(ONE_PROBE) <= 0;
    }
}
