package vn.tram.stamp;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What may follow a STAMP packet as type, length and value (RFC 8972, section 4): padding, the class of service, and the
 * signature over them. What we do not know goes back as it came, marked as unrecognised.
 */
public final class Extensions {

    /** What has not been seen, and cannot be told. */
    public static final int UNKNOWN = -1;

    /** Of an extension without a value. */
    public static final int LEAST_BYTES = 4;

    /** Of the signature over extensions. */
    public static final int SIGNATURE_BYTES = LEAST_BYTES + StampKey.HMAC_BYTES;

    private static final int HEADER = LEAST_BYTES;
    private static final int PADDING = 1;
    private static final int CLASS_OF_SERVICE = 4;
    private static final int HMAC = 8;

    private static final int UNRECOGNISED = 0x80;
    private static final int MALFORMED = 0x40;
    private static final int INTEGRITY_FAILED = 0x20;

    private Extensions() {}

    /**
     * The class of service of a packet and of its answer (RFC 8972, section 4.4).
     *
     * @param wished DSCP that the answer should have
     * @param received DSCP with which the packet came to the reflector
     * @param ecn with which it came
     */
    public record ClassOfService(int wished, int received, int ecn) {}

    /** @param bytes in all, at least 4 */
    public static byte[] padding(int bytes) {
        return tlv(PADDING, new byte[bytes - HEADER]);
    }

    /** Asks the reflector with which DSCP the packet came, and to answer with this one. */
    public static byte[] classOfService(int dscp) {
        return tlv(CLASS_OF_SERVICE, new byte[] {(byte) (dscp << 2), 0, 0, 0});
    }

    private static byte[] tlv(int type, byte[] value) {
        return ByteBuffer.allocate(HEADER + value.length)
                .put((byte) UNRECOGNISED)
                .put((byte) type)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    /**
     * A packet with what follows it, and the signature over that.
     *
     * @param packet with its own signature, as it is without extensions
     * @param key null where packets are not authenticated
     */
    public static byte[] append(byte[] packet, byte[] extensions, @Nullable StampKey key) {
        boolean onlyPadding = extensions.length == 0 || extensions[1] == PADDING;
        byte[] signature = key == null || onlyPadding ? new byte[0] : tlv(HMAC, new byte[StampKey.HMAC_BYTES]);
        byte[] whole = Arrays.copyOf(packet, packet.length + extensions.length + signature.length);
        System.arraycopy(extensions, 0, whole, packet.length, extensions.length);
        int at = packet.length + extensions.length;
        System.arraycopy(signature, 0, whole, at, signature.length);
        if (key != null && signature.length > 0) {
            sign(whole, packet.length, at, key);
        }
        return whole;
    }

    /** The reflector's word on the class of service; null when there is none or it does not know that extension. */
    public static @Nullable ClassOfService readClassOfService(byte[] packet, int from) {
        int at = from;
        while (at + HEADER <= packet.length && at + HEADER + length(packet, at) <= packet.length) {
            if (packet[at + 1] == CLASS_OF_SERVICE && length(packet, at) == 4) {
                int bits = ByteBuffer.wrap(packet).getShort(at + HEADER);
                boolean isUnderstood = (packet[at] & (UNRECOGNISED | MALFORMED | INTEGRITY_FAILED)) == 0;
                return isUnderstood ? new ClassOfService(bits >> 10 & 63, bits >> 4 & 63, bits >> 2 & 3) : null;
            }
            at += HEADER + length(packet, at);
        }
        return null;
    }

    /**
     * Writes the extensions of {@code packet} into its answer.
     *
     * @param from where they begin, in both
     * @param answer as long as the packet; its first {@code from} bytes are complete
     * @param key null where packets are not authenticated
     * @param tos the traffic class with which the packet came, or {@link #UNKNOWN}
     */
    static void reflect(byte[] packet, int from, byte[] answer, @Nullable StampKey key, int tos) {
        System.arraycopy(packet, from, answer, from, packet.length - from);
        boolean isSound = key == null || isSigned(packet, from, key);
        int at = from;
        while (at + HEADER <= packet.length) {
            int length = length(packet, at);
            if (at + HEADER + length > packet.length) {
                answer[at] = (byte) MALFORMED;
                return;
            }
            int flags = flags(packet[at + 1], length, tos);
            answer[at] = (byte) (isSound ? flags : flags | INTEGRITY_FAILED);
            if (flags == 0 && isSound && packet[at + 1] == CLASS_OF_SERVICE) {
                classOfService(packet, at + HEADER, answer, tos);
            } else if (flags == 0 && isSound && packet[at + 1] == HMAC && key != null) {
                sign(answer, from, at, key);
            }
            at += HEADER + length;
        }
    }

    private static int flags(int type, int length, int tos) {
        return switch (type) {
            case PADDING -> 0;
            // Without the traffic class we can say nothing, and must not pretend that it was 0.
            case CLASS_OF_SERVICE -> length != 4 ? MALFORMED : tos == UNKNOWN ? UNRECOGNISED : 0;
            case HMAC -> length != StampKey.HMAC_BYTES ? MALFORMED : 0;
            default -> UNRECOGNISED;
        };
    }

    /** DSCP1 stays, then come DSCP2, ECN and whether the answer has the class that was wished: it has not. */
    private static void classOfService(byte[] packet, int at, byte[] answer, int tos) {
        int wished = packet[at] >> 2 & 63;
        int bits = wished << 10 | tos >> 2 << 4 | (tos & 3) << 2 | 1;
        ByteBuffer.wrap(answer).putShort(at, (short) bits).putShort(at + 2, (short) 0);
    }

    /** Extensions of a signed packet are signed too, unless there is nothing but padding; only that may come later. */
    private static boolean isSigned(byte[] packet, int from, StampKey key) {
        boolean needsSignature = false;
        boolean isSigned = false;
        int at = from;
        while (at + HEADER <= packet.length && at + HEADER + length(packet, at) <= packet.length) {
            int length = length(packet, at);
            if (packet[at + 1] == HMAC && length == StampKey.HMAC_BYTES && !isSigned) {
                byte[] said = Arrays.copyOfRange(packet, at + HEADER, at + HEADER + length);
                if (!MessageDigest.isEqual(said, signature(packet, from, at, key))) {
                    return false;
                }
                isSigned = true;
                needsSignature = false;
            } else {
                needsSignature |= packet[at + 1] != PADDING;
            }
            at += HEADER + length;
        }
        return !needsSignature;
    }

    private static void sign(byte[] packet, int from, int at, StampKey key) {
        System.arraycopy(signature(packet, from, at, key), 0, packet, at + HEADER, StampKey.HMAC_BYTES);
    }

    /** Over the sequence number and the extensions before the signature (RFC 8972, section 4.8). */
    private static byte[] signature(byte[] packet, int from, int at, StampKey key) {
        byte[] text = new byte[Integer.BYTES + at - from];
        System.arraycopy(packet, 0, text, 0, Integer.BYTES);
        System.arraycopy(packet, from, text, Integer.BYTES, at - from);
        return key.sign(text, text.length);
    }

    private static int length(byte[] packet, int at) {
        return Short.toUnsignedInt(ByteBuffer.wrap(packet).getShort(at + 2));
    }
}
