package vn.tram.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.Client;
import vn.tram.access.Gate;
import vn.tram.access.GateException;
import vn.tram.access.Grant;
import vn.tram.access.Session;

/**
 * The doors are elements of sets in the kernel, which closes them by its own clock. One thread writes: what is asked
 * while it waits for the kernel becomes the next transaction, so that one client waits for nobody and a crowd costs a
 * few transactions. An agent that dies leaves everything as it is, and the next one goes on from there.
 */
public final class NftablesGate implements Gate {

    private static final Logger log = LoggerFactory.getLogger(NftablesGate.class);
    private static final int MOST_WAITING = 2048;
    private static final int MOST_IN_BATCH = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long SWEEP = Duration.ofSeconds(2).toNanos();

    private final GateSettings settings;
    private final Isolation isolation;
    private final Neighbours neighbours;
    private final Doorkeeper doors;
    private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    private volatile boolean isClosed;
    private volatile @Nullable String broken;
    private long sweptAt = System.nanoTime();
    private String failed = "";

    /** @param grant null to close the door */
    private record Request(Client client, @Nullable Grant grant, CompletableFuture<Session> done) {}

    private NftablesGate(GateSettings settings, Isolation isolation, Neighbours neighbours, Doorkeeper doors) {
        this.settings = settings;
        this.isolation = isolation;
        this.neighbours = neighbours;
        this.doors = doors;
        this.writer = new Thread(this::write, "gate");
        writer.setDaemon(true);
    }

    /**
     * Puts the rules in place, and takes over the doors that are open.
     *
     * @param before what comes before {@code nft} and {@code ip} to run them elsewhere; usually nothing
     * @param classNet usually {@code /sys/class/net}
     * @throws IOException when the network is not one that a hotspot may be on, or the kernel refuses the rules
     */
    public static NftablesGate open(GateSettings settings, List<String> before, Path classNet, SecureRandom random)
            throws IOException {
        Isolation isolation = new Isolation(classNet);
        String problem = isolation.problem(settings);
        if (problem == null) {
            problem = Isolation.addressProblem(settings);
        }
        if (problem != null) {
            throw new IOException("portal.gate: " + problem);
        }
        Doorkeeper doors = new Doorkeeper(new Nftables(with(before, "nft")), settings, random);
        doors.start();
        NftablesGate gate =
                new NftablesGate(settings, isolation, new Neighbours(with(before, "ip"), settings.lan()), doors);
        gate.writer.start();
        return gate;
    }

    /** What is to be loaded at boot, before the agent is there, so that nobody passes until then. */
    public static String rules(GateSettings settings) {
        return GateRules.script(settings);
    }

    private static List<String> with(List<String> before, String program) {
        List<String> command = new ArrayList<>(before);
        command.add(program);
        return command;
    }

    @Override
    public @Nullable Client at(String address) throws GateException {
        try {
            return neighbours.at(address);
        } catch (IOException e) {
            throw new GateException("neighbours: must be known, and " + e.getMessage(), e);
        }
    }

    @Override
    public Session open(Client client, Grant grant) throws GateException {
        return ask(client, grant);
    }

    @Override
    public void close(Client client) throws GateException {
        ask(client, null);
    }

    @Override
    public List<Session> sessions() throws GateException {
        try {
            return doors.read().doors().values().stream()
                    .filter(Door::isOpen)
                    .map(Door::session)
                    .toList();
        } catch (IOException e) {
            throw new GateException("sessions: " + e.getMessage(), e);
        }
    }

    public GateCounts counts() {
        return doors.counts();
    }

    private Session ask(Client client, @Nullable Grant grant) throws GateException {
        Request request = new Request(client, grant, new CompletableFuture<>());
        if (isClosed || !waiting.offer(request)) {
            doors.refuse();
            throw new GateException("gate: must be running, with at most " + MOST_WAITING + " that wait");
        }
        try {
            return request.done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new GateException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            request.done.cancel(false);
            throw new GateException("gate: must answer within " + PATIENCE.toSeconds() + " s, and did not", e);
        } catch (InterruptedException e) {
            request.done.cancel(false);
            Thread.currentThread().interrupt();
            throw new GateException("gate: nobody waits for its answer any more", e);
        }
    }

    /** The writer's thread. */
    private void write() {
        while (!isClosed) {
            try {
                long untilSweep = SWEEP - (System.nanoTime() - sweptAt);
                Request first = waiting.poll(Math.max(0, untilSweep), TimeUnit.NANOSECONDS);
                if (first != null) {
                    List<Request> batch = new ArrayList<>(List.of(first));
                    waiting.drainTo(batch, MOST_IN_BATCH - 1);
                    serve(batch);
                }
                if (System.nanoTime() - sweptAt >= SWEEP) {
                    sweep();
                    failed = "";
                    sweptAt = System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (IOException | RuntimeException e) {
                if (!e.toString().equals(failed)) {
                    failed = e.toString();
                    log.error("the doors could not be looked after, and this is tried again: {}", failed);
                }
                sweptAt = System.nanoTime();
            }
        }
        waiting.forEach(request -> request.done.completeExceptionally(new IOException("gate: has ended")));
    }

    /** A client that asks twice has its second request in the next transaction, so that their order counts. */
    private void serve(List<Request> batch) {
        List<Request> rest = batch;
        while (!rest.isEmpty()) {
            Map<String, Request> now = new LinkedHashMap<>();
            List<Request> later = new ArrayList<>();
            for (Request request : rest) {
                if (now.putIfAbsent(request.client.mac(), request) != null) {
                    later.add(request);
                }
            }
            together(List.copyOf(now.values()));
            rest = later;
        }
    }

    private void together(List<Request> requests) {
        List<Doorkeeper.Change> changes = new ArrayList<>();
        List<Request> allowed = new ArrayList<>();
        String problem = broken;
        for (Request request : requests) {
            if (request.done.isDone()) {
                // Whoever asked has given up, and was told that it failed.
                doors.refuse();
            } else if (problem != null && request.grant != null) {
                doors.refuse();
                request.done.completeExceptionally(new IOException(problem));
            } else {
                allowed.add(request);
                changes.add(new Doorkeeper.Change(request.client, request.grant));
            }
        }
        try {
            List<Session> sessions = doors.change(changes);
            for (int i = 0; i < allowed.size(); i++) {
                allowed.get(i).done.complete(sessions.get(i));
            }
        } catch (IOException | RuntimeException e) {
            if (allowed.size() == 1) {
                doors.refuse();
                log.warn("a door was not changed: {}", e.toString());
                allowed.get(0).done.completeExceptionally(e);
            } else {
                // What is wrong with one of them is nothing to the others.
                allowed.forEach(one -> together(List.of(one)));
            }
        }
    }

    /** Nobody is let in while the hotspot shares a network with what it must not; who is in stays until his time is up. */
    private void sweep() throws IOException {
        String problem = isolation.problem(settings);
        if (problem != null && !problem.equals(broken)) {
            log.error("no more doors are opened, for the network was changed: {}", problem);
        } else if (problem == null && broken != null) {
            log.info("doors are opened again, for the network is as it must be");
        }
        broken = problem;
        doors.sweep();
    }

    @Override
    public void close() {
        isClosed = true;
        writer.interrupt();
    }
}
