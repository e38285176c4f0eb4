package vn.tram.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** What {@code probe} and {@code reflect} say, in one language, from {@code resources/probe/*.properties}. Immutable. */
final class ProbeTexts {

    static final String VIETNAMESE = "vi";
    static final String ENGLISH = "en";

    private final Properties byKey = new Properties();

    /** @param language vi or en */
    ProbeTexts(String language) {
        try (InputStream in = Objects.requireNonNull(
                        ProbeTexts.class.getResourceAsStream("/probe/" + language + ".properties"), language);
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            byKey.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("texts of probe: cannot read those for " + language, e);
        }
    }

    /** Vietnamese where the terminal's locale is, else English. */
    static String languageOf(Locale terminal) {
        return terminal.getLanguage().equals(VIETNAMESE) ? VIETNAMESE : ENGLISH;
    }

    /** The text of {@code key}, with {@code {0}}, {@code {1}} … replaced. */
    String get(String key, Object... arguments) {
        String text = Objects.requireNonNull(byKey.getProperty(key), key);
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text;
    }
}
