package vn.tram.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.state.ProbeLevel;

/**
 * Tells from the probes that arrive whose line works. An endpoint is {@code SILENT} when nothing of it has arrived for
 * 1.8 s, and {@code LOSSY} while at least two of its numbers are missing in 10 s: one packet lost now and then is what a
 * working line does. When everybody falls silent at once, nothing is said of anybody, but that nothing is heard.
 *
 * <p>After its own pause, and after a jump of the clock, it first listens for 1.8 s again. What it costs follows what
 * arrives and what changes, not how many endpoints there are. Not safe for use by many threads.
 */
public final class ProbeWatch {

    /** A line that works leaves no longer pause: a probe a second, and every 100 ms once an answer is missing. */
    public static final Duration SILENCE = Duration.ofMillis(1800);

    /** Called less often than this, it cannot tell the others' pause from its own. */
    public static final Duration STALL = Duration.ofSeconds(1);

    /** When so many stop together, and nobody is left, the cause is at our end. */
    static final int MANY = 3;

    /** So long after a line has fallen silent it is told who goes on: everybody who does sends within it. */
    private static final long TELLS_OTHERS_MILLIS = 1500;

    private static final long HASTY_PASS_MILLIS = 20;
    private static final long PASS_MILLIS = 100;

    private static final int LOSSES = 2;
    private static final int WINDOW_SECONDS = 10;
    /** Of a sender that goes on; a greater step is another run of it. */
    private static final int MOST_MISSING = 1000;

    private static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final long PAUSE_OF_ONE_MILLIS = 1500;

    /** Is told what has changed, in the thread that calls {@link #pass}. */
    public interface Listener {

        /** @param lastArrival by our clock; when we began to listen, where nothing has arrived yet */
        void probed(String endpoint, ProbeLevel level, Instant lastArrival);

        /** Whether probes arrive from anywhere. */
        void hears(boolean anything);

        /**
         * Somebody has fallen silent not long ago, and these were heard later than that one's next probe was due: their
         * lines were not cut with it.
         *
         * @param last when each of them was heard last, by our clock
         */
        void arrived(Map<String, Instant> last);
    }

    private final int max;
    /** Those that arrive, the longest ago first. */
    private final Map<String, Line> flowing = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Line> silent = new HashMap<>();
    /** Those of which numbers are missing. */
    private final Set<Line> lossy = new LinkedHashSet<>();

    private final Deque<Line> changed = new ArrayDeque<>();
    /** Who was heard since the last pass, while somebody has just fallen silent. */
    private final Map<String, Instant> others = new HashMap<>();

    private long tellsOthersUntil;
    private long listeningSince;
    private long lastPass;
    private long lastArrival;
    private boolean isDeaf;
    private boolean hearsAgain;
    private long refused;

    /** What is known of one endpoint. Times are in milliseconds since 1970. */
    private static final class Line {
        final String endpoint;
        final short[] missing = new short[WINDOW_SECONDS];
        long windowEnd;
        long last;
        /** Null before the first packet. */
        @Nullable
        Long sequence;
        /** As it was told; null before. */
        @Nullable
        ProbeLevel told;

        Line(String endpoint, long last) {
            this.endpoint = endpoint;
            this.last = last;
        }

        void moveTo(long second) {
            long steps = Math.min(WINDOW_SECONDS, Math.max(0, second - windowEnd));
            for (long i = 1; i <= steps; i++) {
                missing[(int) Math.floorMod(second - steps + i, (long) WINDOW_SECONDS)] = 0;
            }
            windowEnd = second;
        }

        void miss(int packets, long second) {
            moveTo(second);
            int at = (int) Math.floorMod(second, (long) WINDOW_SECONDS);
            missing[at] = (short) Math.min(MOST_MISSING, missing[at] + packets);
        }

        int missing() {
            int sum = 0;
            for (short one : missing) {
                sum += one;
            }
            return sum;
        }

        /** What was not heard meanwhile is not missing. */
        void beginAnew() {
            Arrays.fill(missing, (short) 0);
            sequence = null;
        }
    }

