package vn.tram.reflector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Event;
import vn.tram.link.ProbeWatch;
import vn.tram.state.ProbeLevel;

/**
 * Tells the core what the probes say. What the core's full queue refuses is offered again, the newest of each endpoint;
 * and now and then everything is told again, for the core may have paused. In one thread; numbers are for any.
 */
public final class Telling implements ProbeWatch.Listener {

    /** Takes an event; false when it cannot now. */
    public interface Told {
        boolean offer(Event event);
    }

    private static final long NANOS_TO_TELL_ALL = Duration.ofSeconds(15).toNanos();

    private final Told told;
    private final InstantSource clock;
    private final Map<String, Event> owed = new LinkedHashMap<>();
    private @Nullable Event owedHearing;
    private Map<String, Instant> owedArrivals = Map.of();
    private long toldAll = System.nanoTime();
    private volatile long waiting;
    private volatile long flowing;
    private volatile long silent;

    Telling(Told told, InstantSource clock) {
        this.told = told;
        this.clock = clock;
    }

    @Override
    public void probed(String endpoint, ProbeLevel level, Instant lastArrival) {
        // Behind what is owed already, so that the newest is told last.
        owed.remove(endpoint);
        owed.put(endpoint, new Event.Probed(clock.instant(), endpoint, level, lastArrival));
    }

    @Override
    public void hears(boolean anything) {
        owed.clear();
        owedHearing = new Event.ProbesHeard(clock.instant(), anything);
    }

    @Override
    public void arrived(Map<String, Instant> last) {
        owedArrivals = last;
    }

    /** Hands over what there is. */
    void turn(ProbeWatch watch) {
        if (System.nanoTime() - toldAll > NANOS_TO_TELL_ALL) {
            toldAll = System.nanoTime();
            watch.tellAll(this);
        }
        Event hearing = owedHearing;
        if (hearing == null || told.offer(hearing)) {
            owedHearing = null;
            Iterator<Event> events = owed.values().iterator();
            while (events.hasNext() && told.offer(events.next())) {
                events.remove();
            }
        }
        if (!owedArrivals.isEmpty() && owed.isEmpty()) {
            // What is refused is not offered again: without it the core only waits a little longer.
            told.offer(new Event.ProbesArrived(clock.instant(), owedArrivals));
        }
        owedArrivals = Map.of();
        waiting = owed.size();
        flowing = watch.flowing();
        silent = watch.silent();
    }

    long owed() {
        return waiting;
    }

    long flowing() {
        return flowing;
    }

    long silent() {
        return silent;
    }
}
