package vn.tram.sampler.snmp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ValueSource.TextForm;

/**
 * One value that a device answered. Nothing is trusted about it: texts may be in any encoding, numbers may be texts.
 * Immutable.
 */
public final class SnmpValue {

    private static final byte[] NONE = new byte[0];
    private static final int MAX_TEXT = 1024;

    /** What SNMP calls a type, as far as it matters here. */
    public enum Kind {
        /** Also Gauge32 and TimeTicks. */
        INTEGER,
        COUNTER32,
        COUNTER64,
        REAL,
        OCTETS,
        ADDRESS,
        OID
    }

    private final Kind kind;
    private final long number;
    private final double real;
    private final byte[] octets;
    private final @Nullable Oid oid;

    private SnmpValue(Kind kind, long number, double real, byte[] octets, @Nullable Oid oid) {
        this.kind = kind;
        this.number = number;
        this.real = real;
        this.octets = octets;
        this.oid = oid;
    }

    public static SnmpValue integer(long number) {
        return new SnmpValue(Kind.INTEGER, number, (double) number, NONE, null);
    }

    public static SnmpValue counter32(long number) {
        return new SnmpValue(Kind.COUNTER32, number & 0xffff_ffffL, (double) (number & 0xffff_ffffL), NONE, null);
    }

    public static SnmpValue counter64(long number) {
        long positive = number & Long.MAX_VALUE;
        return new SnmpValue(Kind.COUNTER64, positive, (double) positive, NONE, null);
    }

    public static SnmpValue real(double number) {
        return new SnmpValue(Kind.REAL, Math.round(number), number, NONE, null);
    }

    public static SnmpValue octets(byte[] octets) {
        return new SnmpValue(Kind.OCTETS, 0, Double.NaN, octets.clone(), null);
    }

    public static SnmpValue text(String text) {
        return octets(text.getBytes(StandardCharsets.UTF_8));
    }

    public static SnmpValue address(byte[] octets) {
        return new SnmpValue(Kind.ADDRESS, 0, Double.NaN, octets.clone(), null);
    }

    public static SnmpValue of(Oid oid) {
        return new SnmpValue(Kind.OID, 0, Double.NaN, NONE, oid);
    }

    /** Opaque octets that net-snmp wraps a float or double into (NET-SNMP-MIB); other opaque octets stay octets. */
    public static SnmpValue opaque(byte[] octets) {
        boolean tagged = octets.length > 3 && octets[0] == (byte) 0x9f;
        if (tagged && octets.length == 7 && octets[1] == 0x78 && octets[2] == 4) {
            return real(ByteBuffer.wrap(octets, 3, 4).getFloat());
        }
        if (tagged && octets.length == 11 && octets[1] == 0x79 && octets[2] == 8) {
            return real(ByteBuffer.wrap(octets, 3, 8).getDouble());
        }
        return octets(octets);
    }

    public Kind kind() {
        return kind;
    }

    /** Of the numeric kinds, else 0; a Counter64 above 2^63-1 has lost its highest bit. */
    public long number() {
        return number;
    }

    /** Of {@link Kind#OID}, else null. */
    public @Nullable Oid oid() {
        return oid;
    }

    public boolean isNumber() {
        return kind == Kind.INTEGER || kind == Kind.COUNTER32 || kind == Kind.COUNTER64 || kind == Kind.REAL;
    }

    /** As a number; a text counts when all of it is one. NaN when it is none. */
    public double asNumber() {
        return isNumber() ? real : kind == Kind.OCTETS ? number(asText(TextForm.UTF8)) : Double.NaN;
    }

    static double number(String text) {
        String stripped = text.strip();
        return stripped.length() <= 32 && stripped.matches("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]{1,3})?")
                ? Double.parseDouble(stripped)
                : Double.NaN;
    }

    public String asText(TextForm form) {
        return switch (kind) {
            case INTEGER, COUNTER32, COUNTER64 -> Long.toString(number);
            case REAL -> Double.toString(real);
            case OID -> String.valueOf(oid);
            case ADDRESS -> dotted(octets);
            case OCTETS -> octetsAsText(form);
        };
    }

    private String octetsAsText(TextForm form) {
        return switch (form) {
            case HEX -> HexFormat.of().formatHex(octets, 0, Math.min(octets.length, MAX_TEXT / 2));
            // Some devices answer the address as the text of one.
            case MAC ->
                octets.length > 0 && octets.length <= 8 || octets.length == 20
                        ? HexFormat.ofDelimiter(":").formatHex(octets)
                        : decode(octets);
            case UTF8 -> decode(octets);
        };
    }

    /** UTF-8 where it is that, else byte for byte; without the NUL that C programs leave, and without line breaks. */
    private static String decode(byte[] octets) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(octets, StandardCharsets.ISO_8859_1);
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_TEXT));
        for (int i = 0; i < text.length() && clean.length() < MAX_TEXT; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                break;
            }
            clean.append(Character.isISOControl(c) ? ' ' : c);
        }
        return clean.toString().strip();
    }

    private static String dotted(byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (byte octet : octets) {
            text.append(text.isEmpty() ? "" : ".").append(octet & 0xff);
        }
        return text.toString();
    }
}
