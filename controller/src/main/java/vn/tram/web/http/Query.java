package vn.tram.web.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the query of one request strictly and collects every problem; {@link #done} refuses the request if any. */
public final class Query {

    private static final int MAX_TEXT = 200;

    private final Map<String, Deque<String>> given;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    Query(Map<String, Deque<String>> given) {
        this.given = given;
    }

    /** Null when absent. */
    public @Nullable String text(String key) {
        known.add(key);
        Deque<String> values = given.get(key);
        if (values == null) {
            return null;
        }
        String value = values.getFirst();
        if (values.size() > 1) {
            problem(key, "must be given once", values.size() + " times");
        }
        if (value.length() > MAX_TEXT) {
            problem(key, "must have at most " + MAX_TEXT + " characters", value);
            return null;
        }
        return value;
    }

    public int integer(String key, int min, int max, int fallback) {
        String text = text(key);
        if (text == null) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problem(key, "must be a whole number from " + min + " to " + max, text);
        return fallback;
    }

    /** ISO-8601 in UTC. */
    public @Nullable Instant time(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            Instant at = Instant.parse(text);
            if (at.isAfter(Instant.EPOCH) && at.isBefore(Instant.ofEpochSecond(253_402_300_800L))) {
                return at;
            }
        } catch (DateTimeException e) {
            // told below
        }
        problem(key, "must be a time such as 2026-11-24T07:00:00Z", text);
        return null;
    }

    /** One of the constants of {@code type}, in any case of letters; null when absent. */
    public <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        E[] choices = type.getEnumConstants();
        for (E choice : choices) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        problem(key, "must be one of " + Arrays.toString(choices), text);
        return null;
    }

    public void problem(String key, String rule, String value) {
        problems.add(new Problem("query " + key, rule, value));
    }

    /** @throws Refused when anything was wrong, or a key is none of those that were asked for */
    public void done() {
        for (String key : given.keySet()) {
            if (!known.contains(key)) {
                String rule = known.isEmpty() ? "is not known here" : "is not known; known are " + known;
                problems.add(new Problem("query " + new Problem("", "", key).value(), rule, ""));
            }
        }
        if (!problems.isEmpty()) {
            throw Refused.of(Refusal.BAD_REQUEST, problems);
        }
    }
}
