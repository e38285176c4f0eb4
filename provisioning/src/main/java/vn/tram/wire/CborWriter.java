package vn.tram.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes CBOR in its shortest form with definite lengths (RFC 8949, section 4.2). Not for use by several threads. */
public final class CborWriter {

    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;

    private byte[] buffer;
    private int length;

    public CborWriter(int expectedBytes) {
        buffer = new byte[Math.max(expectedBytes, 16)];
    }

    public CborWriter array(int size) {
        return head(ARRAY, size);
    }

    /** A map of {@code size} entries, which the caller writes after this. */
    public CborWriter map(int size) {
        return head(MAP, size);
    }

    public CborWriter integer(long value) {
        return value < 0 ? head(NEGATIVE, ~value) : head(UNSIGNED, value);
    }

    public CborWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return head(TEXT, utf8.length).raw(utf8);
    }

    public CborWriter bytes(byte[] value) {
        return head(BYTES, value.length).raw(value);
    }

    public CborWriter bool(boolean value) {
        room(1);
        buffer[length++] = (byte) (value ? 0xf5 : 0xf4);
        return this;
    }

    /** As a single when that loses nothing, else as a double. */
    public CborWriter real(double value) {
        float single = (float) value;
        if (single == value) {
            room(5);
            buffer[length++] = (byte) 0xfa;
            return bigEndian(Float.floatToIntBits(single) & 0xffff_ffffL, 4);
        }
        room(9);
        buffer[length++] = (byte) 0xfb;
        return bigEndian(Double.doubleToLongBits(value), 8);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private CborWriter head(int major, long argument) {
        room(9);
        int top = major << 5;
        if (argument < 24) {
            buffer[length++] = (byte) (top | (int) argument);
            return this;
        }
        int size = argument <= 0xff ? 0 : argument <= 0xffff ? 1 : argument <= 0xffff_ffffL ? 2 : 3;
        buffer[length++] = (byte) (top | (24 + size));
        return bigEndian(argument, 1 << size);
    }

    private CborWriter bigEndian(long value, int size) {
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    private CborWriter raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    private void room(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
