package vn.tram.portal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import vn.tram.page.Trouble;

/** Names and values as HTML forms and queries send them ({@code application/x-www-form-urlencoded}), read strictly. */
final class Form {

    static final int MAX_BYTES = 8_192;
    private static final int MAX_FIELDS = 16;

    private final Map<String, String> fields = new HashMap<>();

    private Form() {}

    /** @throws BadRequestException when it has too many fields, one twice, bad escapes, or is not UTF-8 */
    static Form parse(String encoded) throws BadRequestException {
        Form form = new Form();
        for (String pair : encoded.split("&", MAX_FIELDS + 1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (form.fields.size() >= MAX_FIELDS || form.fields.put(name, value) != null) {
                throw bad("form: must have at most " + MAX_FIELDS + " fields, each once");
            }
        }
        return form;
    }

    /** The value in Unicode's NFC; empty when there is none. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    private static String decode(String text) throws BadRequestException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                boolean whole = i + 2 < text.length();
                int high = whole ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = whole ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw bad("form: % must be followed by two hexadecimal digits");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else if (c > 0x7e) {
                throw bad("form: must hold ASCII only, and all else in escapes");
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        try {
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return Normalizer.normalize(value, Normalizer.Form.NFC);
        } catch (CharacterCodingException e) {
            throw bad("form: must be UTF-8");
        }
    }

    private static BadRequestException bad(String rule) {
        return new BadRequestException(400, Trouble.BAD_REQUEST, rule);
    }
}
