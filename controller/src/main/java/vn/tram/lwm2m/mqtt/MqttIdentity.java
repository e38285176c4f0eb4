package vn.tram.lwm2m.mqtt;

import java.net.InetSocketAddress;
import org.eclipse.leshan.core.peer.IpPeer;
import org.eclipse.leshan.core.peer.LwM2mIdentity;

/**
 * A device as the broker vouches for it: whoever publishes on its topic.
 *
 * @param endpoint the endpoint name in the topic
 */
public record MqttIdentity(String endpoint) implements LwM2mIdentity {

    /** Leshan's own checks of secure identities know none of ours; {@link TopicAuthorizer} makes ours. */
    @Override
    public boolean isSecure() {
        return false;
    }

    /** Leshan's registration store cannot do without a socket address, so the peer has one that leads nowhere. */
    IpPeer peer() {
        return new IpPeer(InetSocketAddress.createUnresolved(endpoint, 1), this);
    }
}
