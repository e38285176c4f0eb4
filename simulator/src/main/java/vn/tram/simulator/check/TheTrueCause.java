package vn.tram.simulator.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.tram.simulator.check.Shown.Trouble;
import vn.tram.simulator.check.Truth.Outage;

/** Each incident says in the end what it was due to, and never says anything else. */
final class TheTrueCause implements Check {

    /** By then a device has told of itself, and what is beside it too. */
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(5);

    @Override
    public List<String> violations(Truth truth, Shown shown) {
        List<String> violations = new ArrayList<>();
        for (Outage outage : truth.outages()) {
            for (Trouble trouble : shown.troubles()) {
                if (outage.mayBeNamed(trouble.cause()) && outage.when().contains(trouble.opened())) {
                    judge(outage, trouble, truth, violations);
                }
            }
        }
        return violations;
    }

    private static void judge(Outage outage, Trouble trouble, Truth truth, List<String> violations) {
        Instant to = outage.when().to();
        boolean mayBeForgotten = truth.wasBlind(to.minus(Duration.ofSeconds(5)), to.plus(TOLD_WITHIN));
        boolean mustSay = !mayBeForgotten && outage.cuts().size() == 1;
        if (trouble.why() == null ? mustSay : trouble.why() != outage.nature()) {
            violations.add("incident " + trouble.id() + " about " + trouble.cause() + ": was due to " + outage.nature()
                    + " at " + outage.when() + ", said " + trouble.why());
        }
    }
}
