package vn.tram.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;

/** The portal's own words in one language, from {@code resources/page/*.properties}. Immutable. */
final class Texts {

    static final Texts VIETNAMESE = new Texts("vi");
    static final Texts ENGLISH = new Texts("en");

    private final String language;
    private final Properties byKey = new Properties();

    private Texts(String language) {
        this.language = language;
        try (InputStreamReader in =
                new InputStreamReader(open("/page/" + language + ".properties"), StandardCharsets.UTF_8)) {
            byKey.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("portal texts: cannot read those for " + language, e);
        }
    }

    static InputStream open(String resource) {
        InputStream in = Texts.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("portal: " + resource + " is not on the class path");
        }
        return in;
    }

    static Texts in(String language) {
        return language.equals("en") ? ENGLISH : VIETNAMESE;
    }

    Set<String> keys() {
        return byKey.stringPropertyNames();
    }

    String language() {
        return language;
    }

    /** The text of {@code key}, with {@code {0}}, {@code {1}} … replaced. */
    String get(String key, String... arguments) {
        String text = byKey.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("portal text: there is none for " + key + " in " + language);
        }
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", arguments[i]);
        }
        return text;
    }
}