    /** @param max endpoints that are watched; packets of more are not looked at, and counted */
    public ProbeWatch(int max, Instant now) {
        this.max = max;
        this.lastPass = now.toEpochMilli();
        this.listeningSince = lastPass;
        this.lastArrival = lastPass;
        this.tellsOthersUntil = lastPass;
    }

    /** Probes should come from there, though none has come yet: it was probing before our last start. */
    public void expect(String endpoint, Instant at) {
        if (!silent.containsKey(endpoint) && !flowing.containsKey(endpoint) && hasRoom()) {
            flowing.put(endpoint, new Line(endpoint, at.toEpochMilli()));
        }
    }

    private boolean hasRoom() {
        boolean hasRoom = flowing.size() + silent.size() < max;
        refused += hasRoom ? 0 : 1;
        return hasRoom;
    }

    /** An authentic probe has arrived, for the first time. */
    public void heard(String endpoint, long sequence, Instant at) {
        long now = at.toEpochMilli();
        Line line = flowing.get(endpoint);
        if (line == null) {
            line = silent.remove(endpoint);
            if (line == null && !hasRoom()) {
                return;
            }
            line = line == null ? new Line(endpoint, now) : line;
            line.beginAnew();
            flowing.put(endpoint, line);
        }
        number(line, sequence, now);
        line.last = now;
        lastArrival = now;
        if (now < tellsOthersUntil) {
            others.put(endpoint, at);
        }
        if (line.told == null || line.told == ProbeLevel.SILENT) {
            changed.add(line);
        }
        hearsAgain |= isDeaf;
    }

    private void number(Line line, long sequence, long now) {
        Long before = line.sequence;
        if (before != null) {
            int ahead = (int) sequence - before.intValue();
            if (ahead > 1 && ahead <= MOST_MISSING) {
                line.miss(ahead - 1, Math.floorDiv(now, 1000L));
                lossy.add(line);
            } else if (ahead <= 0 && ahead > -64) {
                // Overtaken on its way, so it was not lost.
                line.miss(line.missing() > 0 ? -1 : 0, Math.floorDiv(now, 1000L));
                return;
            }
        }
        line.sequence = sequence;
    }

    /**
     * When {@link #pass} should be called next: after 100 ms, or sooner when a line will have been silent for long enough
     * by then, or just was. So nobody waits for the next turn to be told of a cut.
     */
    public Instant nextPass(Instant at) {
        long now = at.toEpochMilli();
        long next = now + (now < tellsOthersUntil ? HASTY_PASS_MILLIS : PASS_MILLIS);
        Iterator<Line> longestAgo = flowing.values().iterator();
        if (longestAgo.hasNext()) {
            long silent = Math.max(longestAgo.next().last, listeningSince) + SILENCE.toMillis();
            next = Math.min(next, Math.max(silent, now + HASTY_PASS_MILLIS));
        }
        return Instant.ofEpochMilli(next);
    }

    /** Time passes: tells what has changed. To be called at {@link #nextPass}, after what has arrived was handed in. */
    public void pass(Instant at, Listener listener) {
        long now = at.toEpochMilli();
        boolean hasStalled = now < lastPass || now - lastPass > STALL.toMillis();
        if (hasStalled) {
            lastArrival = now;
            beginAnew(now);
        }
        lastPass = now;
        hearAgain(now, listener);
        tellArrivals(listener);
        tellLosses(now, listener);
        tellSilences(now, listener);
        if (!others.isEmpty()) {
            listener.arrived(Map.copyOf(others));
            others.clear();
        }
    }

    /** Everybody is to be told of again, once we have listened for a while. */
    private void beginAnew(long now) {
        listeningSince = now;
        tellsOthersUntil = now;
        others.clear();
        flowing.putAll(silent);
        silent.clear();
        for (Line line : flowing.values()) {
            line.told = null;
            line.last = Math.min(line.last, now);
            line.beginAnew();
        }
    }

