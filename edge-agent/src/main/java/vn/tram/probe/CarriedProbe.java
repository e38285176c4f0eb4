package vn.tram.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import vn.tram.document.Reading;
import vn.tram.stamp.ErrorEstimate;

/**
 * The probe of one device's line to the controller, as in {@link Probes}, without a socket and a thread: whoever has
 * thousands of devices in one process carries the packets of all. Called by one thread; {@link #readings} and
 * {@link #states} by any.
 */
public final class CarriedProbe {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long LONGEST_SLEEP = Duration.ofMillis(100).toNanos();
    private static final long STALL = Duration.ofSeconds(1).toNanos();
    private static final int SSID = 26;

    /** Carries packets. */
    public interface Carrier {
        /** @throws IOException when it cannot; then there will be no answer */
        void carry(byte[] packet, InetSocketAddress to) throws IOException;
    }

    private final StampProbe probe;
    private final ControllerLink link;
    private final Carrier carrier;
    private final long summaryNanos;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile List<Reading> summaries = List.of();
    private volatile List<Reading> states = List.of();
    private boolean hasTurned;
    private long lastTurn;
    private long nextTurn;
    private long summedUp;
    private long failures;

    /**
     * @param controller host of the reflector, and who knows how it is probed
     * @param summary from one summary to the next
     * @param background asks the controller, which may take long
     */
    public CarriedProbe(
            Probes.Controller controller, Carrier carrier, Duration summary, InstantSource clock, Executor background) {
        this.carrier = carrier;
        this.summaryNanos = summary.toNanos();
        int error = ErrorEstimate.of(null);
        probe = new StampProbe(Probes.CONTROLLER, true, INTERVAL, true, 0, error, clock);
        link = new ControllerLink(probe, controller.host(), controller.source(), background, tasks::add);
    }

    /**
     * Does what is due; to be called at least every 20 ms, and costs nothing when there is nothing to do.
     *
     * @param now nanoseconds of a clock that does not jump
     */
    public void turn(long now) {
        if (hasTurned && now - nextTurn < 0 && tasks.isEmpty()) {
            return;
        }
        if (!hasTurned) {
            hasTurned = true;
            summedUp = now;
        } else if (now - lastTurn > STALL) {
            probe.pace.resumed(now);
        }
        lastTurn = now;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        probe.expire(now);
        long sleep = LONGEST_SLEEP;
        InetSocketAddress to = probe.address();
        if (to != null) {
            if (probe.pace.isDue(now)) {
                send(to, now);
            }
            sleep = Math.min(sleep, probe.pace.sleep(now));
        }
        link.turn(now);
        tell(now);
        nextTurn = now + sleep;
    }

    private void send(InetSocketAddress to, long now) {
        byte[] packet = probe.next(now);
        try {
            carrier.carry(packet, to);
        } catch (IOException e) {
            // No answer will come, and that is what is told of the line.
            failures++;
        }
    }

    /** SSID in a signed packet or its answer, before anybody has looked at the signature; -1 when it is too short. */
    public static int session(byte[] packet) {
        return packet.length < SSID + 2
                ? -1
                : Byte.toUnsignedInt(packet[SSID]) << 8 | Byte.toUnsignedInt(packet[SSID + 1]);
    }

    /** An answer to this device has come. */
    public void take(byte[] packet, long now) {
        probe.take(packet, now);
    }

    /** How many packets could not be carried; in the thread that calls {@link #turn}. */
    public long failures() {
        return failures;
    }

    private void tell(long now) {
        Reading state = ProbeReadings.state(0, probe.pace.state(now));
        List<Reading> present = state == null ? List.of() : List.of(state);
        if (!present.equals(states)) {
            states = present;
        }
        if (now - summedUp >= summaryNanos) {
            summedUp = now;
            summaries = List.copyOf(ProbeReadings.of(0, probe, probe.summary()));
        }
    }

    /** What the last interval was like, and the present state. */
    public List<Reading> readings() {
        List<Reading> all = new ArrayList<>(summaries);
        all.addAll(states);
        return all;
    }

    /** The present state, whose change must be known at once. */
    public List<Reading> states() {
        return states;
    }
}
