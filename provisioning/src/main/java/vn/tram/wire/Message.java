package vn.tram.wire;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One LwM2M message over MQTT: a CBOR map with integer keys that is either a request (with an operation) or a response
 * (with a result); its token ties the two together (LwM2M Transport 1.2, section 8.3). Immutable, except that byte
 * arrays are handed in and out without a copy: do not change them.
 */
public final class Message {

    /** A longer message is refused. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_URI = 256;
    private static final int MAX_WORD = 64;

    /** The order in which an encoded message has its keys: first what it is, last the payload. */
    private static final int[] ORDER = {
        Key.OPERATION,
        Key.RESULT,
        Key.TOKEN,
        Key.ENDPOINT,
        Key.PREFERRED_FORMAT,
        Key.URI,
        Key.PATHS,
        Key.LIFETIME,
        Key.VERSION,
        Key.BINDING,
        Key.SMS,
        Key.PMIN,
        Key.PMAX,
        Key.GREATER_THAN,
        Key.STEP,
        Key.EPMIN,
        Key.EPMAX,
        Key.EDGE,
        Key.HQMAX,
        Key.DEPTH,
        Key.CONTENT_FORMAT,
        Key.PAYLOAD
    };

    /** By key: a Long, a Double (attributes only), a String, or a byte array. */
    private final @Nullable Object[] values;

    private Message(@Nullable Object[] values) {
        this.values = values;
    }

    /** A request that carries nothing but its token, which must not be negative. */
    public static Message request(Operation operation, long token) {
        return new Message(new @Nullable Object[Key.DEPTH + 1])
                .with(Key.OPERATION, (long) operation.code())
                .with(Key.TOKEN, natural("token", token));
    }

    /**
     * A response that carries nothing but its token.
     *
     * @param code class and detail as one number, such as 205 for 2.05
     * @param token the request's
     */
    public static Message response(int code, long token) {
        if (!isResult(code)) {
            throw new IllegalArgumentException("result: must be a code such as 205 or 404, was " + code);
        }
        return new Message(new @Nullable Object[Key.DEPTH + 1])
                .with(Key.RESULT, (long) code)
                .with(Key.TOKEN, natural("token", token));
    }

    /** What it is about, such as {@code /3/0/0}. */
    public Message uri(String uri) {
        return with(Key.URI, uri);
    }

    /** A payload in a content format, which is a CoAP number such as 112 for SenML-CBOR. */
    public Message payload(int contentFormat, byte[] payload) {
        return with(Key.CONTENT_FORMAT, natural("ct", contentFormat)).with(Key.PAYLOAD, payload);
    }

    /** A payload whose format the operation implies: the object links of Register and Update. */
    public Message payload(byte[] payload) {
        return with(Key.PAYLOAD, payload);
    }

    public Message endpoint(String endpoint) {
        return with(Key.ENDPOINT, endpoint);
    }

    /** A registration's lifetime in seconds. */
    public Message lifetime(long seconds) {
        return with(Key.LIFETIME, natural("lifetime", seconds));
    }

    /** The LwM2M version, such as {@code 1.2}. */
    public Message version(String version) {
        return with(Key.VERSION, version);
    }

    /** The binding mode, such as {@code M}. */
    public Message binding(String binding) {
        return with(Key.BINDING, binding);
    }

    /** The paths of a composite operation as a SenML-ETCH fetch pack in CBOR. */
    public Message paths(byte[] paths) {
        return with(Key.PATHS, paths);
    }

    /**
     * A notification attribute or a depth.
     *
     * @param key {@link Key#PMIN} to {@link Key#EPMAX}, or {@link Key#EDGE} to {@link Key#DEPTH}
     * @param value a {@link Long}, {@link Integer} or finite {@link Double}
     */
    public Message attribute(int key, Number value) {
        if (!Key.isAttribute(key)) {
            throw new IllegalArgumentException("attribute: must be one of the keys 12 to 17 and 20 to 22, was " + key);
        }
        boolean whole = value instanceof Long || value instanceof Integer;
        return with(key, whole ? (Object) value.longValue() : (Object) value.doubleValue());
    }

    public boolean isRequest() {
        return values[Key.OPERATION] != null;
    }

    /** The operation of a request, or null when it is a response. */
    public @Nullable Operation operation() {
        return Operation.of(number(Key.OPERATION));
    }

    /** The result of a response such as 205, or -1 when it is a request. */
    public int result() {
        return (int) number(Key.RESULT);
    }

    public long token() {
        return number(Key.TOKEN);
    }

    public @Nullable String uri() {
        return text(Key.URI);
    }

    public @Nullable String endpoint() {
        return text(Key.ENDPOINT);
    }

    public @Nullable String version() {
        return text(Key.VERSION);
    }

    public @Nullable String binding() {
        return text(Key.BINDING);
    }

    public byte @Nullable [] payload() {
        return (byte[]) values[Key.PAYLOAD];
    }

    /** The payload as text, empty when there is none: for diagnostics and link formats. */
    public String payloadText() {
        byte[] payload = payload();
        return payload == null ? "" : new String(payload, StandardCharsets.UTF_8);
    }

    public byte @Nullable [] paths() {
        return (byte[]) values[Key.PATHS];
    }

