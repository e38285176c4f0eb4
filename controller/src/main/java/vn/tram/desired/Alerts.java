package vn.tram.desired;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.state.Device;
import vn.tram.state.Latest;

/**
 * The emergency broadcast that every portal should show, written to each until it says that it has it. No limit holds it
 * back: it is one small message for each node, and seconds count. Used by one thread.
 */
public final class Alerts {

    /** A write of it is of no revision of the content. */
    public static final long NO_REVISION = -1;

    /** Resources that take the text, in pieces; a text of LwM2M has at most {@link Reading#MAX_TEXT} characters here. */
    static final int FIRST_PIECE = 8;

    static final int PIECES = 4;

    /** Resource that says the SHA-256 of the broadcast that is shown or refused; agents that know none lack it. */
    static final ResourcePath HEARD = new ResourcePath(Desired.PORTAL, 0, 12);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(3);
    private static final Duration LAST_RETRY = Duration.ofMinutes(1);

    private record Broadcast(String text, String hash, Instant expires) {}

    private record Turn(Instant at, Duration pause) {}

    private @Nullable Broadcast wanted;
    private final Map<String, Turn> lagging = new TreeMap<>();

    /**
     * From now on every portal should show this one, until it expires. Said again after each start.
     *
     * @param text signed, at most {@value #PIECES} times {@link Reading#MAX_TEXT} characters
     * @param hash SHA-256 of the text
     */
    public void told(String text, String hash, Instant expires) {
        if (wanted != null && wanted.hash.equals(hash)) {
            return;
        }
        wanted = new Broadcast(text, hash, expires);
        lagging.clear();
    }

    /** Compares, after anything about the device or the broadcast may have changed. */
    public void consider(Device device, Instant at) {
        Broadcast now = wanted;
        if (now == null) {
            return;
        }
        Latest heard = device.values().get(HEARD);
        boolean isReachable = device.isSeen() && !Boolean.FALSE.equals(device.online());
        if (heard == null || heard.value().equals(now.hash) || !isReachable || !at.isBefore(now.expires)) {
            lagging.remove(device.endpoint());
        } else {
            lagging.putIfAbsent(device.endpoint(), new Turn(at, FIRST_RETRY));
        }
    }

    /** A new registration: waiting is over. */
    public void registered(Device device, Instant at) {
        lagging.computeIfPresent(device.endpoint(), (endpoint, turn) -> new Turn(at, FIRST_RETRY));
    }

    /** Whom to tell now. */
    public List<Desired.Request> pass(Instant at, Function<String, @Nullable Device> devices) {
        Broadcast now = wanted;
        if (now == null || lagging.isEmpty()) {
            return List.of();
        }
        List<Desired.Request> requests = new ArrayList<>();
        List<Reading> values = pieces(now.text);
        Iterator<Map.Entry<String, Turn>> turns = lagging.entrySet().iterator();
        while (turns.hasNext()) {
            Map.Entry<String, Turn> entry = turns.next();
            Turn turn = entry.getValue();
            if (!at.isBefore(now.expires) || devices.apply(entry.getKey()) == null) {
                turns.remove();
            } else if (!turn.at.isAfter(at)) {
                requests.add(new Desired.Request(entry.getKey(), NO_REVISION, values));
                Duration next = turn.pause.multipliedBy(2);
                entry.setValue(new Turn(at.plus(turn.pause), next.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : next));
            }
        }
        return requests;
    }

    /** The resources that make up a text. */
    public static List<Reading> pieces(String text) {
        List<Reading> values = new ArrayList<>();
        for (int piece = 0; piece < PIECES; piece++) {
            int from = Math.min(text.length(), piece * Reading.MAX_TEXT);
            int to = Math.min(text.length(), from + Reading.MAX_TEXT);
            values.add(Reading.of(Desired.PORTAL, 0, FIRST_PIECE + piece, text.substring(from, to)));
        }
        return values;
    }
}
