package vn.tram.probe;

import java.net.InetSocketAddress;
import java.util.Map;
import vn.tram.stamp.DscpTally;

/** With which classes the answers of one peer arrived, from one summary to the next. In the thread of {@link Probes}. */
final class Arrivals {

    private final ArrivedClasses classes;
    private Map<Integer, Long> before = Map.of();
    private int portBefore;

    Arrivals(ArrivedClasses classes) {
        this.classes = classes;
    }

    void expect(InetSocketAddress peer) {
        classes.watch(peer.getPort());
    }

    /** @param port of ours at which they arrive */
    DscpTally take(InetSocketAddress peer, int port) {
        DscpTally tally = new DscpTally();
        Map<Integer, Long> now = classes.from(peer, port);
        if (now == null) {
            return tally;
        }
        Map<Integer, Long> then = port == portBefore ? before : Map.of();
        before = now;
        portBefore = port;
        now.forEach((tos, packets) -> {
            long more = packets - then.getOrDefault(tos, 0L);
            // Who counts has begun anew.
            tally.add(tos >> 2, more < 0 ? packets : more);
        });
        return tally;
    }
}
