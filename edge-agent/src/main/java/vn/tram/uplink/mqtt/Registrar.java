package vn.tram.uplink.mqtt;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.leshan.client.EndpointsManager;
import org.eclipse.leshan.client.RegistrationUpdate;
import org.eclipse.leshan.client.engine.ClientEndpointNameProvider;
import org.eclipse.leshan.client.engine.RegistrationEngine;
import org.eclipse.leshan.client.engine.RegistrationEngineFactory;
import org.eclipse.leshan.client.observer.LwM2mClientObserver;
import org.eclipse.leshan.client.request.UplinkRequestSender;
import org.eclipse.leshan.client.resource.LwM2mObjectEnabler;
import org.eclipse.leshan.client.resource.LwM2mObjectTree;
import org.eclipse.leshan.client.servers.DmServerInfo;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.client.servers.ServersInfoExtractor;
import org.eclipse.leshan.client.util.LinkFormatHelper;
import org.eclipse.leshan.core.LwM2m.LwM2mVersion;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.request.BindingMode;
import org.eclipse.leshan.core.request.DeregisterRequest;
import org.eclipse.leshan.core.request.RegisterRequest;
import org.eclipse.leshan.core.request.UpdateRequest;
import org.eclipse.leshan.core.response.RegisterResponse;
import org.eclipse.leshan.core.response.UpdateResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.wire.Backoff;

/**
 * Keeps a device registered (LwM2M Core 1.2, section 6.2) without keeping a thread: what Leshan's own engine waits for,
 * this one is called back for. A request that has no answer is soon sent again, later and later, and whichever is
 * answered first counts: a broker forgets a Register that comes before the controller has subscribed. An Update that is
 * refused, as by a controller that was started anew, is followed by a Register. Safe for use by many threads; no method
 * blocks but {@link #stop} and {@link #destroy}, for a second at most.
 */
public final class Registrar implements RegistrationEngine {

