package vn.tram.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8620);
    private static final int PORT = 40_000;
    private static final int EF = 46 << 2;

    private @Nullable Map<Integer, Long> counted;

    private final Arrivals arrivals = new Arrivals(new ArrivedClasses() {
        @Override
        public void watch(int port) {}

        @Override
        public void refresh() {}

        @Override
        public @Nullable Map<Integer, Long> from(InetSocketAddress source, int port) {
            return counted;
        }

        @Override
        public @Nullable Integer lately(InetSocketAddress source, int port) {
            return null;
        }
    });

    @Test
    void only_what_came_since_the_last_summary_counts_also_when_nothing_could_be_read_meanwhile() {
        counted = Map.of(EF, 50L);
        assertEquals(46, arrivals.take(PEER, PORT).only());
        counted = null;
        assertNull(arrivals.take(PEER, PORT).only());
        counted = Map.of(EF, 50L, 0, 7L);
        assertEquals(0, arrivals.take(PEER, PORT).only());
        counted = Map.of(EF, 60L, 0, 8L);
        assertEquals("CS0 1, EF 10", arrivals.take(PEER, PORT).text());
    }

    @Test
    void what_is_counted_anew_is_taken_as_it_is() {
        counted = Map.of(EF, 50L);
        assertEquals("EF 50", arrivals.take(PEER, PORT).text());
        counted = Map.of(EF, 3L);
        assertEquals("EF 3", arrivals.take(PEER, PORT).text());
        assertTrue(arrivals.take(PEER, PORT).text().isEmpty());
    }
}
