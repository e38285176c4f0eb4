package vn.tram.link;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.state.Device;
import vn.tram.state.Evidence;
import vn.tram.state.Evidence.Source;
import vn.tram.state.Health;
import vn.tram.state.Latest;
import vn.tram.state.NodeState.LinkState;

/** The verdict on each interface of a node, from its network interface object (42769) and from whether it is seen. */
public final class Interfaces {

    /** LwM2M object id of the network interface object. */
    public static final int OBJECT = 42769;

    private static final int NAME = 0;
    private static final int TYPE = 3;
    private static final int ADMIN_UP = 7;
    private static final int OPER_STATUS = 8;

    /** IANAifType softwareLoopback: it is never down and says nothing about the network. */
    private static final long LOOPBACK = 24;

    private final int max;

    /** @param max interfaces kept of one node; the lowest instances win */
    public Interfaces(int max) {
        this.max = max;
    }

    /** Whether {@code report} says anything that the verdicts are made from. */
    public static boolean concerns(Report report) {
        for (Reading reading : report.readings()) {
            if (reading.path().object() == OBJECT && reading.path().resource() <= OPER_STATUS) {
                return true;
            }
        }
        return false;
    }

    /** Whether the reading is an interface's operational status. */
    public static boolean isStatus(Reading reading) {
        return reading.path().object() == OBJECT && reading.path().resource() == OPER_STATUS;
    }

    /** Whether the reading says that somebody has switched the interface off. */
    public static boolean isSwitchedOff(Reading reading) {
        return reading.path().object() == OBJECT
                && reading.path().resource() == ADMIN_UP
                && reading.value().equals(false);
    }

    /** Judges every interface of {@code device} anew and hands the verdicts to it. */
    public void judge(Device device, Instant at) {
        Map<Integer, LinkState> verdicts = new TreeMap<>();
        for (int instance : instances(device.values())) {
            if (verdicts.size() < max) {
                LinkState before = device.links().get(instance);
                verdicts.put(instance, judge(device, instance, before, at));
            }
        }
        device.links(verdicts, at);
    }

    private static Set<Integer> instances(Map<ResourcePath, Latest> values) {
        Set<Integer> found = new TreeSet<>();
        for (ResourcePath path : values.keySet()) {
            if (path.object() == OBJECT && path.resource() == OPER_STATUS) {
                found.add(path.instance());
            }
        }
        values.forEach((path, value) -> {
            if (path.object() == OBJECT
                    && path.resource() == TYPE
                    && value.value().equals(LOOPBACK)) {
                found.remove(path.instance());
            }
        });
        return found;
    }

    private static LinkState judge(Device device, int instance, @Nullable LinkState before, Instant at) {
        Map<ResourcePath, Latest> values = device.values();
        Latest status = values.get(new ResourcePath(OBJECT, instance, OPER_STATUS));
        if (status == null) {
            throw new IllegalArgumentException("instance: must have an operational status, was " + instance);
        }
        Latest named = values.get(new ResourcePath(OBJECT, instance, NAME));
        String name = named == null ? Integer.toString(instance) : named.value().toString();
        Verdict verdict = verdict(device, instance, status, before);
        if (before != null && before.health() == verdict.health && before.monitored() == verdict.monitored) {
            boolean sameReason = before.evidence().message().equals(verdict.message);
            if (sameReason || verdict.health == Health.UNKNOWN && !device.isSeen()) {
                return before.name().equals(name)
                        ? before
                        : new LinkState(name, before.health(), before.since(), before.evidence(), before.monitored());
            }
        }
        Instant since = before != null && before.health() == verdict.health ? before.since() : at;
        return new LinkState(
                name, verdict.health, since, evidence(verdict, device, status, name, at), verdict.monitored);
    }

    private static Evidence evidence(Verdict verdict, Device device, Latest status, String name, Instant at) {
        if (!device.isSeen()
                && verdict.health == Health.UNKNOWN
                && !device.evidence().isEmpty()) {
            Evidence why = device.evidence().get(0);
            return new Evidence(why.source(), at, null, verdict.message, name);
        }
        return new Evidence(Source.REPORT, at, status.deviceTime(), verdict.message, name);
    }

    private record Verdict(Health health, boolean monitored, String message) {}

    /** A change is believed when the node has caught up with the present; a stored report tells of the past. */
    private static Verdict verdict(Device device, int instance, Latest status, @Nullable LinkState before) {
        boolean monitored = before != null && before.monitored();
        if (!device.isSeen()) {
            return new Verdict(Health.UNKNOWN, monitored, "evidence.link.unseen");
        }
        Latest admin = device.values().get(new ResourcePath(OBJECT, instance, ADMIN_UP));
        if (admin != null && admin.value().equals(false)) {
            return new Verdict(Health.UNKNOWN, false, "evidence.link.disabled");
        }
        Health says = health(status.value());
        boolean changes = before == null || before.health() != says;
        if (changes && !device.hasCaughtUp()) {
            return new Verdict(Health.UNKNOWN, monitored || says == Health.UP, "evidence.link.unseen");
        }
        if (says == Health.UP) {
            return new Verdict(Health.UP, true, "evidence.link.up");
        }
        if (!monitored) {
            return new Verdict(Health.UNKNOWN, false, "evidence.link.unused");
        }
        return switch (says) {
            case DOWN -> new Verdict(Health.DOWN, true, "evidence.link.down");
            case DEGRADED -> new Verdict(Health.DEGRADED, true, "evidence.link.degraded");
            case UP, UNKNOWN -> new Verdict(Health.UNKNOWN, true, "evidence.link.unclear");
        };
    }

    /** ifOperStatus (RFC 2863): 1 up, 2 down, 3 testing, 4 unknown, 5 dormant, 6 not present, 7 lower layer down. */
    public static Health health(Object operStatus) {
        if (!(operStatus instanceof Long number)) {
            return Health.UNKNOWN;
        }
        return switch (number.intValue()) {
            case 1 -> Health.UP;
            case 2, 6, 7 -> Health.DOWN;
            case 3, 5 -> Health.DEGRADED;
            default -> Health.UNKNOWN;
        };
    }
}
