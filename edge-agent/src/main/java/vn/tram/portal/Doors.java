package vn.tram.portal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Client;
import vn.tram.access.Gate;
import vn.tram.access.GateException;
import vn.tram.access.Grant;
import vn.tram.access.Session;

/**
 * The gate as the portal's pages see it: who is in is asked once a second at most, however many pages are shown. Safe for
 * use by many threads.
 */
final class Doors {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Gate gate;
    private final Grants grants;
    private final InstantSource clock;
    private List<Session> sessions = List.of();
    private Instant asked = Instant.MIN;

    Doors(Gate gate, Grants grants, InstantSource clock) {
        this.gate = gate;
        this.grants = grants;
        this.clock = clock;
    }

    /** Who has this address; null when nobody on the hotspot has. */
    @Nullable
    Client at(String address) throws GateException {
        return gate.at(address);
    }

    synchronized List<Session> all() throws GateException {
        Instant now = clock.instant();
        Duration age = asked.equals(Instant.MIN) ? FRESH : Duration.between(asked, now);
        if (age.isNegative() || age.compareTo(FRESH) >= 0) {
            sessions = gate.sessions();
            asked = now;
        }
        return sessions;
    }

    /** The client's session, by whichever of its addresses; null when its door is closed. */
    @Nullable
    Session of(Client client) throws GateException {
        for (Session session : all()) {
            if (session.client().mac().equals(client.mac())) {
                return session;
            }
        }
        return null;
    }

    /** Returns when traffic passes. */
    void open(Client client, Grant grant) throws GateException {
        grants.remember(client.mac(), grant);
        try {
            gate.open(client, grant);
        } finally {
            forget();
        }
    }

    /** Where the client itself must go to pass; null when it passes. */
    @Nullable
    String detour(Client client, String then) throws GateException {
        return gate.detour(client, then);
    }

    void close(Client client) throws GateException {
        try {
            gate.close(client);
        } finally {
            forget();
        }
    }

    /** What is shown next is asked for anew. */
    synchronized void forget() {
        asked = Instant.MIN;
    }

    /** What is left of the session's quota; null when it has none. */
    @Nullable
    Long bytesLeft(Session session) {
        Grant grant = grants.of(session.client().mac());
        return grant == null || grant.quota() == 0 ? null : Math.max(0, grant.quota() - session.up() - session.down());
    }

    /** What is left of the session for another address of the same person. */
    Grant rest(Session session) {
        Grant grant = grants.of(session.client().mac());
        Long bytes = bytesLeft(session);
        Duration left = session.left().toSeconds() < 1 ? Duration.ofSeconds(1) : session.left();
        return new Grant(
                left,
                bytes == null ? 0 : Math.max(1, bytes),
                grant == null ? 0 : grant.down(),
                grant == null ? 0 : grant.up());
    }

    /** No device's address is kept for longer than its session. */
    void tidy() throws GateException, IOException {
        Set<String> open = new HashSet<>();
        all().forEach(session -> open.add(session.client().mac()));
        grants.keepOnly(open);
    }
}
