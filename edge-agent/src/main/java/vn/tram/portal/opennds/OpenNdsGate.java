package vn.tram.portal.opennds;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Client;
import vn.tram.access.Gate;
import vn.tram.access.GateException;
import vn.tram.access.Grant;
import vn.tram.access.Session;

/**
 * The doors of openNDS gateways whose people we serve as their authentication service (FAS). At level 3 a gateway asks
 * whom to let in and says whom it has let in; at levels 1 and 2 the client itself carries our word to the gateway, which
 * sends it back to us. What we know of sessions is what the gateways told us since our start; their counters stay theirs.
 *
 * <p>A client is known by its own address, so the gateway must not hide it from us (no masquerading towards the agent).
 */
public final class OpenNdsGate implements Gate {

    /** openNDS asks every 10 s unless told otherwise. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final int MOST = 4096;
    private static final int PROOF_BYTES = 16;

    private record Held(Client client, Grant grant, Instant since) {}

    /** @param proof what the gateway gives back; only who was sent through it has that */
    private record Going(Grant grant, String proof) {}

    private final FasSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Authmon authmon = new Authmon();
    private final Map<String, FasRequest> arrived = bounded();
    private final Map<String, Going> going = bounded();
    private final Map<String, Held> held = new HashMap<>();

    /** @param random must be fit for secrets */
    public OpenNdsGate(FasSettings settings, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /**
     * A gateway has sent somebody to us.
     *
     * @throws BadFasException when it was none of ours
     */
    public Client arrives(String query) throws BadFasException {
        FasRequest request = FasRequest.parse(query, settings);
        synchronized (this) {
            arrived.put(request.client().address(), request);
        }
        return request.client();
    }

    /**
     * A gateway asks whom to let in.
     *
     * @param from its address
     * @throws BadFasException when it is none of ours, or asks nothing that we know
     */
    public String answer(String from, String form) throws BadFasException {
        if (settings.level() != 3 || !settings.askers().contains(from)) {
            throw new BadFasException("asker", "must be a gateway of ours at level 3", from);
        }
        return authmon.answer(form);
    }

    /** The gateway has sent a client back, whom it lets in; nothing happens when the proof is not the one given. */
    public synchronized void returns(Client client, String proof) {
        Going one = going.get(client.mac());
        if (one != null && one.proof.equals(proof)) {
            going.remove(client.mac());
            hold(client, one.grant);
        }
    }

    @Override
    public synchronized @Nullable Client at(String address) {
        FasRequest request = arrived.get(address);
        return request == null ? null : request.client();
    }

    private synchronized FasRequest request(Client client) throws GateException {
        FasRequest request = arrived.get(client.address());
        if (request == null) {
            throw new GateException("client: must have come from an openNDS gateway, was " + client.address());
        }
        return request;
    }

    @Override
    public Session open(Client client, Grant grant) throws GateException {
        FasRequest request = request(client);
        if (settings.level() == 3) {
            await(admit(request, grant));
            hold(client, grant);
        } else {
            byte[] proof = new byte[PROOF_BYTES];
            random.nextBytes(proof);
            synchronized (this) {
                going.put(client.mac(), new Going(grant, HexFormat.of().formatHex(proof)));
            }
        }
        return new Session(client, grant.time(), 0, 0);
    }

    private CompletableFuture<Void> admit(FasRequest request, Grant grant) throws GateException {
        try {
            return authmon.admit(request, settings, grant, "tram");
        } catch (BadFasException e) {
            throw new GateException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void await(CompletableFuture<Void> admitted) throws GateException {
        try {
            admitted.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            admitted.cancel(false);
            throw new GateException(
                    "gateway: must ask whom to let in within " + PATIENCE.toSeconds() + " s, did not", e);
        } catch (CancellationException | ExecutionException e) {
            throw new GateException("gateway: must know the client still, and has begun anew", e);
        } catch (InterruptedException e) {
            admitted.cancel(false);
            Thread.currentThread().interrupt();
            throw new GateException("gateway: nobody waits for its answer any more", e);
        }
    }

    private synchronized void hold(Client client, Grant grant) {
        if (held.size() >= MOST) {
            sessions();
        }
        if (held.size() < MOST) {
            held.put(client.mac(), new Held(client, grant, clock.instant()));
        }
    }

    /** At levels 1 and 2: by way of the gateway, which shows by the proof that it has let the client in. */
    @Override
    public @Nullable String detour(Client client, String then) throws GateException {
        FasRequest request = request(client);
        Going one;
        synchronized (this) {
            one = going.get(client.mac());
        }
        if (settings.level() == 3 || one == null) {
            return null;
        }
        String back = then + (then.contains("?") ? "&" : "?") + "came=" + one.proof;
        return request.authUrl(settings, back, "tram");
    }

    /** openNDS has no way to be told that somebody leaves: the session ends by its own clock. */
    @Override
    public void close(Client client) throws GateException {
        throw new GateException("openNDS: ends a session by its own clock, and cannot be asked to end one");
    }

    @Override
    public synchronized List<Session> sessions() {
        Instant now = clock.instant();
        List<Session> open = new ArrayList<>();
        held.values().removeIf(one -> !now.isBefore(one.since.plus(one.grant.time())));
        for (Held one : held.values()) {
            open.add(new Session(one.client, Duration.between(now, one.since.plus(one.grant.time())), 0, 0));
        }
        return open;
    }

    @Override
    public void close() {
        // The doors stay as they are.
    }
}
