package vn.tram.web.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has changed, in order, and of each thing only the newest change: so it is as large as the province and no
 * larger, a reader that was away for an hour gets every change it missed, and one that cannot follow skips what is
 * outdated. Safe for many threads.
 */
final class Changes {

    /** One change; its event is written when somebody reads it, and kept. */
    static final class Change {

        private final long id;
        private final String head;
        private final Supplier<String> data;
        private volatile byte @Nullable [] frame;

        Change(String head, long id, Supplier<String> data) {
            this.id = id;
            this.head = head;
            this.data = data;
        }

        /** Grows by one with each change. */
        long id() {
            return id;
        }

        /** The server-sent event. Two threads may write it at once; both write the same. */
        byte[] frame() {
            byte[] written = frame;
            if (written == null) {
                written = (head + "data: " + data.get() + "\n\n").getBytes(StandardCharsets.UTF_8);
                frame = written;
            }
            return written;
        }
    }

    private final ConcurrentSkipListMap<Long, Change> byId = new ConcurrentSkipListMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final String epoch;
    private long head;

    /** @param epoch of this run of the controller: ids of another run are not continued */
    Changes(String epoch) {
        this.epoch = epoch;
    }

    /** What {@code Last-Event-ID} of this change is. */
    String name(long id) {
        return epoch + "-" + id;
    }

    /** The change of this name; -1 when it is none of this run's. */
    long parse(String name) {
        if (!name.matches(epoch + "-[0-9]{1,18}")) {
            return -1;
        }
        long id = Long.parseLong(name.substring(epoch.length() + 1));
        return id > head() ? -1 : id;
    }

    /** @param key what changed: replaces the earlier change of the same key */
    synchronized void put(String key, String event, Supplier<String> data) {
        long id = ++head;
        // The new one first, so that a reader in between sees one of them.
        byId.put(id, new Change("id: " + name(id) + "\nevent: " + event + "\n", id, data));
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
