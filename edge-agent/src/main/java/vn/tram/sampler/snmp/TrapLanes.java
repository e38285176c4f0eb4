package vn.tram.sampler.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.Snmp;
import org.snmp4j.TransportMapping;
import org.snmp4j.TransportStateReference;
import org.snmp4j.event.CounterEvent;
import org.snmp4j.event.CounterListener;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * The socket that traps come to, with a lane of its own for each sender of version 3: its lane knows the sender's user
 * and no other, and its engine's clock and no other. What is of a stranger, malformed, or cannot be opened with what its
 * sender has is refused here.
 */
final class TrapLanes implements AutoCloseable {

    /** What a message broke when SNMP4J counts one of these. */
    private static final Map<OID, String> RULES = Map.of(
            SnmpConstants.snmpInASNParseErrs, "must be BER (RFC 3417, section 8)",
            SnmpConstants.snmpInBadVersions, "must be SNMP v1, v2c or v3",
            SnmpConstants.snmpInvalidMsgs, "must be a message of SNMP v3 (RFC 3412, section 6)",
            SnmpConstants.usmStatsUnknownUserNames, "must be of that device's user, was another",
            SnmpConstants.usmStatsWrongDigests, "must be authenticated with that device's password, was with another",
            SnmpConstants.usmStatsDecryptionErrors, "must be encrypted with that device's password, was with another",
            SnmpConstants.usmStatsNotInTimeWindows,
                    "must be within 150 s of the engine's clock, was not; a first inform asks for it so",
            SnmpConstants.usmStatsUnsupportedSecLevels, "must be at a level that device's user has, was at another");

    /** Made when the first sender needs it: most devices send by community, and most agents have little memory. */
    private static final class Version3 {
        static final SecurityProtocols PROTOCOLS = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
    }

    private record Opened(SnmpAccess.User user, Lane lane, Snmp session) {}

    private final DefaultUdpTransportMapping socket;
    private final TrapReceiver.Engine engine;
    private final Function<InetAddress, @Nullable SnmpAccess> accessOf;
    private final BiConsumer<InetAddress, String> refuse;
    private final CommandResponder responder;
    private final Lane communities;
    private final Snmp communitySession;

    /** At most one for each device that is asked; the receiving thread only, until that has ended. */
    private final Map<InetAddress, Opened> users = new HashMap<>();

    /** Whose message is just being opened; the receiving thread only. */
    private @Nullable InetAddress sender;

    /**
     * @param accessOf who a sender must be; null for a stranger
     * @param responder is given what could be opened
     * @param refuse is told the sender of what could not, and the rule that it broke
     * @throws IOException when the address is taken or must not be used
     */
    TrapLanes(
            InetSocketAddress listen,
            TrapReceiver.Engine engine,
            Function<InetAddress, @Nullable SnmpAccess> accessOf,
            CommandResponder responder,
            BiConsumer<InetAddress, String> refuse)
            throws IOException {
        this.engine = engine;
        this.accessOf = accessOf;
        this.responder = responder;
        this.refuse = refuse;
        SharedTimer.install();
        try {
            this.socket = new DefaultUdpTransportMapping(new UdpAddress(listen.getAddress(), listen.getPort()));
        } catch (IOException e) {
            throw new IOException("traps.listen " + listen + ": " + e.getMessage(), e);
        }
        this.communities = new Lane(socket);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        this.communitySession = session(dispatcher, communities);
    }

    private Snmp session(MessageDispatcherImpl dispatcher, Lane lane) {
        dispatcher.addCounterListener(this::count);
        Snmp session = new Snmp(dispatcher, lane);
        session.addCommandResponder(responder);
        return session;
    }

    void listen() throws IOException {
        socket.addTransportListener(this::received);
        socket.listen();
    }

    InetSocketAddress address() {
        UdpAddress bound = socket.getListenAddress();
        return new InetSocketAddress(bound.getInetAddress(), bound.getPort());
    }

    private <A extends Address> void received(
            TransportMapping<? super A> source, A from, ByteBuffer message, TransportStateReference state) {
        UdpAddress address = (UdpAddress) (Address) from;
        InetAddress host = address.getInetAddress();
        SnmpAccess access = accessOf.apply(host);
        if (access == null) {
            refuse.accept(host, "must be of a device that is asked, and none is at that address");
            return;
        }
        sender = host;
        if (!UserEngine.isVersion3(message)) {
            communities.received(address, message, state);
        } else if (access instanceof SnmpAccess.User user) {
            lane(host, user).received(address, message, state);
        } else {
            refuse.accept(host, "must be by that device's community, was SNMP v3");
        }
    }

    private Lane lane(InetAddress host, SnmpAccess.User user) {
        Opened open = users.get(host);
        if (open == null || !open.user().equals(user)) {
            open = open(user);
            users.put(host, open);
        }
        return open.lane();
    }

    private Opened open(SnmpAccess.User user) {
        CounterListener counter = this::count;
        CounterSupport events = new CounterSupport();
        events.addCounterListener(counter);
        OctetString id = new OctetString(HexFormat.of().parseHex(engine.id()));
        USM usm = new USM(Version3.PROTOCOLS, id, engine.boots(), events);
        usm.addUser(UserEngine.usmUser(user));
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv3(
                id.getValue(),
                null,
                Version3.PROTOCOLS,
                SecurityModels.getCollection(new SecurityModel[] {usm}),
                events));
        Lane lane = new Lane(socket);
        return new Opened(user, lane, session(dispatcher, lane));
    }

    private void count(CounterEvent event) {
        String rule = RULES.get(event.getOid());
        InetAddress from = sender;
        if (rule != null && from != null) {
            refuse.accept(from, rule);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            communitySession.close();
            for (Opened open : users.values()) {
                open.session().close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a UDP socket does not fail to close", e);
        }
    }
}
