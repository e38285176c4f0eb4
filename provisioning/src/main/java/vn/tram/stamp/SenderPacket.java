package vn.tram.stamp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a Session-Sender sends (RFC 8762, section 4.2, and RFC 8972, section 3).
 *
 * @param sequence of the session, from 0, 32 bits
 * @param sent when, as {@link NtpTime}
 * @param errorEstimate of the sender's clock (RFC 4656, section 4.1.2)
 * @param session SSID: which of the sender's sessions; 0 for one that has no id
 */
public record SenderPacket(long sequence, long sent, int errorEstimate, int session) {

    /** Without authentication. */
    public static final int BYTES = 44;
    /** With authentication. */
    public static final int SIGNED_BYTES = 112;

    /** TWAMP light's sender sends no more than this and padding (RFC 5357, section 4.1.2). */
    static final int FEWEST_BYTES = 14;

    static final int SIGNED_PART = 96;

    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putInt((int) sequence).putLong(sent).putShort((short) errorEstimate).putShort((short) session);
        return out.array();
    }

    public byte[] encode(StampKey key) {
        ByteBuffer out = ByteBuffer.allocate(SIGNED_BYTES);
        out.putInt((int) sequence).position(16);
        out.putLong(sent).putShort((short) errorEstimate).putShort((short) session);
        System.arraycopy(key.sign(out.array(), SIGNED_PART), 0, out.array(), SIGNED_PART, StampKey.HMAC_BYTES);
        return out.array();
    }

    /**
     * What came from the network. A short one is filled up with zeros (RFC 8762, section 4.6).
     *
     * @param key null where packets are not authenticated
     * @return null when it is too short to be one, or its signature is wrong
     */
    public static @Nullable SenderPacket decode(byte[] packet, @Nullable StampKey key) {
        if (key != null) {
            boolean isSigned = packet.length >= SIGNED_BYTES && key.isSigned(packet, SIGNED_PART);
            return isSigned ? read(ByteBuffer.wrap(packet), 16) : null;
        }
        return packet.length < FEWEST_BYTES
                ? null
                : read(ByteBuffer.wrap(Arrays.copyOf(packet, Math.max(packet.length, BYTES))), 4);
    }

    private static SenderPacket read(ByteBuffer in, int timeAt) {
        return new SenderPacket(
                Integer.toUnsignedLong(in.getInt(0)),
                in.getLong(timeAt),
                Short.toUnsignedInt(in.getShort(timeAt + 8)),
                Short.toUnsignedInt(in.getShort(timeAt + 10)));
    }
}