    private void hearAgain(long now, Listener listener) {
        if (hearsAgain) {
            hearsAgain = false;
            isDeaf = false;
            listeningSince = now;
            listener.hears(true);
        }
    }

    private void tellArrivals(Listener listener) {
        while (!changed.isEmpty()) {
            Line line = changed.remove();
            if (line.told == null || line.told == ProbeLevel.SILENT) {
                tell(line, ProbeLevel.FLOWING, listener);
            }
        }
    }

    private void tellLosses(long now, Listener listener) {
        for (Iterator<Line> all = lossy.iterator(); all.hasNext(); ) {
            Line line = all.next();
            line.moveTo(Math.floorDiv(now, 1000L));
            int missing = line.missing();
            if (missing >= LOSSES && line.told == ProbeLevel.FLOWING) {
                tell(line, ProbeLevel.LOSSY, listener);
            } else if (missing <= 0) {
                all.remove();
                if (line.told == ProbeLevel.LOSSY) {
                    tell(line, ProbeLevel.FLOWING, listener);
                }
            }
        }
    }

    private void tellSilences(long now, Listener listener) {
        if (isDeaf) {
            return;
        }
        List<Line> fallen = fallen(now);
        if (fallen.isEmpty() || isDoubtful(now)) {
            return;
        }
        if (now - lastArrival >= SILENCE.toMillis() && stoppedTogether() >= MANY) {
            isDeaf = true;
            beginAnew(now);
            listener.hears(false);
            return;
        }
        for (Line line : fallen) {
            flowing.remove(line.endpoint);
            lossy.remove(line);
            silent.put(line.endpoint, line);
            tell(line, ProbeLevel.SILENT, listener);
        }
        tellOthers(now);
    }

    /** Now those who were heard not long before, though they were told when another fell silent; and more for a while. */
    private void tellOthers(long now) {
        long since = now - SILENCE.toMillis() + STALL.toMillis();
        for (Line line : flowing.values()) {
            if (line.last > since) {
                others.put(line.endpoint, Instant.ofEpochMilli(line.last));
            }
        }
        tellsOthersUntil = now + TELLS_OTHERS_MILLIS;
    }

    /** Tells everything again, for whoever may have forgotten it; what is known already changes nothing. */
    public void tellAll(Listener listener) {
        if (!isDeaf) {
            tellAgain(flowing.values(), listener);
            tellAgain(silent.values(), listener);
        }
    }

    private static void tellAgain(Collection<Line> lines, Listener listener) {
        for (Line line : lines) {
            ProbeLevel level = line.told;
            if (level != null) {
                tell(line, level, listener);
            }
        }
    }

    private List<Line> fallen(long now) {
        List<Line> fallen = new ArrayList<>();
        for (Line line : flowing.values()) {
            if (Math.max(line.last, listeningSince) + SILENCE.toMillis() > now) {
                break;
            }
            fallen.add(line);
        }
        return fallen;
    }

    /** Whether it looks as if nobody were heard any more, which time will tell. */
    private boolean isDoubtful(long now) {
        long pause = now - lastArrival;
        return pause < SILENCE.toMillis()
                && flowing.size() >= MANY
                && pause > Math.max(SHORTEST_PAUSE_MILLIS, PAUSE_OF_ONE_MILLIS / flowing.size());
    }

    /** How many were heard until the last moment in which anybody was. */
    private int stoppedTogether() {
        int together = 0;
        for (Line line : flowing.values()) {
            together += line.last + STALL.toMillis() + SHORTEST_PAUSE_MILLIS >= lastArrival ? 1 : 0;
        }
        return together;
    }

    private static void tell(Line line, ProbeLevel level, Listener listener) {
        line.told = level;
        listener.probed(line.endpoint, level, Instant.ofEpochMilli(line.last));
    }

    /** How many arrive. */
    public int flowing() {
        return flowing.size();
    }

    /** How many have fallen silent. */
    public int silent() {
        return silent.size();
    }

    /** How often an endpoint was not watched because there are too many. */
    public long refused() {
        return refused;
    }
}
