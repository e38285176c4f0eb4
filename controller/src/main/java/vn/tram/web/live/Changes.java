package vn.tram.web.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * What has changed, in order, and of each thing only the newest change: so it is as large as the province and no
 * larger, a reader that was away for an hour gets every change it missed, and one that cannot follow skips what is
 * outdated. Safe for many threads.
 */
final class Changes {

    /**
     * @param id grows by one with each change
     * @param event name of the server-sent event
     * @param data JSON, written when somebody reads it
     */
    record Change(long id, String event, Supplier<String> data) {}

    private final ConcurrentSkipListMap<Long, Change> byId = new ConcurrentSkipListMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private long head;

    /** @param key what changed: replaces the earlier change of the same key */
    synchronized void put(String key, String event, Supplier<String> data) {
        long id = ++head;
        // The new one first, so that a reader in between sees one of them.
        byId.put(id, new Change(id, event, data));
        Long old = newest.put(key, id);
        if (old != null) {
            byId.remove(old);
        }
    }

    synchronized void forget(String key) {
        Long old = newest.remove(key);
        if (old != null) {
            byId.remove(old);
        }
    }

    /** The id of the last change; 0 before the first. */
    synchronized long head() {
        return head;
    }

    /** At most {@code limit} changes after {@code id}, oldest first. */
    List<Change> after(long id, int limit) {
        List<Change> changes = new ArrayList<>();
        for (Change change : byId.tailMap(id, false).values()) {
            if (changes.size() == limit) {
                break;
            }
            changes.add(change);
        }
        return changes;
    }
}