    /** The CoAP number of the payload's format, or -1 when none is given. */
    public int contentFormat() {
        return (int) number(Key.CONTENT_FORMAT);
    }

    /** Seconds, or -1 when none is given. */
    public long lifetime() {
        return number(Key.LIFETIME);
    }

    /** Notification attributes and depth by their key. */
    public Map<Integer, Number> attributes() {
        Map<Integer, Number> attributes = new TreeMap<>();
        for (int key = Key.PMIN; key <= Key.DEPTH; key++) {
            if (Key.isAttribute(key) && values[key] instanceof Number number) {
                attributes.put(key, number);
            }
        }
        return Collections.unmodifiableMap(attributes);
    }

    /** The message's bytes, in the shortest CBOR. */
    public byte[] encode() {
        int size = 0;
        int bytes = 64;
        for (Object value : values) {
            size += value == null ? 0 : 1;
            bytes += value instanceof byte[] array ? array.length : 0;
        }
        CborWriter out = new CborWriter(bytes).map(size);
        for (int key : ORDER) {
            write(out, key, values[key]);
        }
        return out.toBytes();
    }

    private static void write(CborWriter out, int key, @Nullable Object value) {
        if (value == null) {
            return;
        }
        out.integer(key);
        if (value instanceof Long number) {
            out.integer(number);
        } else if (value instanceof Double number) {
            out.real(number);
        } else if (value instanceof String text) {
            out.text(text);
        } else {
            out.bytes((byte[]) value);
        }
    }

    /** What the bytes of one MQTT message say, or why they say nothing. Never throws. */
    public static Decoded decode(byte[] bytes) {
        try {
            if (bytes.length > MAX_BYTES) {
                throw new RefusedException("message", "must be at most " + MAX_BYTES + " bytes", bytes.length);
            }
            CborReader in = new CborReader(bytes);
            Message message = new Message(readValues(in));
            in.end();
            message.check();
            return new Decoded(message, null);
        } catch (RefusedException e) {
            return new Decoded(null, e.getMessage());
        }
    }

    private static @Nullable Object[] readValues(CborReader in) throws RefusedException {
        @Nullable Object[] values = new @Nullable Object[Key.DEPTH + 1];
        int size = in.map("message");
        for (int read = 0; !in.endsHere(size, read); read++) {
            int key = (int) in.integer("key", Key.OPERATION, Key.DEPTH);
            if (values[key] != null) {
                throw new RefusedException("key", "must occur once", key);
            }
            values[key] = readValue(in, key);
        }
        return values;
    }

    private static Object readValue(CborReader in, int key) throws RefusedException {
        String name = Key.name(key);
        return switch (key) {
            case Key.OPERATION -> in.integer(name, 0, 255);
            case Key.RESULT -> in.integer(name, 0, 999);
            case Key.PREFERRED_FORMAT, Key.CONTENT_FORMAT -> in.integer(name, 0, 65_535);
            case Key.TOKEN, Key.LIFETIME -> in.integer(name, 0, Long.MAX_VALUE);
            case Key.URI -> in.text(name, MAX_URI);
            case Key.ENDPOINT, Key.VERSION, Key.BINDING, Key.SMS -> in.text(name, MAX_WORD);
            case Key.PATHS, Key.PAYLOAD -> in.bytesOrText(name, MAX_BYTES);
            default -> in.number(name);
        };
    }

    private void check() throws RefusedException {
        if (isRequest() == (values[Key.RESULT] != null)) {
            throw new RefusedException(
                    "message", "must have either operation or result", isRequest() ? "both" : "none");
        }
        require(Key.TOKEN, "message");
        if (!isRequest()) {
            if (!isResult(result())) {
                throw new RefusedException("result", "must be a code such as 205 or 404", result());
            }
            return;
        }
        Operation operation = operation();
        if (operation == null) {
            throw new RefusedException("operation", "must be 0 to 18 or 20 to 24", number(Key.OPERATION));
        }
        for (int key : ORDER) {
            if (operation.needs(key)) {
                require(key, operation.name());
            }
        }
    }

    private void require(int key, String where) throws RefusedException {
        if (values[key] == null) {
            throw new RefusedException(Key.name(key), "must be in " + where, "missing");
        }
    }

    /** Classes 2, 4 and 5, details 0 to 31, as CoAP has them. */
    private static boolean isResult(int code) {
        int kind = code / 100;
        return (kind == 2 || kind == 4 || kind == 5) && code % 100 < 32;
    }

    private static long natural(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + ": must not be negative, was " + value);
        }
        return value;
    }

    private Message with(int key, Object value) {
        @Nullable Object[] changed = values.clone();
        changed[key] = value;
        return new Message(changed);
    }

    private long number(int key) {
        return values[key] instanceof Long number ? number : -1;
    }

    private @Nullable String text(int key) {
        return (String) values[key];
    }

    /** For logs: every key by name, byte strings by their length only. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(isRequest() ? String.valueOf(operation()) : String.valueOf(result()));
        for (int key : ORDER) {
            Object value = values[key];
            if (value != null && key != Key.OPERATION && key != Key.RESULT) {
                String shown = value instanceof byte[] bytes ? bytes.length + " B" : value.toString();
                text.append(' ').append(Key.name(key)).append('=').append(shown);
            }
        }
        return text.toString();
    }
}
