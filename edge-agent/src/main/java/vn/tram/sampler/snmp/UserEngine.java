package vn.tram.sampler.snmp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.Snmp;
import org.snmp4j.event.CounterListener;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv3;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/** What version 3 needs to know about the one engine behind an address: its users, its keys and its clock. */
final class UserEngine {

    private static final int SEQUENCE = 0x30;
    private static final int VERSION_3 = 3;

    private final Lane lane;
    private final USM usm;
    private final MPv3 model;
    private final Snmp session;

    UserEngine(Lane lane, SecurityProtocols protocols, OctetString ourEngineId, CounterListener counters) {
        this.lane = lane;
        CounterSupport events = new CounterSupport();
        this.usm = new USM(protocols, ourEngineId, 0, events);
        this.model = new MPv3(
                ourEngineId.getValue(),
                null,
                protocols,
                SecurityModels.getCollection(new SecurityModel[] {usm}),
                events);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(model);
        dispatcher.addCounterListener(counters);
        this.session = new Snmp(dispatcher, lane);
    }

    Lane lane() {
        return lane;
    }

    Snmp session() {
        return session;
    }

    /** Keys are made of the passwords when the engine is known, which takes some milliseconds once. */
    void add(SnmpAccess.User user, UdpAddress address) {
        OctetString name = new OctetString(user.name());
        // Its keys of before are of no use; of two devices with one address and user name the later one counts.
        usm.removeAllUsers(name);
        usm.addUser(usmUser(user));
        if (!user.engineId().isEmpty()) {
            model.addEngineID(address, OctetString.fromHexStringPairs(user.engineId()), false);
        }
    }

    static UsmUser usmUser(SnmpAccess.User user) {
        SnmpAccess.Auth auth = user.auth();
        SnmpAccess.Privacy privacy = user.privacy();
        return new UsmUser(
                new OctetString(user.name()),
                auth == null ? null : auth.protocol().id(),
                auth == null ? null : octets(auth.password().value()),
                privacy == null ? null : privacy.protocol().id(),
                privacy == null ? null : octets(privacy.password().value()));
    }

    /** Whoever answers next is asked for its id, its boots and its clock. */
    void forget(UdpAddress address) {
        OctetString known = model.removeEngineID(address);
        if (known != null) {
            usm.removeEngineTime(known);
        }
    }

    private static OctetString octets(String password) {
        return new OctetString(password.getBytes(StandardCharsets.UTF_8));
    }

    /** By the first octets of the message: a device may be asked by community too. */
    static boolean isVersion3(ByteBuffer message) {
        int at = message.position();
        if (message.remaining() < 8 || message.get(at) != SEQUENCE) {
            return false;
        }
        int length = message.get(at + 1) & 0xff;
        int version = at + 2 + (length > 0x80 ? length & 0x7f : 0);
        return version + 2 < message.limit()
                && message.get(version) == 2
                && message.get(version + 1) == 1
                && message.get(version + 2) == VERSION_3;
    }
}
