package vn.tram.lwm2m;

import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.flow.Event;

/**
 * Events that nobody repeats when the loop's queue is full: kept in order and offered again. Bounded; safe for use by
 * many threads.
 */
final class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private final EventSink sink;
    private final int most;
    private final Queue<Event> waiting = new ArrayDeque<>();
    private long lost;

    Backlog(EventSink sink, int most) {
        this.sink = sink;
        this.most = most;
    }

    synchronized void tell(Event event) {
        if (waiting.isEmpty() && sink.offer(event)) {
            return;
        }
        if (waiting.size() >= most) {
            lost++;
            if (lost == 1) {
                log.error("the loop does not keep up: {} and later ones are lost", event);
            }
            return;
        }
        waiting.add(event);
    }

    synchronized void retry() {
        while (!waiting.isEmpty() && sink.offer(waiting.element())) {
            waiting.remove();
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long lost() {
        return lost;
    }
}
