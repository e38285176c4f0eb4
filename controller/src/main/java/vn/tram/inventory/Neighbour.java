package vn.tram.inventory;

import java.time.Instant;

/**
 * A line of a device's table of neighbours: who says by LLDP, CDP or MNDP that it is at the other end.
 *
 * @param name what the neighbour calls itself; may be empty
 * @param chassis its chassis id, mostly a MAC address; may be empty
 * @param port its port's id, of an end device often its MAC address; may be empty
 * @param since when the line was last told in this form, by our clock
 */
public record Neighbour(String name, String chassis, String port, Instant since) {}
