package vn.tram.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.tram.profiles.file.BadFileException;

/**
 * A line of JSON with signatures under it, a line for each key: {@code #ed25519 KEY SIGNATURE}. To whoever reads JSON as
 * YAML they are comments. What is signed is the purpose, a line feed, and the line of JSON.
 */
public final class Signed {

    private static final Pattern SIGNATURE = Pattern.compile("#ed25519 ([0-9a-f]{16}) ([A-Za-z0-9_-]{86})");

    /** For what a signature is good: one for the one is never one for the other. */
    public enum Purpose {
        /** The manifest of a bundle. */
        BUNDLE("tram bundle"),
        /** An emergency broadcast. */
        EMERGENCY("tram emergency");

        private final String text;

        Purpose(String text) {
            this.text = text;
        }

        private String of(String line) {
            return text + "\n" + line;
        }
    }

    private Signed() {}

    /** @param line holds no line feed */
    public static String sign(Purpose purpose, String line, List<SigningKey> keys) {
        if (line.indexOf('\n') >= 0 || keys.isEmpty() || keys.size() > VerifyingKeys.MAX_KEYS) {
            throw new IllegalArgumentException(
                    "signed: must be one line and 1 to " + VerifyingKeys.MAX_KEYS + " keys, were " + keys);
        }
        StringBuilder text = new StringBuilder(line).append('\n');
        for (SigningKey key : keys) {
            text.append("#ed25519 ")
                    .append(key.id())
                    .append(' ')
                    .append(key.sign(purpose.of(line)))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * What the centre says in {@code text}.
     *
     * @param what is named in errors
     * @return the line of JSON
     * @throws BadFileException when no key that is known has signed it, or a signature of a known key is wrong
     */
    public static String open(Purpose purpose, String what, String text, VerifyingKeys keys) throws BadFileException {
        String[] lines = text.split("\n", -1);
        if (lines.length < 3 || lines.length > 2 + VerifyingKeys.MAX_KEYS || !lines[lines.length - 1].isEmpty()) {
            throw new BadFileException(
                    what, "signature", "must be 1 to " + VerifyingKeys.MAX_KEYS + " lines under one of JSON", "none");
        }
        byte[] said = purpose.of(lines[0]).getBytes(StandardCharsets.UTF_8);
        List<String> unknown = new ArrayList<>();
        boolean isKnown = false;
        for (String line : Arrays.asList(lines).subList(1, lines.length - 1)) {
            Matcher form = SIGNATURE.matcher(line);
            if (!form.matches()) {
                throw new BadFileException(what, "signature", "must be: #ed25519 KEY SIGNATURE", line);
            }
            String key = form.group(1);
            if (!keys.has(key)) {
                unknown.add(key);
            } else if (keys.areSignedBy(key, said, Base64.getUrlDecoder().decode(form.group(2)))) {
                isKnown = true;
            } else {
                throw new BadFileException(what, "signature", "must be over what is said; wrong is that of key", key);
            }
        }
        if (!isKnown) {
            throw new BadFileException(
                    what, "signature", "must be of a key that is known here", String.join(" ", unknown));
        }
        return lines[0];
    }

    /** Whether it is signed with a key that is not among these: the centre may have changed its key. */
    public static boolean namesOthers(String text, VerifyingKeys keys) {
        return SIGNATURE.matcher(text).results().anyMatch(signature -> !keys.has(signature.group(1)));
    }
}
