package vn.tram.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin alike.
 *
 * @param address the first of them
 * @param bits how many bits are alike
 */
public record Prefix(InetAddress address, int bits) {

    private static final String V4 =
            "((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String V6 = "[0-9a-f:.]*:[0-9a-f:.]*";

    /** {@code 10.20.0.0/16} or {@code 2001:db8::/32}; null when it is neither. An address alone is all of its bits. */
    public static @Nullable Prefix parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (address == null || slash >= 0 && !length.matches("[0-9]{1,3}")) {
            return null;
        }
        int most = address.getAddress().length * Byte.SIZE;
        Prefix prefix = new Prefix(address, slash < 0 ? most : Integer.parseInt(length));
        return prefix.bits <= most && prefix.isFirst() ? prefix : null;
    }

    /** An address as it is written; null when it is none. Nobody is asked for a name. */
    static @Nullable InetAddress address(String text) {
        if (text.length() > 45 || !text.matches(V4) && !text.matches(V6)) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    public boolean isV4() {
        return address.getAddress().length == 4;
    }

    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (bit(ours, bit) != bit(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFirst() {
        byte[] bytes = address.getAddress();
        for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
            if (bit(bytes, bit) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
