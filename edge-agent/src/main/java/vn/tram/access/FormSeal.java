package vn.tram.access;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The hidden value of the portal's form, which stands in for a cookie: who was shown the form, when, and which rules of
 * use. 128 random bits make each value different, and HMAC-SHA-256 makes it ours. Good once, for one device, for an hour.
 * Safe for use by many threads.
 */
public final class FormSeal {

    /** How long a page may stay open before its button is pressed. */
    public static final Duration LIFE = Duration.ofHours(1);

    private static final int NONCE = 16;
    private static final int SEALED = Long.BYTES + Integer.BYTES + NONCE;
    private static final int LENGTH = (SEALED + KeyedHash.BYTES) * 4 / 3;
    private static final int MAX_USED = 8_192;

    private final KeyedHash hash;
    private final RandomGenerator random;
    private final Map<String, Long> used = new LinkedHashMap<>();

    /** What is thought of a value that came with a form. */
    public enum Verdict {
        GOOD,
        /** It was good, and has been used. */
        USED,
        /** It was made for this device, too long ago. */
        EXPIRED,
        /** It was made for this device, and the rules of use have changed since. */
        OTHER_TERMS,
        /** We did not make it for this device. */
        FORGED
    }

    /** @param random must be fit for secrets */
    public FormSeal(KeyedHash hash, RandomGenerator random) {
        this.hash = hash;
        this.random = random;
    }

    /** A new value; {@code terms} is the version of the rules that are shown with it. */
    public String issue(String mac, int terms, Instant now) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = ByteBuffer.allocate(SEALED)
                .putLong(now.getEpochSecond())
                .putInt(terms)
                .put(nonce)
                .array();
        byte[] all = ByteBuffer.allocate(SEALED + KeyedHash.BYTES)
                .put(sealed)
                .put(sign(mac, sealed))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private byte[] sign(String mac, byte[] sealed) {
        return hash.of("form", mac, HexFormat.of().formatHex(sealed));
    }

    /** Judges a value, and uses it up when it is good. */
    public Verdict redeem(String value, String mac, int terms, Instant now) {
        if (value.length() != LENGTH) {
            return Verdict.FORGED;
        }
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            return Verdict.FORGED;
        }
        ByteBuffer in = ByteBuffer.wrap(all);
        byte[] sealed = new byte[SEALED];
        byte[] signature = new byte[all.length - SEALED];
        in.get(sealed).get(signature);
        if (!MessageDigest.isEqual(signature, sign(mac, sealed))) {
            return Verdict.FORGED;
        }
        long issued = ByteBuffer.wrap(sealed).getLong();
        long age = now.getEpochSecond() - issued;
        if (age < 0 || age > LIFE.toSeconds()) {
            return Verdict.EXPIRED;
        }
        if (ByteBuffer.wrap(sealed).getInt(Long.BYTES) != terms) {
            return Verdict.OTHER_TERMS;
        }
        return use(value, issued + LIFE.toSeconds(), now.getEpochSecond()) ? Verdict.GOOD : Verdict.USED;
    }

    /** The oldest are forgotten when there are too many: that a device opens its own door twice does no harm. */
    private synchronized boolean use(String value, long until, long now) {
        used.values().removeIf(end -> end < now);
        if (used.containsKey(value)) {
            return false;
        }
        if (used.size() >= MAX_USED) {
            used.remove(used.keySet().iterator().next());
        }
        used.put(value, until);
        return true;
    }
}
