package vn.tram.incident;

import java.time.Duration;

/**
 * The numbers by which incidents are opened, joined and closed.
 *
 * @param correlation how long a node that is down waits for the node above it to be found down too
 * @param merge an incident opened no longer ago than this goes into that of the node above when it follows
 * @param childRecovery how long nodes below have to come back after the cause has
 * @param reopen trouble that returns within this time of closing is the same incident
 * @param flaps from this many returns on, it is only closed after {@code settle}
 * @param settle how long a flapping node or link must be well
 * @param calm how long nothing may be lost before {@link Incident.Kind#CONTROLLER_OVERLOAD} closes
 * @param maxSteps longest timeline; the oldest steps but the first go
 */
public record IncidentRules(
        Duration correlation,
        Duration merge,
        Duration childRecovery,
        Duration reopen,
        int flaps,
        Duration settle,
        Duration calm,
        int maxSteps) {

    public static final IncidentRules DEFAULTS = new IncidentRules(
            Duration.ofSeconds(3),
            Duration.ofMinutes(2),
            Duration.ofSeconds(90),
            Duration.ofMinutes(5),
            3,
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            200);
}
