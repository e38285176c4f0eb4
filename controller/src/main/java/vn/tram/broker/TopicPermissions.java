package vn.tram.broker;

import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CertificateUtil;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Topics;

/**
 * Who may use which topic: a device its own LwM2M topic both ways and its own status topic for publishing; the
 * controller every topic of ours; nobody anything else. Called by the broker's threads.
 */
final class TopicPermissions implements ActiveMQSecurityManager5 {

    private final Topics topics;
    private final WildcardConfiguration wildcards;
    private final boolean certificates;
    private final BrokerCounters counters;
    private final String allDevices;
    private final String allStatus;

    /** @param certificates whether clients are known by their certificates, or else by their client ids */
    TopicPermissions(Topics topics, WildcardConfiguration wildcards, boolean certificates, BrokerCounters counters) {
        this.topics = topics;
        this.wildcards = wildcards;
        this.certificates = certificates;
        this.counters = counters;
        this.allDevices = address(topics.allDevices());
        this.allStatus = address(topics.allStatus());
    }

    /** Who is at the other end of {@code connection}, or null when that is nobody of ours. */
    @Nullable
    Peer peer(RemotingConnection connection, @Nullable String clientId) {
        if (!certificates) {
            return Peer.of(clientId);
        }
        X509Certificate[] chain = CertificateUtil.getCertsFromConnection(connection);
        return chain == null || chain.length == 0 ? null : Peer.of(chain[0]);
    }

    @Override
    @SuppressWarnings("NullAway") // null is how this interface says no
    public Subject authenticate(
            String user, String password, RemotingConnection connection, @Nullable String securityDomain) {
        Peer peer = peer(connection, connection.getClientID());
        if (peer == null) {
            return null;
        }
        Set<Principal> principals = Set.of(peer, new UserPrincipal(peer.name()));
        return new Subject(true, principals, Set.of(), Set.of());
    }

    @Override
    public boolean authorize(@Nullable Subject subject, Set<Role> roles, CheckType check, String address) {
        if (subject != null) {
            for (Principal principal : subject.getPrincipals()) {
                if (principal instanceof Peer peer && allows(peer, check, address)) {
                    return true;
                }
            }
        }
        counters.refusedTopic.increment();
        return false;
    }

    private boolean allows(Peer peer, CheckType check, String address) {
        int queue = address.indexOf("::");
        String topic = queue < 0 ? address : address.substring(0, queue);
        if (peer.isController()) {
            return topic.startsWith(stem(allDevices)) || topic.startsWith(stem(allStatus));
        }
        boolean own = topic.equals(address(topics.device(peer.name())));
        return switch (check) {
            case SEND, CREATE_ADDRESS -> own || topic.equals(address(topics.status(peer.name())));
            case CONSUME,
                    CREATE_DURABLE_QUEUE,
                    DELETE_DURABLE_QUEUE,
                    CREATE_NON_DURABLE_QUEUE,
                    DELETE_NON_DURABLE_QUEUE -> own;
            case MANAGE, BROWSE, DELETE_ADDRESS, VIEW, EDIT -> false;
        };
    }

    private String address(String topic) {
        return MQTTUtil.getCoreAddressFromMqttTopic(topic, wildcards);
    }

    private static String stem(String filter) {
        return filter.substring(0, filter.length() - 1);
    }

    @Override
    public boolean validateUser(String user, String password) {
        throw new UnsupportedOperationException("clients are known by their certificates");
    }

    @Override
    public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType checkType) {
        throw new UnsupportedOperationException("clients are known by their certificates");
    }
}
