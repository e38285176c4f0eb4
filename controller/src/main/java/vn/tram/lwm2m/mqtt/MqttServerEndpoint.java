package vn.tram.lwm2m.mqtt;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.leshan.core.endpoint.EndpointUri;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.observation.Observation;
import org.eclipse.leshan.core.observation.ObservationIdentifier;
import org.eclipse.leshan.core.request.CancelCompositeObservationRequest;
import org.eclipse.leshan.core.request.CancelObservationRequest;
import org.eclipse.leshan.core.request.DownlinkDeviceManagementRequest;
import org.eclipse.leshan.core.request.exception.RequestCanceledException;
import org.eclipse.leshan.core.request.exception.SendFailedException;
import org.eclipse.leshan.core.request.exception.TimeoutException;
import org.eclipse.leshan.core.response.ErrorCallback;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.ObserveCompositeResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.core.response.ResponseCallback;
import org.eclipse.leshan.server.endpoint.LwM2mServerEndpoint;
import org.eclipse.leshan.server.endpoint.ServerEndpointToolbox;
import org.eclipse.leshan.server.observation.LwM2mNotificationReceiver;
import org.eclipse.leshan.server.profile.ClientProfile;
import org.eclipse.leshan.server.registration.RegistrationStore;
import org.eclipse.leshan.server.request.LowerLayerConfig;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Message;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Operation;
import vn.tram.wire.Topics;

/**
 * The requests that go down to devices, and the answers that are awaited. Callbacks run on the session's thread, or on
 * the timer's when time is up; they must not block. Safe for use by many threads.
 */
final class MqttServerEndpoint implements LwM2mServerEndpoint {

    static final Protocol MQTT = new Protocol("MQTT", "mqtt");

    /** Stands for our end of the topics; nobody connects to it, so it is the same for every broker. */
    static final EndpointUri OWN = new EndpointUri("mqtt", "topics", 1883);

    /** Requests that may wait for their answers at one time. */
    static final int MAX_PENDING = 10_000;

    private static final String TRIGGER = "/1/0/8";
    private static final long TRIGGER_SECONDS = 60;

    private final MqttSession session;
    private final Topics topics;
    private final ServerEndpointToolbox toolbox;
    private final RegistrationStore store;
    private final LwM2mNotificationReceiver notifications;
    private final ScheduledExecutorService timer;
    private final Map<Awaited, Pending<?>> pending = new ConcurrentHashMap<>();
    private final Set<Awaited> triggers = ConcurrentHashMap.newKeySet();

    /** Even, for a client's own are odd; begins somewhere, so that answers to an earlier run are not taken for ours. */
    private final AtomicLong tokens = new AtomicLong(new SecureRandom().nextLong() >>> 3 << 1);

    private record Awaited(String endpoint, long token) {}

    private record Pending<T extends LwM2mResponse>(
            DownlinkDeviceManagementRequest<T> request,
            ClientProfile device,
            ResponseCallback<T> callback,
            ErrorCallback errors,
            Future<?> timeout) {}

    MqttServerEndpoint(
            MqttSession session,
            Topics topics,
            ServerEndpointToolbox toolbox,
            RegistrationStore store,
            LwM2mNotificationReceiver notifications,
            ScheduledExecutorService timer) {
        this.session = session;
        this.topics = topics;
        this.toolbox = toolbox;
        this.store = store;
        this.notifications = notifications;
        this.timer = timer;
    }

    @Override
    public Protocol getProtocol() {
        return MQTT;
    }

    @Override
    public EndpointUri getURI() {
        return OWN;
    }

    @Override
    public String getDescription() {
        return "LwM2M over MQTT on " + topics.allDevices();
    }

    static ObservationIdentifier observation(long token) {
        return new ObservationIdentifier(
                OWN, ByteBuffer.allocate(Long.BYTES).putLong(token).array());
    }

    private static long token(ObservationIdentifier observation) {
        return ByteBuffer.wrap(observation.getBytes()).getLong();
    }

    private long tokenFor(DownlinkDeviceManagementRequest<?> request) {
        if (request instanceof CancelObservationRequest cancel) {
            return token(cancel.getObservation().getId());
        }
        if (request instanceof CancelCompositeObservationRequest cancel) {
            return token(cancel.getObservation().getId());
        }
        return nextToken();
    }

    private long nextToken() {
        return tokens.getAndAdd(2) & Long.MAX_VALUE >>> 1;
    }

