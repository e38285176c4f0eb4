package vn.tram.broker;

import java.security.Principal;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import vn.tram.identity.Credential;
import vn.tram.identity.EndpointName;

/**
 * Who is at the other end of a connection.
 *
 * @param name the device's endpoint name, or the controller's client
 * @param isController whether it may use every topic of ours
 */
record Peer(String name, boolean isController) implements Principal {

    /** Whom the certificate names, or null when that is nobody of ours. */
    static @Nullable Peer of(X509Certificate certificate) {
        String name = Credential.nameOf(certificate, "CN");
        String organisation = Credential.nameOf(certificate, "O");
        if (EndpointName.problem(name) != null) {
            return null;
        }
        if (organisation.equals(BrokerSettings.CONTROLLER)) {
            return new Peer(name, true);
        }
        return organisation.isEmpty() ? new Peer(name, false) : null;
    }

    /** Whom the client id names where nobody has a certificate, or null when that is nobody of ours. */
    static @Nullable Peer of(@Nullable String clientId) {
        if (clientId == null) {
            return null;
        }
        if (clientId.equals(BrokerSettings.CONTROLLER)) {
            return new Peer(clientId, true);
        }
        return EndpointName.problem(clientId) == null ? new Peer(clientId, false) : null;
    }

    /** Whether a session under {@code clientId} is this one's to open. */
    boolean owns(String clientId) {
        return isController || name.equals(clientId);
    }

    @Override
    public String getName() {
        return name;
    }
}
