package vn.tram.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Doors that exist in memory only, for a preview: everybody is known, nobody is held back. Safe for use by many threads.
 */
public final class NoGate implements Gate {

    private static final int MAX_DOORS = 1_024;

    private final InstantSource clock;
    private final Map<String, Door> doors = new LinkedHashMap<>();

    private record Door(Client client, Instant until) {}

    public NoGate(InstantSource clock) {
        this.clock = clock;
    }

    /** Whoever asks, with an address of the locally administered kind that is made from theirs. */
    @Override
    public Client at(String address) {
        int hash = address.hashCode();
        return new Client(
                String.format(
                        "02:00:%02x:%02x:%02x:%02x", hash >>> 24, hash >>> 16 & 0xff, hash >>> 8 & 0xff, hash & 0xff),
                address);
    }

    @Override
    public synchronized Session open(Client client, Grant grant) throws GateException {
        expire();
        if (doors.size() >= MAX_DOORS && !doors.containsKey(client.mac())) {
            throw new GateException("doors: must be at most " + MAX_DOORS + " at a time");
        }
        Door door = new Door(client, clock.instant().plus(grant.time()));
        doors.put(client.mac(), door);
        return session(door);
    }

    @Override
    public synchronized void close(Client client) {
        doors.remove(client.mac());
    }

    @Override
    public synchronized List<Session> sessions() {
        expire();
        List<Session> sessions = new ArrayList<>();
        doors.values().forEach(door -> sessions.add(session(door)));
        return sessions;
    }

    private void expire() {
        doors.values().removeIf(door -> !door.until().isAfter(clock.instant()));
    }

    private Session session(Door door) {
        return new Session(door.client(), Duration.between(clock.instant(), door.until()), 0, 0);
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }
}
