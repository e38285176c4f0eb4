package vn.tram.web;

import java.text.Normalizer;
import java.util.regex.Pattern;
import vn.tram.web.http.Fields;

/** What people type, as it is kept: in Unicode's NFC, without control characters, and without blanks at its ends. */
final class Typed {

    private static final Pattern IN_LINE = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final Pattern IN_LINES = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n]]");

    private Typed() {}

    /** One line; problems are noted with the fields. */
    static String line(Fields fields, String key, int min, int max) {
        return read(fields, key, min, max, "must be one line without control characters", IN_LINE);
    }

    /** Any number of lines; problems are noted with the fields. */
    static String lines(Fields fields, String key, int min, int max) {
        return read(fields, key, min, max, "must hold no control character but line feeds", IN_LINES);
    }

    /** As it is kept: composed, and without blanks at its ends. */
    static String normal(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    /** Whether it is one line without control characters. */
    static boolean isLine(String text) {
        return !IN_LINE.matcher(text).find();
    }

    private static String read(Fields fields, String key, int min, int max, String rule, Pattern refused) {
        String given = min == 0 ? fields.optionalText(key, 0, max) : fields.text(key, min, max);
        String text = given == null
                ? ""
                : Normalizer.normalize(given.replace("\r\n", "\n").strip(), Normalizer.Form.NFC);
        if (refused.matcher(text).find()) {
            fields.problem(key, rule, "");
        } else if (given != null && !given.isEmpty() && text.isEmpty() && min > 0) {
            fields.problem(key, "must not be blank", "");
        }
        return text;
    }
}
