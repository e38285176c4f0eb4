package vn.tram.stamp;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A stateful Session-Reflector (RFC 8762, section 4.3): a datagram in, its answer or a refusal out, each counted. It
 * counts what it answers for each session, so that the sender can tell losses on the way there from those on the way back.
 *
 * <p>An answer has as many bytes as what it answers. Only what is shorter than a packet must be is filled up, to 44
 * bytes (section 4.6), and only where unsigned packets are answered at all.
 *
 * <p>In one thread; the counts are for any.
 */
public final class Reflector {

    /** What became of a datagram. */
    public enum Kind {
        ANSWERED_SIGNED,
        ANSWERED_UNSIGNED,
        REFUSED_TOO_SHORT,
        REFUSED_TOO_LONG,
        /** Not signed, where that is not answered. */
        REFUSED_UNSIGNED,
        REFUSED_UNKNOWN_SESSION,
        REFUSED_WRONG_SIGNATURE,
        /** Seen before, or too old to know. */
        REFUSED_REPEATED
    }

    /** The keys of those who may send signed packets. */
    public interface Keys {

        /** The key of the session of that SSID; null when there is none. The same object while the key is the same. */
        @Nullable
        StampKey of(int session);
    }

    /**
     * What came.
     *
     * @param source address and port of the sender; sessions of unsigned packets are told apart by it
     * @param received T2, as {@link NtpTime}
     * @param ttl with which it came, or {@link ReflectedPacket#NO_TTL}
     * @param tos traffic class with which it came (DSCP and ECN), or {@link Extensions#UNKNOWN}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on and never compared
    public record Datagram(byte[] bytes, Object source, long received, int ttl, int tos) {}

    /**
     * What to do.
     *
     * @param answer to send back; null for none
     * @param packet what was answered; null when nothing was
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on and never compared
    public record Outcome(
            Kind kind, byte @Nullable [] answer, @Nullable SenderPacket packet) {

        private static Outcome refused(Kind kind) {
            return new Outcome(kind, null, null);
        }
    }

    /** No Ethernet frame carries more. */
    public static final int MOST_BYTES = 1500;

    private static final int SSID_OF_SIGNED = 26;

    private final Keys keys;
    private final boolean answersUnsigned;
    private final int errorEstimate;
    private final Map<Unsigned, Session> unsigned;
    private final Map<Integer, Session> signed = new HashMap<>();
    private final Map<Kind, AtomicLong> counts = new EnumMap<>(Kind.class);
    private final AtomicLong forgotten = new AtomicLong();

    private record Unsigned(Object source, int session) {}

    /** One sender's run. */
    private static final class Session {
        final @Nullable StampKey key;
        final ReplayWindow window = new ReplayWindow();
        long next;

        Session(@Nullable StampKey key) {
            this.key = key;
        }
    }

    /**
     * @param keys who may send signed packets
     * @param answersUnsigned whether others are answered too
     * @param maxUnsigned of how many sessions of those it keeps count; the least recent is forgotten first
     * @param errorEstimate of the clock, as {@link ErrorEstimate}
     */
    public Reflector(Keys keys, boolean answersUnsigned, int maxUnsigned, int errorEstimate) {
        this.keys = keys;
        this.answersUnsigned = answersUnsigned;
        this.errorEstimate = errorEstimate;
        unsigned = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Unsigned, Session> eldest) {
                boolean isFull = size() > maxUnsigned;
                if (isFull) {
                    forgotten.incrementAndGet();
                }
                return isFull;
            }
        };
        for (Kind kind : Kind.values()) {
            counts.put(kind, new AtomicLong());
        }
    }

    /** @param sent T3, when the answer will leave, as {@link NtpTime} */
    public Outcome reflect(Datagram datagram, long sent) {
        Outcome outcome = judge(datagram, sent);
        count(outcome.kind).incrementAndGet();
        return outcome;
    }

    private Outcome judge(Datagram datagram, long sent) {
        byte[] bytes = datagram.bytes;
        if (bytes.length < SenderPacket.FEWEST_BYTES) {
            return Outcome.refused(Kind.REFUSED_TOO_SHORT);
        }
        if (bytes.length > MOST_BYTES) {
            return Outcome.refused(Kind.REFUSED_TOO_LONG);
        }
        if (looksSigned(bytes)) {
            return signed(datagram, sent);
        }
        SenderPacket packet = answersUnsigned ? SenderPacket.decode(bytes, null) : null;
        if (packet == null) {
            return Outcome.refused(Kind.REFUSED_UNSIGNED);
        }
        Unsigned name = new Unsigned(datagram.source, packet.session());
        // Senders of TWAMP light begin anew with 0 from the same port.
        if (packet.sequence() == 0) {
            unsigned.remove(name);
        }
        Session session = unsigned.computeIfAbsent(name, fresh -> new Session(null));
        byte[] answer = answer(datagram, packet, session, sent).encode();
        return new Outcome(Kind.ANSWERED_UNSIGNED, extended(datagram, SenderPacket.BYTES, answer, null), packet);
    }

    /** Where a signed packet has zeros an unsigned one has its timestamp, which never is. */
    private static boolean looksSigned(byte[] bytes) {
        if (bytes.length < SenderPacket.SIGNED_BYTES) {
            return false;
        }
        int any = 0;
        for (int i = 4; i < 16; i++) {
            any |= bytes[i];
        }
        return any == 0;
    }

    private Outcome signed(Datagram datagram, long sent) {
        int ssid = Byte.toUnsignedInt(datagram.bytes[SSID_OF_SIGNED]) << 8
                | Byte.toUnsignedInt(datagram.bytes[SSID_OF_SIGNED + 1]);
        StampKey key = keys.of(ssid);
        if (key == null) {
            signed.remove(ssid);
            return Outcome.refused(Kind.REFUSED_UNKNOWN_SESSION);
        }
        SenderPacket packet = SenderPacket.decode(datagram.bytes, key);
        if (packet == null) {
            return Outcome.refused(Kind.REFUSED_WRONG_SIGNATURE);
        }
        Session session = signed.get(ssid);
        if (session == null || session.key != key) {
            session = new Session(key);
            signed.put(ssid, session);
        }
        if (!session.window.admit(packet.sequence())) {
            return Outcome.refused(Kind.REFUSED_REPEATED);
        }
        byte[] answer = answer(datagram, packet, session, sent).encode(key);
        return new Outcome(Kind.ANSWERED_SIGNED, extended(datagram, SenderPacket.SIGNED_BYTES, answer, key), packet);
    }

    private ReflectedPacket answer(Datagram datagram, SenderPacket packet, Session session, long sent) {
        long sequence = session.next++;
        return new ReflectedPacket(
                sequence, sent, errorEstimate, packet.session(), datagram.received, packet, datagram.ttl);
    }

    private static byte[] extended(Datagram datagram, int from, byte[] answer, @Nullable StampKey key) {
        if (datagram.bytes.length <= from) {
            return answer;
        }
        byte[] whole = Arrays.copyOf(answer, datagram.bytes.length);
        Extensions.reflect(datagram.bytes, from, whole, key, datagram.tos);
        return whole;
    }

    private AtomicLong count(Kind kind) {
        return Objects.requireNonNull(counts.get(kind), "count of every kind");
    }

    /** How many datagrams became what, by kind in lower case; and of how many sessions the count was given up. */
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((kind, count) -> all.put(kind.name().toLowerCase(Locale.ROOT), count.get()));
        all.put("forgotten_sessions", forgotten.get());
        return all;
    }
}
