package vn.tram.uplink.mqtt;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.Certificate;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.eclipse.leshan.client.endpoint.ClientEndpointToolbox;
import org.eclipse.leshan.client.endpoint.LwM2mClientEndpoint;
import org.eclipse.leshan.client.endpoint.LwM2mClientEndpointsProvider;
import org.eclipse.leshan.client.notification.NotificationManager;
import org.eclipse.leshan.client.request.DownlinkRequestReceiver;
import org.eclipse.leshan.client.resource.LwM2mObjectTree;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.client.servers.ServerInfo;
import org.eclipse.leshan.core.endpoint.EndpointUri;
import org.eclipse.leshan.core.peer.IpPeer;
import org.eclipse.leshan.core.request.DownlinkRequest;
import org.eclipse.leshan.core.request.ObserveCompositeRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.SendableResponse;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;

/** Lets Leshan's client speak over one {@link Exchange}. There is one server: whoever is behind the broker. */
public final class MqttClientEndpointsProvider implements LwM2mClientEndpointsProvider {

    private static final int CHANGED = 204;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Exchange exchange;
    private final String endpointName;
    private final Function<Message, @Nullable Message> before;
    private @Nullable DownlinkRequestReceiver receiver;
    private @Nullable DownlinkReader reader;
    private @Nullable ResponseWriter writer;
    private @Nullable Observations observations;
    private @Nullable LwM2mServer server;
    private @Nullable MqttClientEndpoint endpoint;

    /** @param before is asked first, and answers what is not for Leshan; null for what is */
    public MqttClientEndpointsProvider(
            Exchange exchange, String endpointName, Function<Message, @Nullable Message> before) {
        this.before = before;
        this.exchange = exchange;
        this.endpointName = endpointName;
    }

    @Override
    public void init(
            LwM2mObjectTree objectTree,
            DownlinkRequestReceiver requestReceiver,
            NotificationManager notificationManager,
            ClientEndpointToolbox toolbox) {
        ResponseWriter responses = new ResponseWriter(toolbox);
        Observations observed = new Observations(
                exchange,
                responses,
                notificationManager,
                (from, request) ->
                        requestReceiver.requestReceived(from, request).getResponse());
        receiver = requestReceiver;
        reader = new DownlinkReader(toolbox);
        writer = responses;
        observations = observed;
        objectTree.addListener(observed);
        exchange.serve(this::serve);
    }

    @Override
    public synchronized @Nullable LwM2mServer createEndpoint(
            ServerInfo serverInfo,
            boolean clientInitiatedOnly,
            List<Certificate> trustStore,
            ClientEndpointToolbox toolbox) {
        URI uri = serverInfo.serverUri;
        if (!uri.getScheme().startsWith(MqttClientEndpoint.PROTOCOL.getUriScheme())) {
            return null;
        }
        IpPeer peer = new IpPeer(InetSocketAddress.createUnresolved(uri.getHost(), Math.max(1, uri.getPort())));
        server = new LwM2mServer(peer, serverInfo.serverId, uri);
        EndpointUri own = new EndpointUri(MqttClientEndpoint.PROTOCOL.getUriScheme(), uri.getHost(), uri.getPort());
        endpoint = new MqttClientEndpoint(exchange, endpointName, own, toolbox.getLinkSerializer());
        return server;
    }

    @Override
    public @Nullable Collection<LwM2mServer> createEndpoints(
            Collection<? extends ServerInfo> serverInfo,
            boolean clientInitiatedOnly,
            List<Certificate> trustStore,
            ClientEndpointToolbox toolbox) {
        return null;
    }

    private Message serve(Message request) {
        LwM2mServer from;
        synchronized (this) {
            from = server;
        }
        DownlinkRequestReceiver carriedOutBy = receiver;
        DownlinkReader requests = reader;
        ResponseWriter responses = writer;
        Observations observed = observations;
        if (from == null || carriedOutBy == null || requests == null || responses == null || observed == null) {
            return Message.response(SERVICE_UNAVAILABLE, request.token());
        }
        Message answer = before.apply(request);
        if (answer != null) {
            return answer;
        }
        if (request.operation() == Operation.CANCEL_OBSERVE) {
            return Message.response(observed.cancel(request.token()) ? CHANGED : NOT_FOUND, request.token());
        }
        DownlinkRequest<?> read = requests.read(request);
        if (read == null) {
            return Message.response(METHOD_NOT_ALLOWED, request.token());
        }
        return carryOut(from, carriedOutBy, read, responses, observed, request.token());
    }

    private static Message carryOut(
            LwM2mServer from,
            DownlinkRequestReceiver receiver,
            DownlinkRequest<?> request,
            ResponseWriter writer,
            Observations observations,
            long token) {
        boolean observes = request instanceof ObserveRequest || request instanceof ObserveCompositeRequest;
        if (observes && !observations.hasRoom()) {
            return Message.response(SERVICE_UNAVAILABLE, token);
        }
        SendableResponse<? extends LwM2mResponse> sendable;
        try {
            sendable = receiver.requestReceived(from, request);
        } catch (ClassCastException e) {
            // How Leshan says that it is not registered yet.
            return Message.response(SERVICE_UNAVAILABLE, token);
        }
        LwM2mResponse response = sendable.getResponse();
        if (observes && response.isSuccess()) {
            observations.begin(from, request, response, token);
        }
        Message message = writer.write(request, response, token);
        sendable.sent();
        return message;
    }

    @Override
    public synchronized void destroyEndpoints() {
        endpoint = null;
        server = null;
    }

    @Override
    public void start() {
        // The session is started by its owner.
    }

    @Override
    public synchronized List<LwM2mClientEndpoint> getEndpoints() {
        return endpoint == null ? List.of() : List.of(endpoint);
    }

    @Override
    public synchronized @Nullable LwM2mClientEndpoint getEndpoint(LwM2mServer which) {
        return endpoint;
    }

    @Override
    public void stop() {
        Observations observed = observations;
        if (observed != null) {
            observed.clear();
        }
    }

    @Override
    public void destroy() {
        stop();
    }
}
