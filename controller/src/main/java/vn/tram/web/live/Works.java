package vn.tram.web.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import vn.tram.maintenance.Maintenance;
import vn.tram.maintenance.Maintenance.Coverage;

/** What is being worked on, as the pages see it. One thread writes; many may ask for the windows. */
final class Works {

    private final ConcurrentSkipListMap<String, Coverage> byId = new ConcurrentSkipListMap<>();
    private final Map<String, NavigableSet<String>> byEndpoint = new HashMap<>();

    /** Takes the change; gives the nodes that it covered or covers. */
    Set<String> take(Coverage coverage) {
        String id = coverage.window().id();
        Coverage old = byId.put(id, coverage);
        Set<String> affected = new TreeSet<>(coverage.endpoints());
        if (old != null) {
            affected.addAll(old.endpoints());
            old.endpoints().forEach(endpoint -> unlink(endpoint, id));
        }
        coverage.endpoints()
                .forEach(endpoint -> byEndpoint
                        .computeIfAbsent(endpoint, absent -> new TreeSet<>())
                        .add(id));
        return affected;
    }

    private void unlink(String endpoint, String id) {
        NavigableSet<String> ids = byEndpoint.get(endpoint);
        if (ids != null && ids.remove(id) && ids.isEmpty()) {
            byEndpoint.remove(endpoint);
        }
    }

    /** Forgets those that ended so long ago that the core has; gives their ids. */
    List<String> forget(Instant now) {
        List<String> forgotten = new ArrayList<>();
        for (Coverage coverage : byId.values()) {
            Instant ended = coverage.window().endedAt();
            if (ended != null && ended.isBefore(now.minus(Maintenance.KEPT))) {
                forgotten.add(coverage.window().id());
            }
        }
        forgotten.forEach(byId::remove);
        return forgotten;
    }

    /** Of the window that covers the node now; null for none. */
    @Nullable
    String of(String endpoint) {
        NavigableSet<String> ids = byEndpoint.get(endpoint);
        return ids == null ? null : ids.first();
    }

    /** Every window, by id. */
    Collection<Coverage> all() {
        return byId.values();
    }

    @Nullable
    Coverage find(String id) {
        return byId.get(id);
    }
}
