package vn.tram.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * IPv4 addresses of one network, such as {@code 192.168.1.0/24}: all but the first and the last, which are no hosts.
 *
 * @param first the network's address
 * @param bits of it that all have in common, at least {@value #FEWEST_BITS}
 */
public record Range(int first, int bits) {

    private static final int FEWEST_BITS = 16;
    private static final int ALL_BITS = 32;
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})(?:/([0-9]{1,2}))?");

    public static final String RULE = "must be an IPv4 network of at most 65536 addresses, such as 192.168.1.0/24";

    /** Null when {@code text} is none; an address without {@code /} stands for itself. */
    public static @Nullable Range parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        int address = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(parts.group(group));
            if (octet > 255) {
                return null;
            }
            address = address << 8 | octet;
        }
        int bits = parts.group(5) == null ? ALL_BITS : Integer.parseInt(parts.group(5));
        return bits < FEWEST_BITS || bits > ALL_BITS ? null : new Range(address & mask(bits), bits);
    }

    private static int mask(int bits) {
        return bits == 0 ? 0 : -1 << ALL_BITS - bits;
    }

    /** Its hosts, in order. */
    public Stream<InetAddress> hosts() {
        int size = 1 << ALL_BITS - bits;
        boolean hasEnds = bits < ALL_BITS - 1;
        return IntStream.range(hasEnds ? 1 : 0, hasEnds ? size - 1 : size).mapToObj(i -> address(first + i));
    }

    /** Whether {@code address} is in it. */
    public boolean has(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4 && (ByteBuffer.wrap(octets).getInt() & mask(bits)) == first;
    }

    private static InetAddress address(int bits) {
        byte[] octets = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
