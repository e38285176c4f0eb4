package vn.tram.lwm2m.mqtt;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.leshan.core.endpoint.EndpointUri;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.endpoint.LwM2mServerEndpoint;
import org.eclipse.leshan.server.endpoint.LwM2mServerEndpointsProvider;
import org.eclipse.leshan.server.endpoint.ServerEndpointToolbox;
import org.eclipse.leshan.server.observation.LwM2mNotificationReceiver;
import org.eclipse.leshan.server.request.UplinkDeviceManagementRequestReceiver;
import org.eclipse.leshan.servers.security.ServerSecurityInfo;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Topics;

/**
 * LwM2M over MQTT for Leshan's server: one session, subscribed to {@link Topics#allDevices}, speaks with every device.
 * Use it with {@link TopicAuthorizer}. Sends do not go through Leshan, whose answer to them cannot wait.
 */
public final class MqttServerEndpointsProvider implements LwM2mServerEndpointsProvider, MqttSession.Listener {

    private final MqttSession session;
    private final Topics topics;
    private final SendReceiver sends;
    private final Refusals refusals;
    private final MqttSession.Listener others;
    private final ScheduledExecutorService timer;
    private @Nullable MqttServerEndpoint endpoint;
    private volatile @Nullable UplinkReader uplink;

    /**
     * @param session not started yet; this starts and closes it
     * @param others hears of the session's coming and going, and of messages on topics that are no device's
     * @param timer ends requests that nobody answers; stays the caller's
     */
    public MqttServerEndpointsProvider(
            MqttSession session,
            Topics topics,
            SendReceiver sends,
            Refusals refusals,
            MqttSession.Listener others,
            ScheduledExecutorService timer) {
        this.session = session;
        this.topics = topics;
        this.sends = sends;
        this.refusals = refusals;
        this.others = others;
        this.timer = timer;
    }

    @Override
    public void createEndpoints(
            UplinkDeviceManagementRequestReceiver requests,
            LwM2mNotificationReceiver notifications,
            ServerEndpointToolbox toolbox,
            @Nullable ServerSecurityInfo security,
            LeshanServer server) {
        MqttServerEndpoint created =
                new MqttServerEndpoint(session, topics, toolbox, server.getRegistrationStore(), notifications, timer);
        endpoint = created;
        uplink = new UplinkReader(
                session,
                topics,
                requests,
                notifications,
                server.getRegistrationStore(),
                toolbox,
                created,
                sends,
                refusals);
    }

    @Override
    public List<LwM2mServerEndpoint> getEndpoints() {
        return endpoint == null ? List.of() : List.of(endpoint);
    }

    @Override
    @SuppressWarnings("NullAway") // null is how Leshan says that it is not ours
    public LwM2mServerEndpoint getEndpoint(EndpointUri uri) {
        return MqttServerEndpoint.OWN.equals(uri) ? endpoint : null;
    }

    @Override
    public void start() {
        session.start(this);
    }

    @Override
    public void stop() {
        session.close();
        if (endpoint != null) {
            endpoint.cancelAll();
        }
    }

    @Override
    public void destroy() {
        stop();
    }

    /** Asks a device that is not registered here to send its registration: Execute of /1/0/8, as the standard has it. */
    public void askToRegister(String device) {
        if (endpoint != null) {
            endpoint.askToRegister(device);
        }
    }

    @Override
    public void connected(boolean sessionPresent) {
        others.connected(sessionPresent);
    }

    @Override
    public void disconnected(String reason) {
        others.disconnected(reason);
    }

    @Override
    public void arrived(String topic, byte[] payload) {
        String device = topics.endpointOfDevice(topic);
        UplinkReader reader = uplink;
        if (device == null || reader == null) {
            others.arrived(topic, payload);
        } else {
            reader.arrived(device, payload);
        }
    }
}
