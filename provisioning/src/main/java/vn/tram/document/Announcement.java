package vn.tram.document;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the province tells the people on its Wi-Fi. Texts are in Unicode's NFC and hold no control character but line
 * feeds in the body.
 *
 * @param revision of the publication that brought it
 * @param publishedAt by the controller's clock
 * @param vietnamese as most people read it
 * @param english for guests; null when there is none
 * @param showing when it is shown
 */
public record Announcement(
        long revision,
        Instant publishedAt,
        Text vietnamese,
        @Nullable Text english,
        Showing showing) {

    public static final int MAX_TITLE = 120;
    public static final int MAX_BODY = 4000;

    /** Shown at once, and without an end. */
    public Announcement(long revision, Instant publishedAt, Text vietnamese, @Nullable Text english) {
        this(revision, publishedAt, vietnamese, english, Showing.ALWAYS);
    }

    public Announcement {
        Objects.requireNonNull(publishedAt, "publishedAt");
        Objects.requireNonNull(vietnamese, "vietnamese");
        if (revision < 1) {
            throw new IllegalArgumentException("revision: must be at least 1, was " + revision);
        }
    }

    /**
     * One language of it.
     *
     * @param title one line, 1 to {@value #MAX_TITLE} characters
     * @param body at most {@value #MAX_BODY} characters, in which the portal knows a few marks of Markdown; an empty line
     *     parts paragraphs
     */
    public record Text(String title, String body) {

        public Text {
            title = clean(title);
            body = clean(body);
            String problem = problem(title, body);
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
        }

        /** The rule that the texts break, or null. */
        public static @Nullable String problem(String title, String body) {
            if (title.isBlank() || title.codePointCount(0, title.length()) > MAX_TITLE) {
                return "title: must have 1 to " + MAX_TITLE + " characters, had "
                        + title.strip().length();
            }
            if (body.codePointCount(0, body.length()) > MAX_BODY) {
                return "body: must have at most " + MAX_BODY + " characters, had " + body.length();
            }
            if (title.chars().anyMatch(c -> Character.isISOControl(c))
                    || body.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
                return "text: must hold no control characters";
            }
            return null;
        }

        private static String clean(String text) {
            return Normalizer.normalize(text.replace("\r\n", "\n").strip(), Normalizer.Form.NFC);
        }
    }

    /** In the language asked for, or in Vietnamese where it has no such text. */
    public Text in(String language) {
        return language.equals("en") && english != null ? english : vietnamese;
    }
}
