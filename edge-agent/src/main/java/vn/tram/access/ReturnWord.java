package vn.tram.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The short word by which a person whose device has changed its address comes back into the session. It is computed from
 * the address that the door was opened for, and so nothing has to be kept: it is good while that door is open.
 */
public final class ReturnWord {

    /** Without vowels, so that it says nothing, and without what is mistaken for something else. */
    private static final String ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ";

    private static final int SYMBOLS = 8;

    private final KeyedHash hash;

    public ReturnWord(KeyedHash hash) {
        this.hash = hash;
    }

    /** Eight symbols in two groups, 38 bits: who guesses is stopped long before. */
    public String of(String mac) {
        byte[] bytes = hash.of("word", mac);
        long bits = 0;
        for (int i = 0; i < Long.BYTES - 1; i++) {
            bits = bits << 8 | (bytes[i] & 0xff);
        }
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < SYMBOLS; i++) {
            word.append(ALPHABET.charAt((int) (bits % ALPHABET.length())));
            bits /= ALPHABET.length();
        }
        return word.insert(SYMBOLS / 2, '-').toString();
    }

    /** The session that the word belongs to, as somebody typed it; null when there is none. */
    public @Nullable Session find(String typed, Iterable<Session> sessions) {
        if (typed.length() > 64) {
            return null;
        }
        byte[] wanted = plain(typed);
        Session found = null;
        for (Session session : sessions) {
            if (MessageDigest.isEqual(plain(of(session.client().mac())), wanted)) {
                found = session;
            }
        }
        return found;
    }

    private static byte[] plain(String word) {
        return word.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "").getBytes(StandardCharsets.UTF_8);
    }
}
