package vn.tram.lwm2m.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.leshan.core.ResponseCode;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.link.LinkParseException;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.observation.CompositeObservation;
import org.eclipse.leshan.core.observation.Observation;
import org.eclipse.leshan.core.observation.SingleObservation;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DeregisterRequest;
import org.eclipse.leshan.core.request.RegisterRequest;
import org.eclipse.leshan.core.request.UpdateRequest;
import org.eclipse.leshan.core.request.UplinkDeviceManagementRequest;
import org.eclipse.leshan.core.request.exception.InvalidRequestException;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.ObserveCompositeResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.core.response.SendableResponse;
import org.eclipse.leshan.server.endpoint.ServerEndpointToolbox;
import org.eclipse.leshan.server.observation.LwM2mNotificationReceiver;
import org.eclipse.leshan.server.profile.ClientProfile;
import org.eclipse.leshan.server.registration.RegistrationStore;
import org.eclipse.leshan.server.request.UplinkDeviceManagementRequestReceiver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.lwm2m.mqtt.Refusals.Kind;
import vn.tram.wire.Decoded;
import vn.tram.wire.Message;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Operation;
import vn.tram.wire.Topics;
import vn.tram.wire.Wire;

/** What comes up from devices: decodes it, hands it to Leshan, and answers. Runs on the session's thread. */
final class UplinkReader {

    private static final Logger log = LoggerFactory.getLogger(UplinkReader.class);

    /** The version that Leshan knows whose messages are the same for us; the device's own is kept beside it. */
    private static final String LESHAN_VERSION = "1.1";

    /** 0 means for ever (LwM2M Core 1.2, section 6.2.1), which Leshan takes for none at all. */
    private static final long LONGEST_LIFETIME_SECONDS = 30L * 24 * 3600;

    private final MqttSession session;
    private final Topics topics;
    private final UplinkDeviceManagementRequestReceiver requests;
    private final LwM2mNotificationReceiver notifications;
    private final RegistrationStore store;
    private final ServerEndpointToolbox toolbox;
    private final MqttServerEndpoint downlink;
    private final SendReceiver sends;
    private final Refusals refusals;

    UplinkReader(
            MqttSession session,
            Topics topics,
            UplinkDeviceManagementRequestReceiver requests,
            LwM2mNotificationReceiver notifications,
            RegistrationStore store,
            ServerEndpointToolbox toolbox,
            MqttServerEndpoint downlink,
            SendReceiver sends,
            Refusals refusals) {
        this.session = session;
        this.topics = topics;
        this.requests = requests;
        this.notifications = notifications;
        this.store = store;
        this.toolbox = toolbox;
        this.downlink = downlink;
        this.sends = sends;
        this.refusals = refusals;
    }

    void arrived(String endpoint, byte[] bytes) {
        Decoded decoded = Message.decode(bytes);
        Message message = decoded.message();
        if (message == null) {
            String why = decoded.refusal() == null ? "" : decoded.refusal();
            refusals.refused(Kind.of(bytes.length, why), endpoint, why);
            return;
        }
        Operation operation = message.operation();
        if (operation == null) {
            if (!downlink.answered(endpoint, message)) {
                refusals.refused(
                        Kind.UNEXPECTED, endpoint, "token: must be one that is awaited, was " + message.token());
            }
            return;
        }
        if (operation.isDownlink()) {
            return; // our own request, echoed by a broker without no-local
        }
        request(endpoint, operation, message);
    }

    private void request(String endpoint, Operation operation, Message message) {
        if (message.endpoint() != null && !endpoint.equals(message.endpoint())) {
            String why = "ep: must be the topic's, which is " + endpoint + ", was " + message.endpoint();
            refusals.refused(Kind.WRONG_ENDPOINT, endpoint, why);
            respond(endpoint, ResponseCode.FORBIDDEN.getCode(), message.token(), why);
            return;
        }
        switch (operation) {
            case REGISTER -> register(endpoint, message);
            case UPDATE -> update(endpoint, message);
            case DEREGISTER -> deregister(endpoint, message);
            case NOTIFY -> notified(endpoint, message);
            case SEND -> send(endpoint, message);
            default -> {
                String why = "operation: must be one for this server, was " + operation;
                refusals.refused(Kind.WRONG_OPERATION, endpoint, why);
                respond(endpoint, ResponseCode.METHOD_NOT_ALLOWED.getCode(), message.token(), why);
            }
        }
    }

    private void send(String endpoint, Message message) {
        byte[] payload = message.payload();
        sends.sent(
                endpoint,
                message.contentFormat(),
                payload == null ? new byte[0] : payload,
                (code, reason) -> respond(endpoint, code, message.token(), reason));
    }

