package vn.tram.reflector;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has it kept whose probes have arrived once, past the reflector's thread, for the disk is slow. In one thread. */
final class Heard {

    private static final Logger LOG = LoggerFactory.getLogger(Heard.class);

    private final ProbeKeys keys;
    private final Set<Integer> sessions = new HashSet<>();
    private @Nullable CompletableFuture<?> keeping;

    Heard(ProbeKeys keys) {
        this.keys = keys;
    }

    void add(int ssid) {
        sessions.add(ssid);
    }

    void turn() {
        if (sessions.isEmpty() || keeping != null && !keeping.isDone()) {
            return;
        }
        Set<Integer> now = Set.copyOf(sessions);
        sessions.clear();
        keeping = CompletableFuture.runAsync(() -> keys.heard(now)).exceptionally(problem -> {
            LOG.warn("whose probes arrive was not kept, and is tried with the next one: {}", problem.getMessage());
            return null;
        });
    }
}
