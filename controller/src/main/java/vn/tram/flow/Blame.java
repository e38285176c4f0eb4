package vn.tram.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.ResourcePath;
import vn.tram.inventory.Inventory;
import vn.tram.state.Cause;
import vn.tram.state.Device;
import vn.tram.state.Health;
import vn.tram.state.Latest;
import vn.tram.state.NodeState;

/**
 * Why a node was away, told from both ends: from what it says of itself when it is back, and from what is beside it.
 * Used by one thread.
 */
final class Blame {

    /** Uptime of the machine, in seconds (of our host object). */
    private static final ResourcePath UPTIME = new ResourcePath(42770, 0, 4);

    /** Of what a machine counts as its start, and of its way to us. */
    private static final Duration INEXACT = Duration.ofSeconds(5);

    /** sysUpTime counts hundredths of a second in 32 bits, and begins anew after 497 days (RFC 3418). */
    private static final Duration WRAP = Duration.ofMillis((1L << 32) * 10);

    /** What clocks may differ by in the time between two words of a device. */
    private static final Duration WRAP_INEXACT = Duration.ofSeconds(60);

    /** Two rounds of reports: by then what is beside it has said since when it runs. */
    private static final Duration NEIGHBOURS = Duration.ofSeconds(130);

    /**
     * @param from when it was last known to be there
     * @param noticed when we knew that it is not
     * @param boot the agent's run before
     * @param said for how long the machine had been running, when it last said so before
     */
    private record Absence(
            Instant from,
            Instant noticed,
            @Nullable Instant to,
            @Nullable BootId boot,
            @Nullable Latest said) {

        Absence until(Instant end) {
            return new Absence(from, noticed, end, boot, said);
        }

        /** Whether the device says the same number whenever it is asked, such as 0. */
        boolean standsStill(Device device) {
            Latest uptime = device.values().get(UPTIME);
            return said != null && uptime != null && said.value().equals(uptime.value());
        }

        /** Whether the machine ran on and only its count of that time began anew. */
        boolean isWrapped(Instant startAfter) {
            Instant start = said == null ? null : start(said);
            return start != null
                    && Duration.between(start.plus(WRAP), startAfter).abs().compareTo(WRAP_INEXACT) <= 0;
        }
    }

    private record Asked(Instant until, String endpoint) {}

    /** A verdict that followed so soon on the last proof was about a line that is probed. */
    private static final Duration PROMPT = Duration.ofSeconds(3);

    /** What {@code endpoint} was away for from {@code from} to {@code to}, and when we noticed. */
    record Found(String endpoint, Instant from, Instant noticed, Instant to, Cause cause) {

        /** Whether it was away from {@code from} on, rather than from some time between that and when we noticed. */
        boolean isSharp() {
            return !noticed.isAfter(from.plus(PROMPT));
        }
    }

    private final Inventory inventory;
    private final Function<String, @Nullable Device> devices;
    private final Map<String, Absence> absences = new HashMap<>();
    private final PriorityQueue<Asked> asked =
            new PriorityQueue<>(Comparator.comparing(Asked::until).thenComparing(Asked::endpoint));

    Blame(Inventory inventory, Function<String, @Nullable Device> devices) {
        this.inventory = inventory;
        this.devices = devices;
    }

    /** Takes up a node that was away when the last run of the controller ended. */
    void resume(NodeState saved) {
        if (saved.health() == Health.DOWN) {
            absences.put(
                    saved.endpoint(),
                    new Absence(
                            saved.since(),
                            saved.since(),
                            null,
                            saved.boot(),
                            saved.values().get(UPTIME)));
        }
    }

    /** The verdict on the node has changed. */
    void node(Device device, Instant at) {
        Absence known = absences.get(device.endpoint());
        if (device.health() == Health.DOWN) {
            if (known == null || known.to != null) {
                Latest said = device.values().get(UPTIME);
                absences.put(device.endpoint(), new Absence(device.lastProof(at), at, null, device.boot(), said));
            }
        } else if (known != null && known.to == null && device.health() != Health.UNKNOWN) {
            absences.put(device.endpoint(), known.until(at));
        }
    }

    /** The node has told of the present: what that says about its last absence, if it was away and that is not known. */
    @Nullable
    Found reported(Device device, Instant at) {
        Absence absence = absences.get(device.endpoint());
        if (absence == null || absence.to == null || !device.hasCaughtUp()) {
            return null;
        }
        Instant start = start(device, absence.to);
        if (start == null || absence.standsStill(device)) {
            return null;
        }
        if (start.isBefore(absence.from.minus(INEXACT)) || absence.isWrapped(start)) {
            boolean sameRun = Objects.equals(absence.boot, device.boot());
            return found(device.endpoint(), absence, absence.to, sameRun ? Cause.UPLINK : Cause.AGENT);
        }
        List<String> neighbours = inventory.beside(device.endpoint());
        boolean willTell = !neighbours.isEmpty() && at.isBefore(absence.to.plus(NEIGHBOURS));
        if (willTell && !anyRanOn(neighbours, absence)) {
            asked.add(new Asked(absence.to.plus(NEIGHBOURS), device.endpoint()));
            return null;
        }
        return rebooted(device.endpoint(), absence, absence.to);
    }

    /** What has become clear because time has passed. */
    List<Found> pass(Instant at) {
        List<Found> found = new ArrayList<>();
        for (Asked next = asked.peek(); next != null && !next.until.isAfter(at); next = asked.peek()) {
            asked.remove();
            Absence absence = absences.get(next.endpoint);
            if (absence != null && absence.to != null) {
                found.add(rebooted(next.endpoint, absence, absence.to));
            }
        }
        return found;
    }

    private Found rebooted(String endpoint, Absence absence, Instant to) {
        boolean alone = anyRanOn(inventory.beside(endpoint), absence);
        return found(endpoint, absence, to, alone ? Cause.DEVICE : Cause.POWER);
    }

    private boolean anyRanOn(List<String> neighbours, Absence absence) {
        for (String neighbour : neighbours) {
            Device beside = devices.apply(neighbour);
            // What it stored before it was away too says nothing of the time between.
            boolean tells = beside != null && beside.hasCaughtUp();
            Instant start = tells ? start(beside, absence.noticed.plus(INEXACT)) : null;
            if (start != null && start.isBefore(absence.from.minus(INEXACT))) {
                return true;
            }
        }
        return false;
    }

    private Found found(String endpoint, Absence absence, Instant to, Cause cause) {
        absences.remove(endpoint);
        return new Found(endpoint, absence.from, absence.noticed, to, cause);
    }

    /** When the machine started, as it has said after {@code since}; null when it has not. */
    private static @Nullable Instant start(Device device, Instant since) {
        Latest uptime = device.values().get(UPTIME);
        if (uptime == null || uptime.at().isBefore(since) || !uptime.boot().equals(device.boot())) {
            return null;
        }
        return start(uptime);
    }

    private static @Nullable Instant start(Latest uptime) {
        return uptime.value() instanceof Long seconds ? uptime.at().minusSeconds(seconds) : null;
    }
}
