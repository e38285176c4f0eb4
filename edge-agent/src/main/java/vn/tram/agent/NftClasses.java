package vn.tram.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.platform.Nftables;
import vn.tram.platform.TosCounters;
import vn.tram.probe.ArrivedClasses;

/** Classes as nftables counts them; without nft or the right to use it nothing is known, which is said once. */
final class NftClasses implements ArrivedClasses, AutoCloseable {

    /** The table of an agent. */
    static final String AGENT = "tram_probe";
    /** That of a test, which runs beside it. */
    static final String TEST = "tram_probe_test";
    /** That of a reflector for a test. */
    static final String REFLECTOR = "tram_probe_reflect";

    private static final Logger log = LoggerFactory.getLogger(NftClasses.class);
    private static final long AGAIN = Duration.ofMinutes(1).toNanos();

    private final TosCounters counters;
    private boolean isClosed;
    private boolean hasFailed;
    private long failed;

    NftClasses(String table) {
        counters = new TosCounters(new Nftables(List.of("nft")), table);
    }

    @Override
    public void watch(int port) {
        counters.watch(port);
    }

    @Override
    public synchronized void refresh() {
        if (isClosed || hasFailed && System.nanoTime() - failed < AGAIN) {
            return;
        }
        try {
            counters.refresh();
            hasFailed = false;
        } catch (IOException e) {
            if (!hasFailed) {
                log.info("with which class packets arrive is not known: {}", e.getMessage());
            }
            hasFailed = true;
            failed = System.nanoTime();
        }
    }

    @Override
    public @Nullable Map<Integer, Long> from(InetSocketAddress source, int port) {
        return counters.from(source, port);
    }

    @Override
    public @Nullable Integer lately(InetSocketAddress source, int port) {
        return counters.lately(source, port);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        try {
            counters.close();
        } catch (IOException e) {
            log.debug("the counters of classes stay behind", e);
        }
    }
}
