package vn.tram.wire;

import java.util.List;

/** The integer keys of a message's map (LwM2M Transport 1.2, table 8.7-1). */
public final class Key {

    public static final int OPERATION = 1;
    public static final int TOKEN = 2;
    public static final int ENDPOINT = 3;
    /** Preferred content format, in a Bootstrap-Request. */
    public static final int PREFERRED_FORMAT = 4;

    public static final int URI = 5;
    /** A SenML-ETCH fetch pack in CBOR: the paths of a composite operation. */
    public static final int PATHS = 6;

    public static final int PAYLOAD = 7;
    /** Seconds. */
    public static final int LIFETIME = 8;

    public static final int VERSION = 9;
    public static final int BINDING = 10;
    public static final int SMS = 11;
    /** Seconds. */
    public static final int PMIN = 12;
    /** Seconds. */
    public static final int PMAX = 13;

    public static final int GREATER_THAN = 14;
    public static final int STEP = 15;
    /** Seconds. */
    public static final int EPMIN = 16;
    /** Seconds. */
    public static final int EPMAX = 17;

    public static final int RESULT = 18;
    public static final int CONTENT_FORMAT = 19;
    public static final int EDGE = 20;
    public static final int HQMAX = 21;
    public static final int DEPTH = 22;

    private static final List<String> NAMES = List.of(
            "key 0",
            "operation",
            "token",
            "ep",
            "pct",
            "uri",
            "paths",
            "payload",
            "lifetime",
            "version",
            "b",
            "sms",
            "pmin",
            "pmax",
            "gt",
            "st",
            "epmin",
            "epmax",
            "result",
            "ct",
            "edge",
            "hqmax",
            "depth");

    private Key() {}

    /** The key's name in the specification, for messages to people. */
    public static String name(int key) {
        return key >= 0 && key < NAMES.size() ? NAMES.get(key) : "key " + key;
    }

    /** Whether it is one of the numbers that a Write-Attributes or Discover request carries. */
    static boolean isAttribute(int key) {
        return key >= PMIN && key <= EPMAX || key >= EDGE && key <= DEPTH;
    }
}
