package vn.tram.sampler.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.SNMP4JSettings.ReportSecurityLevelStrategy;
import org.snmp4j.Session;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.TransportMapping;
import org.snmp4j.TransportStateReference;
import org.snmp4j.event.CounterEvent;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import vn.tram.profiles.file.Secret;

/**
 * One UDP socket for all devices, with one thread that receives and one that watches the time, however many devices
 * there are. What is no SNMP is dropped and counted. Safe for use by many threads.
 *
 * <p>Each device of version 3 has an engine table of its own: makers ship whole series with one engine id, and in a
 * common table the boots and clocks of two such devices refute each other.
 */
public final class SnmpTransport implements AutoCloseable {

    private static final Set<OID> MALFORMED =
            Set.of(SnmpConstants.snmpInASNParseErrs, SnmpConstants.snmpInBadVersions, SnmpConstants.snmpInvalidMsgs);

    /** The answers of many devices that were asked at once wait here for their turn. */
    private static final int RECEIVE_BUFFER = 4_000_000;

    /** Made when the first device needs it: most agents ask by community, and have little memory. */
    private static final class Version3 {

        static final SecurityProtocols PROTOCOLS = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
        static final OctetString OUR_ENGINE_ID;

        static {
            byte[] chance = new byte[12];
            new SecureRandom().nextBytes(chance);
            OUR_ENGINE_ID = new OctetString(MPv3.createLocalEngineID(new OctetString(chance)));
        }
    }

    private final DefaultUdpTransportMapping socket;
    private final SnmpCounts counts = new SnmpCounts(null);
    private final Map<UdpAddress, SnmpCounts> byDevice = new ConcurrentHashMap<>();
    private final Map<UdpAddress, UserEngine> engines = new ConcurrentHashMap<>();
    private final Lane communities;
    private final Snmp communitySession;

    private SnmpTransport(DefaultUdpTransportMapping socket) {
        this.socket = socket;
        this.communities = new Lane(socket);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addCounterListener(event -> count(event, null));
        this.communitySession = new Snmp(dispatcher, communities);
    }

    /** @throws IOException when there is no socket to be had */
    public static SnmpTransport open() throws IOException {
        SharedTimer.install();
        // Says which password is wrong. A forger would have to know the id of the message, and then could drop it as
        // well.
        SNMP4JSettings.setReportSecurityLevelStrategy(ReportSecurityLevelStrategy.noAuthNoPrivIfNeeded);
        UdpAddress anywhere = new UdpAddress(InetAddress.getByName("0.0.0.0"), 0);
        DefaultUdpTransportMapping socket = new DefaultUdpTransportMapping(anywhere);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        SnmpTransport transport = new SnmpTransport(socket);
        socket.addTransportListener(transport::received);
        socket.listen();
        return transport;
    }

    private <A extends Address> void received(
            TransportMapping<? super A> source, A from, ByteBuffer message, TransportStateReference state) {
        UdpAddress sender = (UdpAddress) (Address) from;
        UserEngine engine = engines.get(sender);
        Lane lane = engine != null && UserEngine.isVersion3(message) ? engine.lane() : communities;
        lane.received(sender, message, state);
    }

    private void count(CounterEvent event, @Nullable SnmpCounts device) {
        if (MALFORMED.contains(event.getOid())) {
            (device == null ? counts : device).malformed.increment();
        }
    }

    /** The local port that answers come to. */
    public int port() {
        return socket.getListenAddress().getPort();
    }

    /** Of all devices. */
    public SnmpCounts counts() {
        return counts;
    }

    /** A device of version 2c at {@code address}; nothing is sent yet. */
    public SnmpDevice device(InetSocketAddress address, Secret community) {
        return device(address, new SnmpAccess.Community(false, community));
    }

    /** A device at {@code address}; nothing is sent yet. */
    public SnmpDevice device(InetSocketAddress address, SnmpAccess access) {
        UdpAddress udp = new UdpAddress(address.getAddress(), address.getPort());
        SnmpCounts own = byDevice.computeIfAbsent(udp, key -> new SnmpCounts(counts));
        if (access instanceof SnmpAccess.User user) {
            UserEngine engine = engines.computeIfAbsent(
                    udp,
                    key -> new UserEngine(
                            new Lane(socket), Version3.PROTOCOLS, Version3.OUR_ENGINE_ID, event -> count(event, own)));
            engine.add(user, udp);
            return new SnmpDevice(this, new Peer(engine.session(), udp, access, engine), own);
        }
        return new SnmpDevice(this, new Peer(communitySession, udp, access, null), own);
    }

    /** Nothing is remembered of the device at {@code address}: it was only looked for. */
    public void forget(InetSocketAddress address) {
        UdpAddress udp = new UdpAddress(address.getAddress(), address.getPort());
        byDevice.remove(udp);
        UserEngine engine = engines.remove(udp);
        if (engine != null) {
            try {
                engine.session().close();
            } catch (IOException e) {
                throw new IllegalStateException("a lane has no socket of its own", e);
            }
        }
    }

    /** Sends once. The answer, or null for none, comes on a thread of this transport. */
    void send(Snmp session, PDU pdu, Target<UdpAddress> target, Consumer<@Nullable PDU> answer) throws IOException {
        session.send(pdu, target, null, new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {
                // Without this, SNMP4J goes on waiting for further answers.
                ((Session) event.getSource()).cancel(event.getRequest(), this);
                answer.accept(event.getResponse());
            }
        });
    }

    @Override
    public void close() {
        try {
            communitySession.close();
            for (UserEngine engine : engines.values()) {
                engine.session().close();
            }
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a UDP socket does not fail to close", e);
        }
    }
}