    @Override
    @SuppressWarnings("NullAway") // null is how Leshan says that no answer came in time
    public <T extends LwM2mResponse> T send(
            ClientProfile device,
            DownlinkDeviceManagementRequest<T> request,
            @Nullable LowerLayerConfig lower,
            long millis)
            throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        send(device, request, answer::complete, answer::completeExceptionally, lower, millis);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return null;
            }
            throw e.getCause() instanceof RuntimeException problem ? problem : new SendFailedException(e.getCause());
        }
    }

    @Override
    public <T extends LwM2mResponse> void send(
            ClientProfile device,
            DownlinkDeviceManagementRequest<T> request,
            ResponseCallback<T> callback,
            ErrorCallback errors,
            @Nullable LowerLayerConfig lower,
            long millis) {
        if (pending.size() >= MAX_PENDING) {
            errors.onError(new SendFailedException("requests: at most " + MAX_PENDING + " may wait for answers"));
            return;
        }
        Awaited awaited = new Awaited(device.getEndpoint(), tokenFor(request));
        Message message = RequestWriter.write(request, awaited.token(), device.getModel(), toolbox.getEncoder());
        Future<?> timeout = timer.schedule(
                () -> fail(
                        awaited,
                        new TimeoutException(
                                TimeoutException.Type.RESPONSE_TIMEOUT,
                                "no answer within %d ms to %s",
                                millis,
                                request)),
                millis,
                TimeUnit.MILLISECONDS);
        pending.put(awaited, new Pending<>(request, device, callback, errors, timeout));
        session.publish(topics.device(device.getEndpoint()), message.encode(), false)
                .whenComplete((published, problem) -> {
                    if (problem != null) {
                        fail(awaited, new SendFailedException("cannot reach the broker", problem));
                    }
                });
    }

    /** Registration Update Trigger (LwM2M Core 1.2, object 1, resource 8); whatever is answered, a Register follows. */
    void askToRegister(String device) {
        Awaited awaited = new Awaited(device, nextToken());
        if (triggers.size() < MAX_PENDING) {
            triggers.add(awaited);
            timer.schedule(() -> triggers.remove(awaited), TRIGGER_SECONDS, TimeUnit.SECONDS);
        }
        byte[] message =
                Message.request(Operation.EXECUTE, awaited.token()).uri(TRIGGER).encode();
        session.publish(topics.device(device), message, false);
    }

    /** Takes an answer; false when nothing awaits it. */
    boolean answered(String endpoint, Message answer) {
        Awaited awaited = new Awaited(endpoint, answer.token());
        Pending<?> waiting = pending.remove(awaited);
        if (waiting == null) {
            return triggers.remove(awaited);
        }
        waiting.timeout().cancel(false);
        complete(waiting, answer);
        return true;
    }

    private <T extends LwM2mResponse> void complete(Pending<T> waiting, Message answer) {
        T response;
        try {
            response = read(waiting, answer);
        } catch (RuntimeException e) {
            waiting.errors().onError(e);
            return;
        }
        Observation confirmed = response instanceof ObserveResponse single
                ? single.getObservation()
                : response instanceof ObserveCompositeResponse composite ? composite.getObservation() : null;
        if (confirmed != null) {
            begin(confirmed, waiting.device());
        }
        waiting.callback().onResponse(response);
    }

    @SuppressWarnings("unchecked") // the reader answers a request with the response of its kind
    private <T extends LwM2mResponse> T read(Pending<T> waiting, Message answer) {
        return (T)
                ResponseReader.read(waiting.request(), answer, waiting.device(), toolbox, observation(answer.token()));
    }

    private void begin(Observation confirmed, ClientProfile device) {
        Collection<Observation> replaced = store.addObservation(device.getRegistrationId(), confirmed, false);
        if (replaced != null) {
            replaced.forEach(notifications::cancelled);
        }
        notifications.newObservation(confirmed, device.getRegistration());
    }

    private void fail(Awaited awaited, Exception problem) {
        Pending<?> waiting = pending.remove(awaited);
        if (waiting != null) {
            waiting.timeout().cancel(false);
            waiting.errors().onError(problem);
        }
    }

    @Override
    public void cancelRequests(String registrationId) {
        for (Iterator<Map.Entry<Awaited, Pending<?>>> all = pending.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Awaited, Pending<?>> entry = all.next();
            if (registrationId.equals(entry.getValue().device().getRegistrationId())) {
                fail(entry.getKey(), new RequestCanceledException("the registration is over"));
            }
        }
    }

    void cancelAll() {
        for (Awaited awaited : pending.keySet()) {
            fail(awaited, new RequestCanceledException("the server stops"));
        }
    }

    /** Nothing to do here: the next notification is answered with Cancel-Observe. */
    @Override
    public void cancelObservation(Observation observation) {}
}
