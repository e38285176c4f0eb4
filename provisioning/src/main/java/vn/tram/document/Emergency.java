package vn.tram.document;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A warning to everybody on the province's Wi-Fi, in the terms of the Common Alerting Protocol (OASIS CAP 1.2); its scope
 * is always Public.
 *
 * @param identifier of this message, 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param sender who warns, such as the province
 * @param sent when a second person has confirmed it
 * @param expires at most {@link #LONGEST} after it was sent
 * @param references the identifier of the message that this one updates or cancels; null for none
 * @param english null when there is none
 */
public record Emergency(
        String identifier,
        String sender,
        Instant sent,
        Status status,
        MsgType msgType,
        Category category,
        Urgency urgency,
        Severity severity,
        Certainty certainty,
        @Nullable String references,
        Instant expires,
        Info vietnamese,
        @Nullable Info english) {

    /** Of the signed text in UTF-8. */
    public static final int MAX_BYTES = 4096;

    public static final Duration LONGEST = Duration.ofDays(7);

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** CAP's status. */
    public enum Status {
        ACTUAL,
        /** A drill, marked as one wherever it is shown. */
        EXERCISE
    }

    /** CAP's msgType. */
    public enum MsgType {
        ALERT,
        UPDATE,
        /** The danger is over. */
        CANCEL
    }

    /** CAP's category. */
    public enum Category {
        GEO,
        MET,
        SAFETY,
        SECURITY,
        RESCUE,
        FIRE,
        HEALTH,
        ENV,
        TRANSPORT,
        INFRA,
        CBRNE,
        OTHER
    }

    /** CAP's urgency. */
    public enum Urgency {
        IMMEDIATE,
        EXPECTED,
        FUTURE,
        PAST,
        UNKNOWN
    }

    /** CAP's severity. */
    public enum Severity {
        EXTREME,
        SEVERE,
        MODERATE,
        MINOR,
        UNKNOWN
    }

    /** CAP's certainty. */
    public enum Certainty {
        OBSERVED,
        LIKELY,
        POSSIBLE,
        UNLIKELY,
        UNKNOWN
    }

    /**
     * What is said in one language; in Unicode's NFC.
     *
     * @param event what happens, 1 to {@value #MAX_EVENT} characters
     * @param headline one line, 1 to {@value #MAX_HEADLINE} characters
     * @param description may be empty
     * @param instruction what people should do; may be empty
     * @param area where; may be empty for the whole province
     */
    public record Info(String event, String headline, String description, String instruction, String area) {

        public static final int MAX_EVENT = 80;
        public static final int MAX_HEADLINE = 160;
        public static final int MAX_TEXT = 1000;

        public Info {
            event = clean(event);
            headline = clean(headline);
            description = clean(description);
            instruction = clean(instruction);
            area = clean(area);
            String problem = problem(event, headline, description, instruction, area);
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
        }

        /** The rule that the texts break, beginning with the field's name; or null. */
        public static @Nullable String problem(
                String event, String headline, String description, String instruction, String area) {
            String line = problem("event", event, 1, MAX_EVENT, false);
            line = line != null ? line : problem("headline", headline, 1, MAX_HEADLINE, false);
            line = line != null ? line : problem("description", description, 0, MAX_TEXT, true);
            line = line != null ? line : problem("instruction", instruction, 0, MAX_TEXT, true);
            return line != null ? line : problem("area", area, 0, MAX_HEADLINE, false);
        }

        private static @Nullable String problem(String key, String text, int min, int max, boolean lines) {
            int length = text.strip().codePointCount(0, text.strip().length());
            if (length < min || length > max) {
                return key + ": must have " + min + " to " + max + " characters, had " + length;
            }
            boolean hasControl = text.chars().anyMatch(c -> Character.isISOControl(c) && !(lines && c == '\n'));
            return hasControl ? key + ": must hold no control characters" : null;
        }

        private static String clean(String text) {
            return Normalizer.normalize(text.replace("\r\n", "\n").strip(), Normalizer.Form.NFC);
        }
    }

    public Emergency {
        String problem = problem(identifier, sender, sent, expires);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The rule that the values break, or null. */
    public static @Nullable String problem(String identifier, String sender, Instant sent, Instant expires) {
        if (!IDENTIFIER.matcher(identifier).matches()) {
            return "identifier: must be 1 to 64 of A-Z a-z 0-9 . _ -, was " + identifier;
        }
        if (sender.isBlank() || sender.length() > Info.MAX_HEADLINE) {
            return "sender: must have 1 to " + Info.MAX_HEADLINE + " characters, was " + sender;
        }
        if (!expires.isAfter(sent) || expires.isAfter(sent.plus(LONGEST))) {
            return "expires: must be at most " + LONGEST.toDays() + " days after it is sent, was " + expires;
        }
        return null;
    }

    /** In the language asked for, or in Vietnamese where there is no such text. */
    public Info in(String language) {
        return language.equals("en") && english != null ? english : vietnamese;
    }

    public boolean isDrill() {
        return status == Status.EXERCISE;
    }
}
