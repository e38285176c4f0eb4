package vn.tram.desired;

import java.time.Duration;

/**
 * The numbers by which nodes are brought to what they should have.
 *
 * @param maxInFlight requests without an answer at one time
 * @param answerWithin after this a request counts as unanswered
 * @param confirmWithin after a request was accepted, the node must report the new state within this time
 * @param firstRetry pause after the first failure; it doubles with each one
 * @param lastRetry longest pause
 */
public record DesiredRules(
        int maxInFlight, Duration answerWithin, Duration confirmWithin, Duration firstRetry, Duration lastRetry) {

    public static final DesiredRules DEFAULTS = new DesiredRules(
            64, Duration.ofSeconds(60), Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofMinutes(10));
}
