package vn.tram.document;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.tram.identity.EndpointName;

/**
 * What a device saw at one moment. The identity of a reading in it is (endpoint, boot, sequence, path); the controller
 * stores each identity once, however often the report arrives.
 *
 * @param boot the agent's run that made the report
 * @param sequence number of the report within that run, from 1; a number that never arrives is a gap
 * @param kind whether the report may be thinned out when the outbox is full
 * @param uptimeMillis milliseconds since that run began, by a clock that does not jump
 * @param deviceTimeMillis milliseconds since 1970 by the device's clock, which may be nonsense (see {@link
 *     #deviceTimeIsPossible})
 * @param readings at least one, at most {@value #MAX_READINGS}, no path twice
 * @param device which device behind the agent it tells of, by the prefix of LwM2M's gateway (OMA LwM2M Gateway 1.1);
 *     empty for the agent's own. Each device has sequences of its own
 * @param position where it stands among all reports that the agent made in that run; does not travel
 */
public record Report(
        BootId boot,
        long sequence,
        Kind kind,
        long uptimeMillis,
        long deviceTimeMillis,
        List<Reading> readings,
        String device,
        long position) {

    public static final int MAX_READINGS = 1000;

    /** 2024-01-01: no agent was built before. */
    private static final long EARLIEST = 1_704_067_200_000L;

    /** How far a device's clock may run ahead of the controller's and still be believed. */
    private static final long MAX_AHEAD_MILLIS = 24 * 3_600_000L;

    /** What a report is about. */
    public enum Kind {
        /** Periodic values: may be thinned out when the outbox is full. */
        SAMPLE,
        /** A change of state: never dropped. */
        EVENT
    }

    public Report {
        readings = List.copyOf(readings);
        if (!device.isEmpty() && !EndpointName.isDevice(device)) {
            throw new IllegalArgumentException("device: " + EndpointName.DEVICE_RULE + ", was \"" + device + "\"");
        }
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence: must be at least 1, was " + sequence);
        }
        if (uptimeMillis < 0) {
            throw new IllegalArgumentException("uptime: must not be negative, was " + uptimeMillis);
        }
        if (readings.isEmpty() || readings.size() > MAX_READINGS) {
            throw new IllegalArgumentException("readings: must be 1 to " + MAX_READINGS + ", were " + readings.size());
        }
        Set<ResourcePath> seen = new HashSet<>();
        for (Reading reading : readings) {
            if (!seen.add(reading.path())) {
                throw new IllegalArgumentException("readings: a path must occur once, twice was " + reading.path());
            }
        }
    }

    /** A report of the agent's own that has not been put anywhere yet. */
    public Report(
            BootId boot, long sequence, Kind kind, long uptimeMillis, long deviceTimeMillis, List<Reading> readings) {
        this(boot, sequence, kind, uptimeMillis, deviceTimeMillis, readings, "", sequence);
    }

    /** The same, of a device behind the agent. */
    public Report of(String behind) {
        return new Report(boot, sequence, kind, uptimeMillis, deviceTimeMillis, readings, behind, position);
    }

    /** The same, at another place among the agent's reports. */
    public Report at(long place) {
        return place == position
                ? this
                : new Report(boot, sequence, kind, uptimeMillis, deviceTimeMillis, readings, device, place);
    }

    /** Whether the device's clock can be right, seen from a controller whose clock says {@code nowMillis}. */
    public boolean deviceTimeIsPossible(long nowMillis) {
        return deviceTimeMillis >= EARLIEST && deviceTimeMillis <= nowMillis + MAX_AHEAD_MILLIS;
    }
}
