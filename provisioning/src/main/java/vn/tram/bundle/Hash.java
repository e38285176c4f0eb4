package vn.tram.bundle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of a blob: the SHA-256 of its bytes in 64 lower-case hexadecimal digits. */
public final class Hash {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private Hash() {}

    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
