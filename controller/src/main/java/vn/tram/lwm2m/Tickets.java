package vn.tram.lwm2m;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import vn.tram.lwm2m.mqtt.SendReceiver.Responder;

/** Answers that are owed, by number. Bounded in number and age; safe for use by many threads. */
final class Tickets {

    /** No number. */
    static final long NONE = -1;

    private final int most;
    private final Duration life;
    private final Map<Long, Ticket> open = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong(1);
    private final LongAdder expired = new LongAdder();

    private record Ticket(Responder responder, Instant madeAt) {}

    /** @param life after which the device has long stopped to wait */
    Tickets(int most, Duration life) {
        this.most = most;
        this.life = life;
    }

    /** {@link #NONE} when too many are open. */
    long make(Responder responder, Instant now) {
        if (open.size() >= most) {
            return NONE;
        }
        long number = next.getAndIncrement();
        open.put(number, new Ticket(responder, now));
        return number;
    }

    /** Who waits for the answer, once; null when nobody does any more. */
    @Nullable
    Responder take(long number) {
        Ticket ticket = open.remove(number);
        return ticket == null ? null : ticket.responder();
    }

    /** Forgets those that are too old; their devices send again. */
    void expire(Instant now) {
        Instant oldest = now.minus(life);
        open.entrySet().removeIf(entry -> {
            boolean old = entry.getValue().madeAt().isBefore(oldest);
            if (old) {
                expired.increment();
            }
            return old;
        });
    }

    int open() {
        return open.size();
    }

    long expired() {
        return expired.sum();
    }
}
