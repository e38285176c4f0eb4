package vn.tram.sampler.snmp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.event.CounterEvent;
import org.snmp4j.event.CounterListener;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityLevel;
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
 * Receives traps and informs of SNMP v1, v2c and v3. An inform is acknowledged when its listener has kept it, and one
 * that comes again because the acknowledgement was lost is acknowledged again and not told twice. What is malformed, not
 * authorised or too much is counted and goes unanswered.
 */
public final class TrapReceiver implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TrapReceiver.class);
    private static final int RECENT = 1024;
    /** Nobody waits longer for an acknowledgement; what is the same later is news, such as the same start again. */
    private static final long REPEATS = Duration.ofMinutes(2).toNanos();

    private static final double PER_SECOND = 20;
    private static final double BURST = 200;

    /** Of a message that nobody may have sent, or nobody could have. */
    private static final List<OID> REFUSALS = List.of(
            SnmpConstants.snmpInASNParseErrs,
            SnmpConstants.snmpInBadVersions,
            SnmpConstants.snmpInvalidMsgs,
            SnmpConstants.usmStatsUnknownUserNames,
            SnmpConstants.usmStatsWrongDigests,
            SnmpConstants.usmStatsDecryptionErrors,
            SnmpConstants.usmStatsNotInTimeWindows,
            SnmpConstants.usmStatsUnsupportedSecLevels);

    private final Snmp snmp;
    private final List<SnmpAccess> accepted;
    private final Listener listener;
    private final LongSupplier nanos;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final InetSocketAddress address;

    /** The receiving thread only. */
    private final Allowance allowance = new Allowance(PER_SECOND, BURST);
    /** The receiving thread only. */
    private final Map<Said, Long> kept = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Said, Long> eldest) {
            return size() > RECENT;
        }
    };

    /** What repeats another says the same; a device that counts its requests from 1 after each start does not. */
    private record Said(UdpAddress from, int request, int said) {
        static Said of(UdpAddress from, PDU pdu) {
            int said = pdu.getVariableBindings().toString().hashCode();
            return new Said(from, pdu.getRequestID().getValue(), said);
        }
    }

    /** Who is told; called by the receiving thread, one trap at a time. */
    @FunctionalInterface
    public interface Listener {
        /** @return whether the trap was kept and may be acknowledged; false when nobody knows its sender */
        boolean trapped(Trap trap);
    }

    /**
     * Our side of version 3 (RFC 3411, section 5): whoever sends informs learns it, and it must be the same after a
     * restart.
     *
     * @param id 5 to 32 octets in hexadecimal
     * @param boots how many times the engine has started
     */
    public record Engine(String id, int boots) {}

    /**
     * Listens from now on.
     *
     * @param nanos a clock that does not jump
     * @throws IOException when the address is taken or must not be used
     */
    public TrapReceiver(
            InetSocketAddress listen, List<SnmpAccess> accepted, Engine engine, Listener listener, LongSupplier nanos)
            throws IOException {
        this.accepted = List.copyOf(accepted);
        this.listener = listener;
        this.nanos = nanos;
        SharedTimer.install();
        DefaultUdpTransportMapping socket;
        try {
            socket = new DefaultUdpTransportMapping(new UdpAddress(listen.getAddress(), listen.getPort()));
        } catch (IOException e) {
            throw new IOException("traps.listen " + listen + ": " + e.getMessage(), e);
        }
        this.snmp = new Snmp(dispatcher(engine), socket);
        snmp.addCommandResponder(new CommandResponder() {
            @Override
            public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
                received(event);
            }
        });
        snmp.listen();
        UdpAddress bound = socket.getListenAddress();
        this.address = new InetSocketAddress(bound.getInetAddress(), bound.getPort());
    }

    private MessageDispatcherImpl dispatcher(Engine engine) {
        CounterListener counter = this::count;
        CounterSupport events = new CounterSupport();
        events.addCounterListener(counter);
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
        OctetString id = new OctetString(HexFormat.of().parseHex(engine.id()));
        USM usm = new USM(protocols, id, engine.boots(), events);
        for (SnmpAccess access : accepted) {
            if (access instanceof SnmpAccess.User user) {
                usm.addUser(UserEngine.usmUser(user));
            }
        }
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(new MPv3(
                id.getValue(), null, protocols, SecurityModels.getCollection(new SecurityModel[] {usm}), events));
        dispatcher.addCounterListener(counter);
        return dispatcher;
    }

    private void count(CounterEvent event) {
        if (REFUSALS.contains(event.getOid())) {
            refused.incrementAndGet();
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Malformed, from an unknown sender, or not authorised. */
    public long refused() {
        return refused.get();
    }

    /** Too many from one sender. */
    public long dropped() {
        return dropped.get();
    }

    private <A extends Address> void received(CommandResponderEvent<A> event) {
        event.setProcessed(true);
        UdpAddress from = (UdpAddress) (Address) event.getPeerAddress();
        PDU pdu = event.getPDU();
        Trap trap = isAuthorised(event) ? Trap.of(from.getInetAddress(), pdu) : null;
        if (trap == null) {
            refused.incrementAndGet();
            return;
        }
        long now = nanos.getAsLong();
        boolean isInform = pdu.getType() == PDU.INFORM;
        boolean isVersion3 = event.getSecurityModel() == SecurityModel.SECURITY_MODEL_USM;
        Said said = isInform || isVersion3 ? Said.of(from, pdu) : null;
        if (said != null && isRepeated(said, now)) {
            repeated(event, isInform);
        } else if (!allowance.take(from.getInetAddress(), now)) {
            dropped.incrementAndGet();
        } else if (!isKept(trap)) {
            refused.incrementAndGet();
        } else if (said != null) {
            kept.remove(said);
            kept.put(said, now);
            if (isInform) {
                acknowledge(event);
            }
        }
    }

    /** Nobody sends a trap twice but one who has overheard it; USM lets that pass for 150 s (RFC 3414, section 2.2.3). */
    private <A extends Address> void repeated(CommandResponderEvent<A> event, boolean isInform) {
        if (isInform) {
            acknowledge(event);
        } else {
            refused.incrementAndGet();
        }
    }

    private boolean isRepeated(Said said, long now) {
        Long before = kept.get(said);
        return before != null && now - before < REPEATS;
    }

    private boolean isKept(Trap trap) {
        try {
            return listener.trapped(trap);
        } catch (RuntimeException e) {
            log.error("trap {} of {} could not be handled", trap.oid(), trap.from(), e);
            return false;
        }
    }

    private boolean isAuthorised(CommandResponderEvent<?> event) {
        return accepted.stream().anyMatch(access -> isAuthorised(event, access));
    }

    private static boolean isAuthorised(CommandResponderEvent<?> event, SnmpAccess access) {
        byte[] name = event.getSecurityName();
        if (access instanceof SnmpAccess.User user) {
            int needed = user.privacy() != null
                    ? SecurityLevel.AUTH_PRIV
                    : user.auth() != null ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.NOAUTH_NOPRIV;
            return event.getSecurityModel() == SecurityModel.SECURITY_MODEL_USM
                    && event.getSecurityLevel() >= needed
                    && MessageDigest.isEqual(name, user.name().getBytes(StandardCharsets.UTF_8));
        }
        String community = ((SnmpAccess.Community) access).community().value();
        return event.getSecurityModel() != SecurityModel.SECURITY_MODEL_USM
                && MessageDigest.isEqual(name, community.getBytes(StandardCharsets.UTF_8));
    }

    private static <A extends Address> void acknowledge(CommandResponderEvent<A> event) {
        PDU response = (PDU) event.getPDU().clone();
        response.setType(PDU.RESPONSE);
        response.setErrorStatus(PDU.noError);
        response.setErrorIndex(0);
        try {
            event.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            response,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException e) {
            log.warn("inform of {} could not be acknowledged: {}", event.getPeerAddress(), e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            snmp.close();
        } catch (IOException e) {
            throw new IllegalStateException("a UDP socket does not fail to close", e);
        }
    }
}
