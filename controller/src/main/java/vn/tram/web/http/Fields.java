package vn.tram.web.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** Reads a JSON object strictly and collects every problem; {@link #done} refuses the request if there are any. */
public final class Fields {

    private final JsonNode object;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private Fields(JsonNode object) {
        this.object = object;
    }

    /** @throws Refused when the bytes are not one JSON object in UTF-8 */
    static Fields parse(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refused.because(Refusal.BAD_REQUEST, "body", "must be UTF-8", "");
        }
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node.isObject()) {
                return new Fields(node);
            }
        } catch (JacksonException e) {
            throw Refused.because(Refusal.BAD_REQUEST, "body", "must be JSON; is not" + where(e), "");
        }
        throw Refused.because(Refusal.BAD_REQUEST, "body", "must be one JSON object", "");
    }

    /** Without what Jackson says: that may repeat a password. */
    private static String where(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Empty, with a problem noted, when it is missing, no text, or of another length in characters. */
    public String text(String key, int min, int max) {
        String text = optionalText(key, min, max);
        if (text == null && !has(key)) {
            problem(key, "is missing", "");
        }
        return text == null ? "" : text;
    }

    /** Null when it is absent or JSON's null. */
    public @Nullable String optionalText(String key, int min, int max) {
        known.add(key);
        if (!has(key)) {
            return null;
        }
        JsonNode node = object.get(key);
        if (!node.isString()) {
            problem(key, "must be a text", node.getNodeType().toString());
            return null;
        }
        String text = node.stringValue();
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            problem(key, "must have " + min + " to " + max + " characters", String.valueOf(length));
            return null;
        }
        return text;
    }

    /** {@code min}, with a problem noted, when it is missing, no whole number, or out of range. */
    public int integer(String key, int min, int max) {
        known.add(key);
        JsonNode node = object.get(key);
        if (node == null || !node.isInt() || node.intValue() < min || node.intValue() > max) {
            problem(key, "must be a whole number from " + min + " to " + max, node == null ? "" : node.toString());
            return min;
        }
        return node.intValue();
    }

    /** A list of texts; an absent one is empty. */
    public List<String> texts(String key, int maxItems, int maxLength) {
        known.add(key);
        if (!has(key)) {
            return List.of();
        }
        JsonNode node = object.get(key);
        List<String> texts = new ArrayList<>();
        if (!node.isArray() || node.size() > maxItems) {
            problem(key, "must be a list of at most " + maxItems + " texts", "");
            return List.of();
        }
        for (JsonNode item : node) {
            if (item.isString() && item.stringValue().length() <= maxLength) {
                texts.add(item.stringValue());
            } else {
                problem(key, "must be texts of at most " + maxLength + " characters", "");
            }
        }
        return List.copyOf(texts);
    }

    private boolean has(String key) {
        JsonNode node = object.get(key);
        return node != null && !node.isNull();
    }

    public void problem(String key, String rule, String value) {
        problems.add(new Problem(key, rule, value));
    }

    /** @throws Refused when anything was wrong, or a key is none of those that were asked for */
    public void done() {
        for (String key : object.propertyNames()) {
            if (!known.contains(key)) {
                problems.add(new Problem(new Problem("", "", key).value(), "is not known; known are " + known, ""));
            }
        }
        if (!problems.isEmpty()) {
            throw Refused.of(Refusal.BAD_REQUEST, problems);
        }
    }
}
