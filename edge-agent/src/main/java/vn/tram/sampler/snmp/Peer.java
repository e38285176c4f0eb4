package vn.tram.sampler.snmp;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snmp4j.AbstractTarget;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import vn.tram.profiles.Oid;

/**
 * Whom requests go to, and in which form of which version.
 *
 * @param engine null unless it is version 3
 */
record Peer(
        Snmp session,
        UdpAddress address,
        SnmpAccess access,
        @Nullable UserEngine engine) {

    /** What a device reports that does not let us in, RFC 3414 section 5 and RFC 3412 section 5. */
    private static final Map<OID, String> REPORTS = Map.of(
            SnmpConstants.usmStatsUnsupportedSecLevels, "it does not take messages with this much auth and privacy",
            SnmpConstants.usmStatsNotInTimeWindows, "its clock and boots do not fit what it said before",
            SnmpConstants.usmStatsUnknownUserNames, "it does not know the user",
            SnmpConstants.usmStatsUnknownEngineIDs, "it is not the engine of engine-id",
            SnmpConstants.usmStatsWrongDigests, "the protocol or the password of auth is wrong",
            SnmpConstants.usmStatsDecryptionErrors, "the protocol or the password of privacy is wrong",
            SnmpConstants.snmpUnavailableContexts, "its context is not available",
            SnmpConstants.snmpUnknownContexts, "it does not know the context");

    String name() {
        return address.getInetAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Perhaps another device is there by now, or its boots are counted anew. */
    void forgetEngine() {
        if (engine != null
                && access instanceof SnmpAccess.User user
                && user.engineId().isEmpty()) {
            engine.forget(address);
        }
    }

    boolean knowsBulk() {
        return !(access instanceof SnmpAccess.Community community && community.isVersion1());
    }

    Target<UdpAddress> target(Duration timeout) {
        AbstractTarget<UdpAddress> target;
        if (access instanceof SnmpAccess.Community community) {
            target = new CommunityTarget<>(
                    address, new OctetString(community.community().value()));
            target.setVersion(community.isVersion1() ? SnmpConstants.version1 : SnmpConstants.version2c);
        } else {
            SnmpAccess.User user = (SnmpAccess.User) access;
            int level = user.privacy() != null
                    ? SecurityLevel.AUTH_PRIV
                    : user.auth() != null ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.NOAUTH_NOPRIV;
            byte[] engineId = HexFormat.of().parseHex(user.engineId());
            target = new UserTarget<>(address, new OctetString(user.name()), engineId, level);
            target.setVersion(SnmpConstants.version3);
        }
        target.setTimeout(timeout.toMillis());
        target.setRetries(0);
        return target;
    }

    PDU pdu(int type, List<Oid> oids) {
        PDU pdu = new PDU();
        if (access instanceof SnmpAccess.User user) {
            ScopedPDU scoped = new ScopedPDU();
            scoped.setContextName(new OctetString(user.context()));
            pdu = scoped;
        }
        pdu.setType(type);
        for (Oid oid : oids) {
            pdu.add(new VariableBinding(new OID(oid.toArray())));
        }
        return pdu;
    }

    /** Why the device does not let us in; null when {@code response} is an answer. */
    @Nullable
    String refusal(PDU response) {
        if (response.getType() != PDU.REPORT) {
            return null;
        }
        String known = response.getVariableBindings().stream()
                .map(binding -> REPORTS.get(binding.getOid()))
                .filter(text -> text != null)
                .collect(Collectors.joining());
        return name() + " refuses SNMP v3: "
                + (known.isEmpty() ? "it reports " + response.getVariableBindings() : known);
    }

    /** What may be wrong when nothing comes. */
    String silence() {
        if (access instanceof SnmpAccess.Community community) {
            return name() + " does not answer SNMP " + (community.isVersion1() ? "v1" : "v2c")
                    + ": it is down or unreachable, or the community is wrong";
        }
        boolean inContext =
                access instanceof SnmpAccess.User user && !user.context().isEmpty();
        return name() + " does not answer SNMP v3: it is down or unreachable"
                + (inContext ? ", or does not have the context" : "");
    }
}
