package vn.tram.incident;

import java.time.Duration;

/**
 * The numbers by which incidents are opened, joined and closed.
 *
 * @param suppression whether what is down behind a node that is down goes into that node's incident; without, every node
 *     has incidents of its own
 * @param correlation how long a node that is down waits for the node above it to be found down too
 * @param merge an incident opened no longer ago than this goes into that of the node above when it follows
 * @param childRecovery how long nodes below have to come back after the cause has
 * @param reopen trouble that returns within this time of closing is the same incident
 * @param flaps from this many returns on, it is only closed after {@code settle}
 * @param settle how long a flapping node or link must be well
 * @param escalation how long an incident may be open without anybody having acknowledged it before it is escalated, once;
 *     zero for never
 * @param calm how long nothing may be lost before {@link Incident.Kind#CONTROLLER_OVERLOAD} closes
 * @param maxSteps longest timeline; the oldest steps but the first go
 */
public record IncidentRules(
        boolean suppression,
        Duration correlation,
        Duration merge,
        Duration childRecovery,
        Duration reopen,
        int flaps,
        Duration settle,
        Duration escalation,
        Duration calm,
        int maxSteps) {

    /** Room for what people do with an incident, and for what happens to it. */
    public static final int MIN_STEPS = 150;

    public static final IncidentRules DEFAULTS = new IncidentRules(
            true,
            Duration.ofSeconds(3),
            Duration.ofMinutes(2),
            Duration.ofSeconds(90),
            Duration.ofMinutes(5),
            3,
            Duration.ofMinutes(2),
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            200);

    public IncidentRules {
        if (flaps < 0 || maxSteps < MIN_STEPS) {
            throw new IllegalArgumentException("incident rules: flaps must be at least 0 and maxSteps at least "
                    + MIN_STEPS + ", were " + flaps + " and " + maxSteps);
        }
    }

    /** The same, but every node has incidents of its own. */
    public IncidentRules withoutSuppression() {
        return new IncidentRules(
                false, correlation, merge, childRecovery, reopen, flaps, settle, escalation, calm, maxSteps);
    }

    /** The same, but every return of trouble is a new incident, and one that is well for a moment is closed. */
    public IncidentRules withoutHysteresis() {
        return new IncidentRules(
                suppression,
                correlation,
                merge,
                childRecovery,
                Duration.ZERO,
                Integer.MAX_VALUE,
                Duration.ZERO,
                escalation,
                calm,
                maxSteps);
    }
}
