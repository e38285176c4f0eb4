package vn.tram.sampler.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.UdpAddress;

/**
 * Receives traps and informs of SNMP v1, v2c and v3, each only with what its own sender is asked with. An inform is acknowledged when its listener has kept it, and one
 * that comes again because the acknowledgement was lost is acknowledged again and not told twice. What is malformed, not
 * authorised or too much is counted and goes unanswered.
 */
public final class TrapReceiver implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TrapReceiver.class);
    private static final int RECENT = 1024;
    /** Nobody waits longer for an acknowledgement; what is the same later is news, such as the same start again. */
    private static final long REPEATS = Duration.ofMinutes(2).toNanos();

    /** Whoever may send to the socket must not fill the disk. */
    private static final long LOG_EVERY = Duration.ofMinutes(1).toNanos();

    private static final double PER_SECOND = 20;
    private static final double BURST = 200;

    private final TrapLanes lanes;
    private final Listener listener;
    private final LongSupplier nanos;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** The receiving thread only. */
    private final Allowance allowance = new Allowance(PER_SECOND, BURST);
    /** The receiving thread only. */
    private boolean hasLogged;
    /** The receiving thread only. */
    private long logged;

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

    /** Who knows the senders, and is told; called by the receiving thread, one trap at a time. */
    public interface Listener {
        /** What the device at that address is asked with, and no trap of it may be without; null when there is none. */
        @Nullable
        SnmpAccess accessOf(InetAddress from);

        /** @return whether the trap was kept and may be acknowledged */
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
    public TrapReceiver(InetSocketAddress listen, Engine engine, Listener listener, LongSupplier nanos)
            throws IOException {
        this.listener = listener;
        this.nanos = nanos;
        CommandResponder responder = new CommandResponder() {
            @Override
            public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
                received(event);
            }
        };
        this.lanes = new TrapLanes(listen, engine, listener::accessOf, responder, this::refuse);
        lanes.listen();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return lanes.address();
    }

    /** Malformed, of an unknown sender, or without what its sender must have. */
    public long refused() {
        return refused.get();
    }

    /** Too many from one sender, or there was no room to keep them. */
    public long dropped() {
        return dropped.get();
    }

    private <A extends Address> void received(CommandResponderEvent<A> event) {
        event.setProcessed(true);
        UdpAddress from = (UdpAddress) (Address) event.getPeerAddress();
        PDU pdu = event.getPDU();
        InetAddress host = from.getInetAddress();
        String broken = broken(event, listener.accessOf(host));
        if (broken != null) {
            refuse(host, broken);
            return;
        }
        Trap trap = Trap.of(host, pdu);
        if (trap == null) {
            refuse(host, "must be a trap or an inform that says which, was " + PDU.getTypeString(pdu.getType()));
            return;
        }
        long now = nanos.getAsLong();
        boolean isInform = pdu.getType() == PDU.INFORM;
        boolean isVersion3 = event.getSecurityModel() == SecurityModel.SECURITY_MODEL_USM;
        Said said = isInform || isVersion3 ? Said.of(from, pdu) : null;
        if (said != null && isRepeated(said, now)) {
            repeated(event, host, isInform);
        } else if (!allowance.take(host, now) || !isKept(trap)) {
            dropped.incrementAndGet();
        } else if (said != null) {
            kept.remove(said);
            kept.put(said, now);
            if (isInform) {
                acknowledge(event);
            }
        }
    }

    /** Nobody sends a trap twice but one who has overheard it; USM lets that pass for 150 s (RFC 3414, section 2.2.3). */
    private <A extends Address> void repeated(CommandResponderEvent<A> event, InetAddress from, boolean isInform) {
        if (isInform) {
            acknowledge(event);
        } else {
            refuse(from, "must not come twice, and is what came before");
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

    /** The rule that {@code event} breaks; null when it is from whom it must be. */
    private static @Nullable String broken(CommandResponderEvent<?> event, @Nullable SnmpAccess access) {
        byte[] name = event.getSecurityName();
        boolean isUsers = event.getSecurityModel() == SecurityModel.SECURITY_MODEL_USM;
        if (access instanceof SnmpAccess.User user) {
            if (!isUsers || !MessageDigest.isEqual(name, user.name().getBytes(StandardCharsets.UTF_8))) {
                return "must be by SNMP v3 with that device's user, was " + (isUsers ? "another" : "by a community");
            }
            SecurityLevel needed = level(user);
            SecurityLevel was = SecurityLevel.get(event.getSecurityLevel());
            return was.compareTo(needed) >= 0 ? null : "must be at least " + needed + ", was " + was;
        }
        boolean isRight = access instanceof SnmpAccess.Community community
                && !isUsers
                && MessageDigest.isEqual(name, community.community().value().getBytes(StandardCharsets.UTF_8));
        return isRight ? null : "must be by that device's community, was by another";
    }

    private static SecurityLevel level(SnmpAccess.User user) {
        return user.privacy() != null
                ? SecurityLevel.authPriv
                : user.auth() != null ? SecurityLevel.authNoPriv : SecurityLevel.noAuthNoPriv;
    }

    private void refuse(InetAddress from, String rule) {
        refused.incrementAndGet();
        long now = nanos.getAsLong();
        if (!hasLogged || now - logged >= LOG_EVERY) {
            hasLogged = true;
            logged = now;
            log.warn("a trap of {} is refused ({} so far): {}", from.getHostAddress(), refused.get(), rule);
        }
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
        lanes.close();
    }
}
