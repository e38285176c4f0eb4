package vn.tram.state;

import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which devices must be looked at, and when. A deadline that moves later costs nothing: the device is looked at on the
 * earlier one and put back. So the queue holds about one entry a device, however many events arrive.
 */
final class Deadlines {

    private record Entry(long at, Device device) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Long.compare(at, other.at);
        }
    }

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();

    /** Sees to it that {@code device} is looked at no later than {@code at}; null is never. */
    void put(Device device, @Nullable Instant at) {
        // Rounded up: looked at in the millisecond of its deadline but before it, a device would be put back for ever.
        long millis = at == null ? Long.MAX_VALUE : at.plusNanos(999_999).toEpochMilli();
        if (millis >= device.queuedFor()) {
            return;
        }
        device.queuedFor(millis);
        queue.add(new Entry(millis, device));
    }

    /** Takes out one device that must be looked at now; null when none is left. */
    @Nullable
    Device poll(Instant now) {
        Entry first = queue.peek();
        while (first != null && first.at <= now.toEpochMilli()) {
            queue.remove();
            if (first.at == first.device.queuedFor()) {
                first.device.queuedFor(Long.MAX_VALUE);
                return first.device;
            }
            first = queue.peek();
        }
        return null;
    }

    /** After the clock was set back, every deadline must be put in anew. */
    void clear() {
        for (Entry entry : queue) {
            entry.device.queuedFor(Long.MAX_VALUE);
        }
        queue.clear();
    }
}
