package vn.tram.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vn.tram.probe.ProbeSettings.Link;
import vn.tram.stamp.DscpTally;
import vn.tram.stamp.ErrorEstimate;
import vn.tram.stamp.ProbeSummary;
import vn.tram.stamp.StampKey;

/**
 * Probes one link for a while, for somebody who watches: as many probes as were asked for, at an even pace, each told of
 * when it is answered or given up. All in the caller's thread.
 */
public final class LinkTest {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long LONGEST_SLEEP_MILLIS = 20;
    /** Each is a process of its own. */
    private static final int MOST_PINGS = 32;

    private final Link link;
    private final int count;
    private final int bytes;
    private final @Nullable Duration clockError;
    private final ArrivedClasses arrived;
    private final InstantSource clock;

    /** Who watches. */
    public interface Watcher {

        /** @param sequence from 0 */
        void answered(long sequence, Duration roundTrip);

        /** No answer within 2 s. */
        void lost(long sequence);
    }

    /**
     * What was found.
     *
     * @param refused answers that were none: signed wrong, repeated, late or of nothing that was asked
     * @param there classes with which the probes reached the reflector, as far as it said so
     * @param here classes with which the answers arrived, as far as this system counts them
     */
    public record Found(ProbeSummary summary, long refused, DscpTally there, DscpTally here) {}

    /**
     * @param link whose interval is the time from one probe to the next
     * @param count of probes
     * @param bytes of each packet after the UDP or ICMP header; 0 for as many as are needed
     * @param arrived who knows with which classes the answers arrive
     * @param clockError how far this device's clock is wrong at most; null when nobody promises any
     */
    public LinkTest(
            Link link,
            int count,
            int bytes,
            @Nullable Duration clockError,
            ArrivedClasses arrived,
            InstantSource clock) {
        this.link = link;
        this.count = count;
        this.bytes = bytes;
        this.clockError = clockError;
        this.arrived = arrived;
        this.clock = clock;
    }

    /** The least that {@code bytes} may be, if it is not 0. */
    public static int fewestBytes(boolean isSigned) {
        return StampProbe.fewestBytes(isSigned);
    }

    /**
     * Takes as long as the probes and the last answer do.
     *
     * @param address of the peer
     * @param goOn asked all the time; what was found so far counts when it says no
     * @throws IOException when this machine cannot probe that way at all
     */
    public Found run(InetSocketAddress address, Watcher watcher, BooleanSupplier goOn) throws IOException {
        try (Selector selector = Selector.open();
                Probe probe = probe(address)) {
            probe.observer = new Probe.Observer() {
                @Override
                public void answered(long sequence, long roundTripNanos) {
                    watcher.answered(sequence, Duration.ofNanos(roundTripNanos));
                }

                @Override
                public void lost(long sequence) {
                    watcher.lost(sequence);
                }
            };
            // The probe has said by now what shall be counted.
            arrived.refresh();
            send(probe, selector, goOn);
            arrived.refresh();
            return new Found(probe.summary(), probe.refused, probe.takeReceivedThere(), probe.takeReceivedHere());
        }
    }

    private void send(Probe probe, Selector selector, BooleanSupplier goOn) throws IOException {
        long interval = link.interval().toNanos();
        long began = System.nanoTime();
        while (goOn.getAsBoolean()) {
            long now = System.nanoTime();
            probe.turn(now);
            probe.expire(now);
            if (probe instanceof IcmpProbe ping && ping.isMissing()) {
                throw new IOException("the program ping cannot be started");
            }
            long wait = began + probe.sequence * interval - now;
            if (probe.sequence < count && wait <= 0 && probe.isReady()) {
                probe.send(selector, now);
                wait = began + probe.sequence * interval - now;
            }
            if (probe.sequence == count && probe.statistics.waiting() == 0) {
                probe.expire(now);
                return;
            }
            long sleep = Math.min(LONGEST_SLEEP_MILLIS, Math.max(1, wait / NANOS_PER_MILLI));
            selector.select(probe::receive, probe.sequence == count ? LONGEST_SLEEP_MILLIS : sleep);
        }
    }

    private Probe probe(InetSocketAddress address) {
        Duration interval = link.interval();
        return switch (link.method()) {
            case ICMP -> {
                IcmpProbe probe = new IcmpProbe(link.name(), interval, "ping", pingOptions(), MOST_PINGS);
                probe.towards(address.getAddress().getHostAddress());
                yield probe;
            }
            case TCP -> {
                TcpProbe probe = new TcpProbe(link.name(), interval, link.dscp());
                probe.towards(address);
                yield probe;
            }
            case STAMP -> {
                StampKey key = link.key() == null ? null : new StampKey(link.key());
                int error = ErrorEstimate.of(clockError);
                StampProbe probe = new StampProbe(link.name(), key != null, interval, false, link.dscp(), error, clock);
                probe.hears(arrived);
                probe.askAlways(bytes);
                probe.towards(address, link.ssid(), key);
                yield probe;
            }
        };
    }

    private List<String> pingOptions() {
        List<String> options = new ArrayList<>();
        if (link.dscp() != 0) {
            options.addAll(List.of("-Q", Integer.toString(link.dscp() << 2)));
        }
        if (bytes != 0) {
            options.addAll(List.of("-s", Integer.toString(bytes)));
        }
        return options;
    }
}