    private static final Logger log = LoggerFactory.getLogger(Registrar.class);
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(60));

    /** Updates are less urgent: their first pause is that after so many failures. */
    private static final int UPDATE_FAILURES = 3;

    private static final long ANSWER_MILLIS = 30_000;
    private static final long FAREWELL_MILLIS = 1_000;

    /** Instances come in bunches. */
    private static final long BUNCH_MILLIS = 100;

    private final ClientEndpointNameProvider names;
    private final Map<Integer, LwM2mObjectEnabler> objects;
    private final EndpointsManager endpoints;
    private final UplinkRequestSender sender;
    private final LwM2mClientObserver observer;
    private final ScheduledExecutorService executor;
    private final LinkFormatHelper links;
    private final ServersInfoExtractor servers;
    private final RandomGenerator random;

    private @Nullable LwM2mServer server;
    private @Nullable DmServerInfo settings;
    private @Nullable Future<?> next;

    /** The name under which the controller knows us; null when it does not. */
    private @Nullable String registration;

    private int failures;

    /** Grows with each registration gained or lost: answers to what was asked before do not count. */
    private long era;

    /** Reasons to tell the controller something, counted; the last one that was about objects; the last one told. */
    private long reasons;

    private long objectsReason;
    private long told;

    private Registrar(
            ClientEndpointNameProvider names,
            LwM2mObjectTree tree,
            EndpointsManager endpoints,
            UplinkRequestSender sender,
            LwM2mClientObserver observer,
            ScheduledExecutorService executor,
            LinkFormatHelper links,
            ServersInfoExtractor servers,
            RandomGenerator random) {
        this.names = names;
        this.objects = tree.getObjectEnablers();
        this.endpoints = endpoints;
        this.sender = sender;
        this.observer = observer;
        this.executor = executor;
        this.links = links;
        this.servers = servers;
        this.random = random;
    }

    /** For Leshan's client builder, which must be given a shared executor too. */
    public static RegistrationEngineFactory factory(RandomGenerator random) {
        return (names, tree, endpoints, sender, bootstrap, observer, more, moreBs, formats, executor, links, servers) ->
                new Registrar(names, tree, endpoints, sender, observer, executor, links, servers, random);
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        DmServerInfo only = servers.getInfo(objects).deviceManagements.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("object Server: must have an instance"));
        settings = only;
        server = endpoints.createEndpoint(only, false);
        failures = 0;
        schedule(0);
    }

    private synchronized void schedule(long millis) {
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = server == null ? null : executor.schedule(this::send, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the uplink is closing");
        }
    }

    /** Sends what is due, and sees to it that it is sent again unless an answer comes first. */
    private void send() {
        try {
            Runnable due = due();
            due.run();
        } catch (RuntimeException e) {
            log.error("cannot ask to be registered, and tries again", e);
        }
    }

    private synchronized Runnable due() {
        LwM2mServer to = server;
        DmServerInfo by = settings;
        if (to == null || by == null) {
            return () -> {};
        }
        schedule(PAUSES.millis(failures, random.nextDouble()));
        failures++;
        long since = era;
        long reason = reasons;
        String known = registration;
        if (known == null) {
            RegisterRequest request = registerRequest(by);
            return () -> register(to, request, since, reason);
        }
        Link[] changed = objectsReason > told ? description() : null;
        UpdateRequest request = new UpdateRequest(known, null, null, null, changed, null);
        return () -> update(to, request, since, reason);
    }

    private RegisterRequest registerRequest(DmServerInfo by) {
        return new RegisterRequest(
                names.getEndpointNameFor(by, RegisterRequest.class),
                by.lifetime,
                LwM2mVersion.lastSupported().toString(),
                EnumSet.of(BindingMode.U),
                false,
                null,
                description(),
                Map.of());
    }

    private Link[] description() {
        Collection<LwM2mObjectEnabler> all = objects.values();
        return links.getClientDescription(all, null, null);
    }

    private void register(LwM2mServer to, RegisterRequest request, long since, long reason) {
        observer.onRegistrationStarted(to, request);
        sender.send(
                to,
                request,
                ANSWER_MILLIS,
                answer -> registered(to, request, answer, since, reason),
                problem -> log.debug("not registered: {}", problem.getMessage()));
    }

    private void registered(LwM2mServer to, RegisterRequest request, RegisterResponse answer, long since, long reason) {
        String given = answer.getRegistrationID();
        if (!answer.isSuccess() || given == null) {
            log.warn("the controller does not register us: {} {}", answer.getCode(), answer.getErrorMessage());
            observer.onRegistrationFailure(to, request, answer.getCode(), answer.getErrorMessage(), null);
            return;
        }
        synchronized (this) {
            if (since != era || server == null) {
                return;
            }
            era++;
            registration = given;
            told = reason;
            rest();
        }
        observer.onRegistrationSuccess(to, request, given);
    }

    private void update(LwM2mServer to, UpdateRequest request, long since, long reason) {
        observer.onUpdateStarted(to, request);
        sender.send(
                to,
                request,
                ANSWER_MILLIS,
                answer -> updated(to, request, answer, since, reason),
                problem -> log.debug("registration not updated: {}", problem.getMessage()));
    }

    private void updated(LwM2mServer to, UpdateRequest request, UpdateResponse answer, long since, long reason) {
        synchronized (this) {
            if (since != era || server == null) {
                return;
            }
            if (answer.isSuccess()) {
                told = Math.max(told, reason);
                rest();
            } else {
                era++;
                registration = null;
                failures = 0;
                schedule(0);
            }
        }
        if (answer.isSuccess()) {
            observer.onUpdateSuccess(to, request);
        } else {
            log.info("registering again: {} {}", answer.getCode(), answer.getErrorMessage());
            observer.onUpdateFailure(to, request, answer.getCode(), answer.getErrorMessage(), null);
        }
    }

    /** Until the registration nears its end; when there is more to tell, not even that long. */
    private void rest() {
        LwM2mServer to = server;
        DmServerInfo by = settings;
        if (to != null && by != null) {
            failures = UPDATE_FAILURES;
            schedule(
                    reasons > told
                            ? BUNCH_MILLIS
                            : endpoints.getMaxCommunicationPeriodFor(to, TimeUnit.SECONDS.toMillis(by.lifetime)));
        }
    }

    private synchronized void tell(boolean aboutObjects) {
        reasons++;
        if (aboutObjects) {
            objectsReason = reasons;
        }
        if (registration != null) {
            failures = UPDATE_FAILURES;
            schedule(aboutObjects ? BUNCH_MILLIS : 0);
        } else if (!aboutObjects) {
            failures = 0;
            schedule(0);
        }
    }

    /** Asks the controller at once whether it knows us, and registers if it does not. */
    @Override
    public void triggerRegistrationUpdate() {
        tell(false);
    }

    @Override
    public void triggerRegistrationUpdate(LwM2mServer which) {
        tell(false);
    }

    @Override
    public void triggerRegistrationUpdate(RegistrationUpdate update) {
        tell(update.getObjectLinks() != null);
    }

    @Override
    public void triggerRegistrationUpdate(LwM2mServer which, RegistrationUpdate update) {
        triggerRegistrationUpdate(update);
    }

    /** There is no bootstrap server: enrolment gives a device what it needs. */
    @Override
    public boolean triggerClientInitiatedBootstrap(boolean deregister) {
        return false;
    }

    @Override
    public synchronized @Nullable String getRegistrationId(LwM2mServer which) {
        return which.equals(server) ? registration : null;
    }

    @Override
    public synchronized Map<String, LwM2mServer> getRegisteredServers() {
        return registration == null || server == null ? Map.of() : Map.of(registration, server);
    }

    @Override
    public synchronized @Nullable LwM2mServer getRegisteredServer(long serverId) {
        LwM2mServer known = server;
        return registration != null && known != null && known.getId() == serverId ? known : null;
    }

    /** From the first Register on: its answer and a first request may overtake each other. */
    @Override
    public synchronized boolean isAllowedToCommunicate(LwM2mServer which) {
        return which != null && which.equals(server);
    }

    @Override
    public String getEndpoint() {
        return names.getEndpointName();
    }

    @Override
    public void stop(boolean deregister) {
        LwM2mServer from;
        String known;
        synchronized (this) {
            if (next != null) {
                next.cancel(false);
            }
            from = server;
            known = registration;
            server = null;
            registration = null;
            era++;
        }
        if (deregister && from != null && known != null) {
            farewell(from, known);
        }
    }

    private void farewell(LwM2mServer from, String known) {
        CountDownLatch answered = new CountDownLatch(1);
        DeregisterRequest request = new DeregisterRequest(known);
        sender.send(
                from,
                request,
                FAREWELL_MILLIS,
                answer -> {
                    log.debug("de-registered: {}", answer.getCode());
                    if (answer.isSuccess()) {
                        observer.onDeregistrationSuccess(from, request);
                    }
                    answered.countDown();
                },
                problem -> answered.countDown());
        try {
            answered.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy(boolean deregister) {
        stop(deregister);
    }
}
