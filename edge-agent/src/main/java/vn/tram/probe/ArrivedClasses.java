package vn.tram.probe;

import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** With which traffic class (DSCP and ECN) UDP packets arrive, as the system counts them: Java cannot read it. For any thread. */
public interface ArrivedClasses {

    /** Where nobody counts. */
    ArrivedClasses UNKNOWN = new ArrivedClasses() {
        @Override
        public void watch(int port) {}

        @Override
        public void refresh() {}

        @Override
        public @Nullable Map<Integer, Long> from(InetSocketAddress source, int port) {
            return null;
        }

        @Override
        public @Nullable Integer lately(InetSocketAddress source, int port) {
            return null;
        }
    };

    /** Begins to count, some time later, what arrives from or at that port. */
    void watch(int port);

    /** Counts as of now; waits for it. */
    void refresh();

    /** Packets of a flow by class since it began, as of the last reading; null when that is not known. */
    @Nullable
    Map<Integer, Long> from(InetSocketAddress source, int port);

    /** The class of all packets of a flow between the last two readings; null when not known, or when they had several. */
    @Nullable
    Integer lately(InetSocketAddress source, int port);
}
