package vn.tram.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads CBOR (RFC 8949) that nobody vouches for: every length is checked against the bytes that are there before
 * anything is allocated. Tags, null and undefined are refused, as are strings in chunks; arrays and maps may be of
 * indefinite length. Not for use by several threads.
 */
public final class CborReader {

    /** What {@link #array} and {@link #map} return for an indefinite length; {@link #endsHere} then finds the end. */
    public static final int INDEFINITE = -1;

    private static final int SIMPLE = 7;

    private final byte[] bytes;
    private int at;

    public CborReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int position() {
        return at;
    }

    /** Refuses bytes after the value that has been read. */
    public void end() throws RefusedException {
        if (at != bytes.length) {
            throw new RefusedException("bytes after the message", "must be none", bytes.length - at);
        }
    }

    /** The number of elements, or {@link #INDEFINITE}. */
    public int array(String what) throws RefusedException {
        return container(CborWriter.ARRAY, what, "an array", 1);
    }

    /** The number of entries, or {@link #INDEFINITE}. */
    public int map(String what) throws RefusedException {
        return container(CborWriter.MAP, what, "a map", 2);
    }

    /**
     * Whether a container ends here; a break code is consumed.
     *
     * @param size what {@link #array} or {@link #map} returned
     * @param read how many elements have been read
     */
    public boolean endsHere(int size, int read) throws RefusedException {
        if (size != INDEFINITE) {
            return read == size;
        }
        boolean ends = peek() == 0xff;
        at += ends ? 1 : 0;
        return ends;
    }

    private int container(int major, String what, String rule, int bytesEach) throws RefusedException {
        if (peek() == (major << 5 | 31)) {
            at++;
            return INDEFINITE;
        }
        expect(major, what, rule);
        long size = argument();
        if (size < 0 || size > (bytes.length - at) / bytesEach) {
            throw new RefusedException(what, "must have no more elements than bytes follow", size);
        }
        return (int) size;
    }

    public boolean isText() throws RefusedException {
        return major() == CborWriter.TEXT;
    }

    public boolean isInteger() throws RefusedException {
        return major() == CborWriter.UNSIGNED || major() == CborWriter.NEGATIVE;
    }

    public boolean isBoolean() throws RefusedException {
        return peek() == 0xf4 || peek() == 0xf5;
    }

    /** An integer, -2^63 to 2^63-1. */
    public long integer(String what) throws RefusedException {
        if (!isInteger()) {
            throw wrong(what, "an integer");
        }
        boolean negative = major() == CborWriter.NEGATIVE;
        long value = argument();
        if (value < 0) {
            throw new RefusedException(what, "must fit into 63 bits", "0x" + Long.toHexString(value));
        }
        return negative ? ~value : value;
    }

    /** An integer from {@code min} to {@code max}. */
    public long integer(String what, long min, long max) throws RefusedException {
        long value = integer(what);
        if (value < min || value > max) {
            throw new RefusedException(what, "must be " + min + " to " + max, value);
        }
        return value;
    }

    public boolean bool(String what) throws RefusedException {
        if (!isBoolean()) {
            throw wrong(what, "a boolean");
        }
        return bytes[at++] == (byte) 0xf5;
    }

    /** A finite number: a {@link Long}, or a {@link Double} for the three sizes of floating point. */
    public Number number(String what) throws RefusedException {
        if (isInteger()) {
            return integer(what);
        }
        double value = switch (peek()) {
            case 0xf9 -> half((int) bigEndian(2));
            case 0xfa -> Float.intBitsToFloat((int) bigEndian(4));
            case 0xfb -> Double.longBitsToDouble(bigEndian(8));
            default -> throw wrong(what, "a number");
        };
        if (!Double.isFinite(value)) {
            throw new RefusedException(what, "must be finite", value);
        }
        return value;
    }

    /** Text of at most {@code max} bytes of valid UTF-8. */
    public String text(String what, int max) throws RefusedException {
        expect(CborWriter.TEXT, what, "text");
        int length = length(what, max);
        String text = isAscii(length) ? new String(bytes, at, length, StandardCharsets.ISO_8859_1) : utf8(what, length);
        at += length;
        return text;
    }

    /** Nearly all of our texts, and much cheaper to read. */
    private boolean isAscii(int length) {
        for (int i = at; i < at + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private String utf8(String what, int length) throws RefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(what, "must be UTF-8", length + " bytes that are not");
        }
    }

    /** A byte string of at most {@code max} bytes, or the bytes of a text. */
    public byte[] bytesOrText(String what, int max) throws RefusedException {
        if (!isText()) {
            expect(CborWriter.BYTES, what, "a byte string");
        }
        int length = length(what, max);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    private int length(String what, int max) throws RefusedException {
        long length = argument();
        if (length < 0 || length > max) {
            throw new RefusedException(what, "must be at most " + max + " bytes", length);
        }
        need((int) length);
        return (int) length;
    }

    private void expect(int major, String what, String rule) throws RefusedException {
        if (major() != major) {
            throw wrong(what, rule);
        }
    }

    private RefusedException wrong(String what, String rule) {
        return new RefusedException(
                what, "must be " + rule, "CBOR 0x" + Integer.toHexString(bytes[at] & 0xff) + " at byte " + at);
    }

    private int major() throws RefusedException {
        return peek() >> 5;
    }

    private int peek() throws RefusedException {
        need(1);
        return bytes[at] & 0xff;
    }

    /** The argument after an initial byte; negative when its uppermost bit is set. */
    private long argument() throws RefusedException {
        int low = peek() & 31;
        if (low < 24) {
            at++;
            return low;
        }
        if (low > 27 || major() == SIMPLE) {
            throw wrong("length", "given, and not reserved");
        }
        return bigEndian(1 << (low - 24));
    }

    /** The big-endian number of {@code size} bytes that follows an initial byte. */
    private long bigEndian(int size) throws RefusedException {
        need(size + 1);
        at++;
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | (bytes[at++] & 0xff);
        }
        return value;
    }

    private void need(int count) throws RefusedException {
        if (bytes.length - at < count) {
            throw new RefusedException(
                    "message",
                    "must not end in the middle of a value",
                    bytes.length + " bytes, and " + (count - (bytes.length - at)) + " more were announced");
        }
    }

    /** IEEE 754 half precision (RFC 8949, appendix D). */
    private static double half(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int mantissa = bits & 0x3ff;
        double value = exponent == 0
                ? Math.scalb((double) mantissa, -24)
                : exponent == 31
                        ? (mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                        : Math.scalb((double) (mantissa + 1024), exponent - 25);
        return (bits & 0x8000) == 0 ? value : -value;
    }
}
