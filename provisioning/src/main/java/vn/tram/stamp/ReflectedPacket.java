package vn.tram.stamp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a Session-Reflector answers (RFC 8762, section 4.3).
 *
 * @param sequence of the reflector: its own count when it is stateful, so that loss each way can be told apart; the
 *     sender's when it is stateless
 * @param sent T3, when the answer left, as {@link NtpTime}
 * @param errorEstimate of the reflector's clock
 * @param session SSID of the sender
 * @param received T2, when the sender's packet came
 * @param sender what is answered, as it came
 * @param ttl of the sender's packet when it came; {@link #NO_TTL} when the reflector does not tell
 */
public record ReflectedPacket(
        long sequence, long sent, int errorEstimate, int session, long received, SenderPacket sender, int ttl) {

    public static final int BYTES = 44;
    public static final int SIGNED_BYTES = 112;

    /** Some reflectors end before the TTL. */
    static final int FEWEST_BYTES = 38;

    public static final int NO_TTL = -1;

    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putInt((int) sequence).putLong(sent).putShort((short) errorEstimate).putShort((short) session);
        out.putLong(received).putInt((int) sender.sequence()).putLong(sender.sent());
        out.putShort((short) sender.errorEstimate()).putShort((short) 0).put((byte) Math.max(0, ttl));
        return out.array();
    }

    public byte[] encode(StampKey key) {
        ByteBuffer out = ByteBuffer.allocate(SIGNED_BYTES);
        out.putInt((int) sequence).position(16);
        out.putLong(sent)
                .putShort((short) errorEstimate)
                .putShort((short) session)
                .position(32);
        out.putLong(received).position(48);
        out.putInt((int) sender.sequence()).position(64);
        out.putLong(sender.sent()).putShort((short) sender.errorEstimate()).position(80);
        out.put((byte) Math.max(0, ttl));
        byte[] packet = out.array();
        System.arraycopy(
                key.sign(packet, SenderPacket.SIGNED_PART), 0, packet, SenderPacket.SIGNED_PART, StampKey.HMAC_BYTES);
        return packet;
    }

    /**
     * What came from the network.
     *
     * @param key null where packets are not authenticated
     * @return null when it is too short to be one, or its signature is wrong
     */
    public static @Nullable ReflectedPacket decode(byte[] packet, @Nullable StampKey key) {
        if (key != null) {
            boolean isSigned = packet.length >= SIGNED_BYTES && key.isSigned(packet, SenderPacket.SIGNED_PART);
            return isSigned ? read(ByteBuffer.wrap(packet), new int[] {0, 16, 32, 48, 64, 80}, true) : null;
        }
        if (packet.length < FEWEST_BYTES) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(packet, Math.max(packet.length, BYTES)));
        return read(in, new int[] {0, 4, 16, 24, 28, 40}, packet.length > 40);
    }

    /** @param at where sequence, T3, T2, the sender's sequence, T1 and the TTL stand */
    private static ReflectedPacket read(ByteBuffer in, int[] at, boolean hasTtl) {
        int session = Short.toUnsignedInt(in.getShort(at[1] + 10));
        SenderPacket sender = new SenderPacket(
                Integer.toUnsignedLong(in.getInt(at[3])),
                in.getLong(at[4]),
                Short.toUnsignedInt(in.getShort(at[4] + 8)),
                session);
        return new ReflectedPacket(
                Integer.toUnsignedLong(in.getInt(at[0])),
                in.getLong(at[1]),
                Short.toUnsignedInt(in.getShort(at[1] + 8)),
                session,
                in.getLong(at[2]),
                sender,
                // Nothing arrives with 0, so that a reflector that cannot see it says this.
                hasTtl && in.get(at[5]) != 0 ? Byte.toUnsignedInt(in.get(at[5])) : NO_TTL);
    }
}
