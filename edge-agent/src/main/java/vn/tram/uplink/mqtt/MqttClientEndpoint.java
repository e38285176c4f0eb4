package vn.tram.uplink.mqtt;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.leshan.client.endpoint.LwM2mClientEndpoint;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.core.ResponseCode;
import org.eclipse.leshan.core.endpoint.EndpointUri;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.link.LinkSerializer;
import org.eclipse.leshan.core.request.DeregisterRequest;
import org.eclipse.leshan.core.request.RegisterRequest;
import org.eclipse.leshan.core.request.UpdateRequest;
import org.eclipse.leshan.core.request.UplinkRequest;
import org.eclipse.leshan.core.request.exception.InvalidRequestException;
import org.eclipse.leshan.core.response.DeregisterResponse;
import org.eclipse.leshan.core.response.ErrorCallback;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.RegisterResponse;
import org.eclipse.leshan.core.response.ResponseCallback;
import org.eclipse.leshan.core.response.UpdateResponse;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Message;

/** Leshan's way out: its requests as messages, and their responses back. Safe for use by many threads. */
final class MqttClientEndpoint implements LwM2mClientEndpoint {

    static final Protocol PROTOCOL = new Protocol("MQTT", "mqtt");

    /** Of a registration's lifetime, the part after which it is updated. */
    private static final double UPDATE_AT = 0.45;

    private final Exchange exchange;
    private final String endpointName;
    private final EndpointUri uri;
    private final LinkSerializer links;

    MqttClientEndpoint(Exchange exchange, String endpointName, EndpointUri uri, LinkSerializer links) {
        this.exchange = exchange;
        this.endpointName = endpointName;
        this.uri = uri;
        this.links = links;
    }

    @Override
    public Protocol getProtocol() {
        return PROTOCOL;
    }

    @Override
    public EndpointUri getURI() {
        return uri;
    }

    @Override
    public String getDescription() {
        return "LwM2M over MQTT";
    }

    @Override
    public void forceReconnection(LwM2mServer server, boolean resume) {
        // The session reconnects by itself.
    }

    @Override
    public long getMaxCommunicationPeriodFor(long lifetimeInMs) {
        return (long) (lifetimeInMs * UPDATE_AT);
    }

    @Override
    @SuppressWarnings("NullAway") // Leshan's word for a time-out is null.
    public <T extends LwM2mResponse> @Nullable T send(LwM2mServer server, UplinkRequest<T> request, long timeoutInMs)
            throws InterruptedException {
        Message message = UplinkWriter.write(request, exchange.token(), links);
        try {
            Message response = exchange.request(message, timeoutInMs)
                    .toCompletableFuture()
                    .get(timeoutInMs + 1000, TimeUnit.MILLISECONDS);
            return response(request, response);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return null;
            }
            throw new IllegalStateException("not sent: " + e.getCause().getMessage(), e);
        }
    }

    @Override
    public <T extends LwM2mResponse> void send(
            LwM2mServer server,
            UplinkRequest<T> request,
            ResponseCallback<T> responseCallback,
            ErrorCallback errorCallback,
            long timeoutInMs) {
        Message message = UplinkWriter.write(request, exchange.token(), links);
        exchange.request(message, timeoutInMs).whenComplete((response, problem) -> {
            if (problem == null) {
                responseCallback.onResponse(response(request, response));
            } else {
                errorCallback.onError(new IllegalStateException(problem));
            }
        });
    }

    /** The topic plays the role of a location: the endpoint's name stands for the registration. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T extends LwM2mResponse> T response(UplinkRequest<T> request, Message message) {
        ResponseCode code = ResponseCode.fromCode(message.result());
        String error = code.isError() ? message.payloadText() : null;
        if (request instanceof RegisterRequest) {
            return (T) new RegisterResponse(code, code.isError() ? null : endpointName, error);
        }
        if (request instanceof UpdateRequest) {
            return (T) new UpdateResponse(code, error);
        }
        if (request instanceof DeregisterRequest) {
            return (T) new DeregisterResponse(code, error);
        }
        throw new InvalidRequestException("request: must be Register, Update or De-register, was " + request);
    }
}