    private void register(String endpoint, Message message) {
        String version = message.version();
        if (version == null || !version.startsWith("1.")) {
            refuseRegistration(
                    endpoint, message, ResponseCode.PRECONDITION_FAILED, "version: must be 1.x, was " + version);
            return;
        }
        try {
            RegisterRequest request = new RegisterRequest(
                    endpoint, lifetime(message), LESHAN_VERSION, null, null, null, links(message), attributes(message));
            handle(endpoint, message, null, request);
        } catch (LinkParseException | InvalidRequestException e) {
            refuseRegistration(endpoint, message, ResponseCode.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void update(String endpoint, Message message) {
        ClientProfile device = profile(endpoint);
        if (device == null) {
            respond(endpoint, ResponseCode.NOT_FOUND.getCode(), message.token(), "not registered");
            return;
        }
        try {
            UpdateRequest request = new UpdateRequest(
                    device.getRegistrationId(),
                    message.lifetime() < 0 ? null : lifetime(message),
                    null,
                    null,
                    message.payload() == null ? null : links(message),
                    null);
            handle(endpoint, message, device, request);
        } catch (LinkParseException | InvalidRequestException e) {
            refuseRegistration(endpoint, message, ResponseCode.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void deregister(String endpoint, Message message) {
        ClientProfile device = profile(endpoint);
        if (device == null) {
            respond(endpoint, ResponseCode.NOT_FOUND.getCode(), message.token(), "not registered");
            return;
        }
        handle(endpoint, message, device, new DeregisterRequest(device.getRegistrationId()));
    }

    private <T extends LwM2mResponse> void handle(
            String endpoint,
            Message message,
            @Nullable ClientProfile device,
            UplinkDeviceManagementRequest<T> request) {
        try {
            SendableResponse<T> answer = requests.requestReceived(
                    new MqttIdentity(endpoint).peer(), device, request, MqttServerEndpoint.OWN);
            T response = answer.getResponse();
            respond(endpoint, response.getCode().getCode(), message.token(), response.getErrorMessage());
            answer.sent();
        } catch (RuntimeException e) {
            log.error("{} of {} failed", message.operation(), endpoint, e);
            respond(endpoint, ResponseCode.INTERNAL_SERVER_ERROR.getCode(), message.token(), "see the server's log");
        }
    }

    private void notified(String endpoint, Message message) {
        Observation observation = store.getObservation(MqttServerEndpoint.observation(message.token()));
        ClientProfile device = profile(endpoint);
        if (observation == null
                || device == null
                || !observation.getRegistrationId().equals(device.getRegistrationId())) {
            refusals.refused(
                    Kind.UNEXPECTED, endpoint, "notification: must be asked for, its token was " + message.token());
            // What a CoAP server says with a reset: do not go on.
            publish(endpoint, Message.request(Operation.CANCEL_OBSERVE, message.token()));
            return;
        }
        try {
            deliver(message, observation, device, new MqttIdentity(endpoint));
        } catch (RuntimeException e) {
            refusals.refused(Kind.WRONG_PAYLOAD, endpoint, "notification: " + e.getMessage());
            notifications.onError(observation, new MqttIdentity(endpoint).peer(), device, e);
        }
    }

    private void deliver(Message message, Observation observation, ClientProfile device, MqttIdentity sender) {
        byte[] payload = message.payload() == null ? new byte[0] : message.payload();
        ContentFormat format = ContentFormat.fromCode(message.contentFormat());
        if (observation instanceof SingleObservation single) {
            LwM2mNode node = toolbox.getDecoder().decode(payload, format, null, single.getPath(), device.getModel());
            notifications.onNotification(
                    single,
                    sender.peer(),
                    device,
                    new ObserveResponse(ResponseCode.CONTENT, node, null, null, single, null));
        } else if (observation instanceof CompositeObservation composite) {
            Map<LwM2mPath, LwM2mNode> nodes =
                    toolbox.getDecoder().decodeNodes(payload, format, null, composite.getPaths(), device.getModel());
            notifications.onNotification(
                    composite,
                    sender.peer(),
                    device,
                    new ObserveCompositeResponse(ResponseCode.CONTENT, nodes, null, null, composite, null, null));
        }
    }

    private @Nullable ClientProfile profile(String endpoint) {
        return toolbox.getProfileProvider().getProfile(new MqttIdentity(endpoint));
    }

    private static long lifetime(Message message) {
        long asked = message.lifetime();
        return asked == 0 ? LONGEST_LIFETIME_SECONDS : Math.min(asked, LONGEST_LIFETIME_SECONDS);
    }

    private Link[] links(Message message) throws LinkParseException {
        byte[] payload = message.payload();
        return toolbox.getLinkParser().parseCoreLinkFormat(payload == null ? new byte[0] : payload);
    }

    /** What Leshan's own fields have no place for. */
    private static Map<String, String> attributes(Message message) {
        Map<String, String> attributes = new HashMap<>();
        if (message.version() != null) {
            attributes.put("lwm2m", message.version());
        }
        if (message.binding() != null) {
            attributes.put("b", message.binding());
        }
        return attributes;
    }

    private void refuseRegistration(String endpoint, Message message, ResponseCode code, String why) {
        refusals.refused(Kind.WRONG_REGISTRATION, endpoint, why);
        respond(endpoint, code.getCode(), message.token(), why);
    }

    private void respond(String endpoint, int code, long token, @Nullable String reason) {
        Message answer = Message.response(code, token);
        publish(
                endpoint,
                reason == null || reason.isEmpty()
                        ? answer
                        : answer.payload(Wire.TEXT, reason.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is lost here, the device asks for again. */
    private void publish(String endpoint, Message message) {
        session.publish(topics.device(endpoint), message.encode(), false).whenComplete((published, problem) -> {
            if (problem != null) {
                log.debug("lost {} for {}: {}", message, endpoint, problem.toString());
            }
        });
    }
}
