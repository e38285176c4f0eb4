package vn.tram.wire;

import org.jspecify.annotations.Nullable;

/**
 * The operations of LwM2M over MQTT with their number in key 1 of a request, and the keys that a request needs beside
 * its token (LwM2M Transport 1.2, section 8.3).
 */
public enum Operation {
    BOOTSTRAP_REQUEST(0),
    BOOTSTRAP_WRITE(1),
    BOOTSTRAP_READ(2, Key.URI),
    BOOTSTRAP_DELETE(3, Key.URI),
    BOOTSTRAP_DISCOVER(4, Key.URI),
    BOOTSTRAP_FINISH(5),
    REGISTER(6, Key.LIFETIME, Key.VERSION, Key.PAYLOAD),
    UPDATE(7),
    DEREGISTER(8),
    READ(9, Key.URI),
    READ_COMPOSITE(10, Key.PATHS),
    DISCOVER(11, Key.URI),
    WRITE_REPLACE(12, Key.URI, Key.CONTENT_FORMAT, Key.PAYLOAD),
    WRITE_PARTIAL(13, Key.URI, Key.CONTENT_FORMAT, Key.PAYLOAD),
    WRITE_ATTRIBUTES(14, Key.URI),
    WRITE_COMPOSITE(15, Key.CONTENT_FORMAT, Key.PAYLOAD),
    EXECUTE(16, Key.URI),
    CREATE(17, Key.URI, Key.CONTENT_FORMAT, Key.PAYLOAD),
    DELETE(18, Key.URI),
    OBSERVE(20, Key.URI),
    OBSERVE_COMPOSITE(21, Key.PATHS),
    /** Its token is the observation's. */
    CANCEL_OBSERVE(22),
    /** Its token is the observation's; it gets no answer. */
    NOTIFY(23, Key.CONTENT_FORMAT, Key.PAYLOAD),
    SEND(24, Key.CONTENT_FORMAT, Key.PAYLOAD);

    private static final @Nullable Operation[] BY_CODE = new @Nullable Operation[25];

    static {
        for (Operation operation : values()) {
            BY_CODE[operation.code] = operation;
        }
    }

    private final int code;

    /** One bit a key. */
    private final int needs;

    Operation(int code, int... keys) {
        this.code = code;
        int bits = 0;
        for (int key : keys) {
            bits |= 1 << key;
        }
        this.needs = bits;
    }

    /** The number in key 1, 0 to 24. */
    public int code() {
        return code;
    }

    /** The operation with that number, or null when there is none (as for 19). */
    public static @Nullable Operation of(long code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[(int) code];
    }

    /**
     * Whether a server sends it to a client once that is registered. The other operations go from client to server, or
     * belong to bootstrap; an end ignores those that it sends itself, which are echoes.
     */
    public boolean isDownlink() {
        return code >= READ.code && code <= CANCEL_OBSERVE.code;
    }

    /** Whether a client sends it to its server: Register, Update, De-register, Notify and Send. */
    public boolean isUplink() {
        return code >= REGISTER.code && code <= DEREGISTER.code || code >= NOTIFY.code;
    }

    /** Whether a request of this operation without that key is refused. */
    boolean needs(int key) {
        return (needs >> key & 1) == 1;
    }
}
