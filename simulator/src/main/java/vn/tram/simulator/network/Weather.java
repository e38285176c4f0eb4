package vn.tram.simulator.network;

import java.time.Duration;

/**
 * What goes wrong on the way.
 *
 * @param delay that every message has
 * @param jitter more than that, from nothing to this much, by chance; it lets messages overtake one another
 * @param loss share of messages lost, 0 to 1
 * @param duplicates share of messages that arrive twice, 0 to 1
 */
public record Weather(Duration delay, Duration jitter, double loss, double duplicates) {}
