package vn.tram.simulator.network;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import vn.tram.simulator.time.Agenda;

/** Carries messages in simulated time and does to them what the weather says, by one seed. Used by one thread. */
public final class Air {

    private final Agenda agenda;
    private final Random random;
    private final Weather weather;
    private final Map<String, Instant> lastArrival = new HashMap<>();
    private long lost;
    private long doubled;

    public Air(Agenda agenda, Random random, Weather weather) {
        this.agenda = agenda;
        this.random = random;
        this.weather = weather;
    }

    /** A message that may be lost, doubled or overtaken. */
    public void send(Runnable arrival) {
        if (random.nextDouble() < weather.loss()) {
            lost++;
            return;
        }
        agenda.after(delay(), arrival);
        if (random.nextDouble() < weather.duplicates()) {
            doubled++;
            agenda.after(delay().plus(delay()), arrival);
        }
    }

    /** A message that arrives once, after those sent before on the same {@code stream}. */
    public void sendInOrder(String stream, Runnable arrival) {
        Instant at = agenda.instant().plus(delay());
        Instant last = lastArrival.getOrDefault(stream, at);
        Instant next = last.isAfter(at) ? last : at;
        lastArrival.put(stream, next);
        agenda.at(next, arrival);
    }

    private Duration delay() {
        return weather.delay().plusMillis(random.nextInt((int) weather.jitter().toMillis() + 1));
    }

    public long lost() {
        return lost;
    }

    public long doubled() {
        return doubled;
    }
}
