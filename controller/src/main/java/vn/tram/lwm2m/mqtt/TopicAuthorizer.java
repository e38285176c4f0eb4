package vn.tram.lwm2m.mqtt;

import org.eclipse.leshan.core.endpoint.EndpointUri;
import org.eclipse.leshan.core.peer.LwM2mPeer;
import org.eclipse.leshan.core.request.UplinkRequest;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.security.Authorizer;
import org.eclipse.leshan.servers.security.Authorization;
import org.jspecify.annotations.Nullable;

/** Lets a device act for the endpoint whose topic it publishes on, and for no other. */
public final class TopicAuthorizer implements Authorizer {

    @Override
    public Authorization isAuthorized(
            @Nullable UplinkRequest<?> request, Registration registration, LwM2mPeer sender, EndpointUri server) {
        boolean own = sender.getIdentity() instanceof MqttIdentity identity
                && identity.endpoint().equals(registration.getEndpoint());
        return own ? Authorization.approved() : Authorization.declined();
    }
}
