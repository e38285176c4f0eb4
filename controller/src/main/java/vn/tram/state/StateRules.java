package vn.tram.state;

import java.time.Duration;
import vn.tram.identity.EndpointName;

/**
 * The numbers by which a node's state is decided.
 *
 * @param hold how long a lost session must stay lost before the node is down, and our own before we call ourselves blind
 * @param interval how often a node reports until it has shown otherwise
 * @param silence after how many intervals without a word a node is unknown
 * @param grace how long after our own session came back nothing is called down
 * @param late a report that took longer than this from reading to arrival tells of the past
 * @param inFlight what arrives within this time of a lost session may have been sent before it
 * @param stall when no event has come for this long, not even a tick, it was us who did not run
 * @param maxUnplaced nodes that nobody put into the inventory, and devices behind one gateway; more are refused
 * @param maxValues resources kept of one node; more are refused
 * @param maxLinks interfaces kept of one node; more are refused
 */
public record StateRules(
        Duration hold,
        Duration interval,
        double silence,
        Duration grace,
        Duration late,
        Duration inFlight,
        Duration stall,
        int maxUnplaced,
        int maxValues,
        int maxLinks) {

    public static final StateRules DEFAULTS = new StateRules(
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            2.5,
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            EndpointName.MAX_BEHIND,
            1000,
            128);
}
