package vn.tram.document;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is printed on a voucher: twelve symbols of Crockford's Base32 in three groups, such as {@code 0G07-K2M9-4TQX}. They
 * hold the batch, the serial number, a secret, and a check symbol that finds what was mistyped. Lower case, other
 * separators, {@code O} for 0 and {@code I} or {@code L} for 1 are read too.
 *
 * @param batch 0 to {@value #MAX_BATCH}
 * @param serial 0 to {@value #MAX_SERIAL}
 * @param secret of 35 bits
 */
public record VoucherCode(int batch, int serial, long secret) {

    public static final int MAX_BATCH = 1023;
    public static final int MAX_SERIAL = 1023;

    /** How many bytes of a verifier are kept. */
    public static final int VERIFIER_BYTES = 10;

    private static final int SECRET_BITS = 35;
    private static final int SYMBOLS = 12;
    private static final int CHECK = 29;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Some milliseconds on a small box: enough to make each guess cost something, and little for one that is right. */
    private static final int ROUNDS = 10_000;

    public VoucherCode {
        if (batch < 0 || batch > MAX_BATCH || serial < 0 || serial > MAX_SERIAL) {
            throw new IllegalArgumentException("batch, serial: must be 0 to 1023, were " + batch + ", " + serial);
        }
        if (secret < 0 || secret >> SECRET_BITS != 0) {
            throw new IllegalArgumentException("secret: must have 35 bits");
        }
    }

    /** @param random must be fit for secrets */
    public static VoucherCode draw(int batch, int serial, RandomGenerator random) {
        return new VoucherCode(batch, serial, random.nextLong() >>> (Long.SIZE - SECRET_BITS));
    }

    /** The code that somebody typed; null when it is none. */
    public static @Nullable VoucherCode parse(String typed) {
        if (typed.length() > 64) {
            return null;
        }
        long bits = 0;
        int symbols = 0;
        int last = 0;
        String upper = typed.toUpperCase(Locale.ROOT);
        for (int i = 0; i < upper.length(); i++) {
            char c = upper.charAt(i);
            int value = ALPHABET.indexOf(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
            if (value < 0) {
                if (Character.isWhitespace(c) || c == '-' || c == '.' || c == '\u2013') {
                    continue;
                }
                return null;
            }
            if (++symbols < SYMBOLS) {
                bits = bits << 5 | value;
            }
            last = value;
        }
        if (symbols != SYMBOLS || bits % CHECK != last) {
            return null;
        }
        int batch = (int) (bits >> (SECRET_BITS + 10));
        return new VoucherCode(batch, (int) (bits >> SECRET_BITS & MAX_SERIAL), bits & (1L << SECRET_BITS) - 1);
    }

    /** As it is printed. */
    public String text() {
        long bits = ((long) batch << 10 | serial) << SECRET_BITS | secret;
        StringBuilder text = new StringBuilder();
        for (int i = SYMBOLS - 2; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (bits >> (5 * i) & 31)));
        }
        text.append(ALPHABET.charAt((int) (bits % CHECK)));
        return text.insert(8, '-').insert(4, '-').toString();
    }

    /**
     * What can be told of the code without being able to make it: PBKDF2 with HMAC-SHA-256 (RFC 8018) over the text, with
     * the batch's salt. Takes some milliseconds.
     *
     * @return {@value #VERIFIER_BYTES} bytes
     */
    public byte[] verifier(byte[] salt) {
        try {
            PBEKeySpec spec = new PBEKeySpec(text().toCharArray(), salt, ROUNDS, VERIFIER_BYTES * 8);
            byte[] whole = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return Arrays.copyOf(whole, VERIFIER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2 with HMAC-SHA-256", e);
        }
    }

    /** Without the secret: for logs and lists. */
    @Override
    public String toString() {
        return "voucher " + batch + "/" + serial;
    }
}
