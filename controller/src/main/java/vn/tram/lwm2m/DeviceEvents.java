package vn.tram.lwm2m;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.observation.Observation;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.registration.RegistrationListener;
import org.eclipse.leshan.server.registration.RegistrationUpdate;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Event;
import vn.tram.identity.EndpointName;
import vn.tram.lwm2m.mqtt.Refusals;
import vn.tram.lwm2m.mqtt.Refusals.Kind;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Topics;

/** Registrations, status topics and our own session as events. Called on the session's thread and Leshan's timer. */
final class DeviceEvents implements RegistrationListener, MqttSession.Listener {

    private static final int MAX_STATUS_BYTES = 256;

    private final Topics topics;
    private final InstantSource clock;
    private final Backlog backlog;
    private final Refusals refusals;
    private final Consumer<String> cameOnline;

    /** @param cameOnline hears of each endpoint that says that it is online */
    DeviceEvents(Topics topics, InstantSource clock, Backlog backlog, Refusals refusals, Consumer<String> cameOnline) {
        this.topics = topics;
        this.clock = clock;
        this.backlog = backlog;
        this.refusals = refusals;
        this.cameOnline = cameOnline;
    }

    @Override
    public void registered(
            Registration registration,
            @Nullable Registration previous,
            @Nullable Collection<Observation> previousObservations) {
        List<String> objects = registration.getAvailableInstances().stream()
                .map(LwM2mPath::toString)
                .sorted()
                .toList();
        backlog.tell(new Event.Registered(
                clock.instant(),
                registration.getEndpoint(),
                Duration.ofSeconds(registration.getLifeTimeInSec()),
                objects));
    }

    @Override
    public void updated(RegistrationUpdate update, Registration updated, Registration previous) {
        backlog.tell(new Event.RegistrationUpdated(clock.instant(), updated.getEndpoint()));
    }

    @Override
    public void unregistered(
            Registration registration,
            @Nullable Collection<Observation> observations,
            boolean expired,
            @Nullable Registration newRegistration) {
        if (newRegistration == null) {
            backlog.tell(new Event.Deregistered(clock.instant(), registration.getEndpoint(), expired));
        }
    }

    @Override
    public void connected(boolean sessionPresent) {
        backlog.tell(new Event.BrokerSession(clock.instant(), true, ""));
    }

    @Override
    public void disconnected(String reason) {
        backlog.tell(new Event.BrokerSession(clock.instant(), false, reason));
    }

    /** A message on a topic that is no device's LwM2M topic. */
    @Override
    public void arrived(String topic, byte[] payload) {
        String endpoint = topics.endpointOfStatus(topic);
        if (endpoint == null || EndpointName.problem(endpoint) != null) {
            refusals.refused(Kind.WRONG_TOPIC, "topic " + topic, "topic: must end in an endpoint's name");
        } else if (payload.length > MAX_STATUS_BYTES) {
            refusals.refused(
                    Kind.OVERSIZE,
                    endpoint,
                    "status: must be at most " + MAX_STATUS_BYTES + " bytes, was " + payload.length);
        } else if (payload.length > 0) { // an empty one clears what was retained
            status(endpoint, new String(payload, StandardCharsets.UTF_8));
        }
    }

    private void status(String endpoint, String text) {
        if (text.equals(Topics.ONLINE)) {
            backlog.tell(new Event.Presence(clock.instant(), endpoint, true, ""));
            cameOnline.accept(endpoint);
        } else if (text.equals(Topics.OFFLINE) || text.startsWith(Topics.OFFLINE + " ")) {
            String reason = text.substring(Topics.OFFLINE.length()).strip();
            backlog.tell(new Event.Presence(clock.instant(), endpoint, false, reason));
        } else {
            refusals.refused(
                    Kind.WRONG_PAYLOAD,
                    endpoint,
                    "status: must be online or offline, was " + text.length() + " letters");
        }
    }
}
