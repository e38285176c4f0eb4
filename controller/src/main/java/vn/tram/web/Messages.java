package vn.tram.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.web.http.Json;
import vn.tram.web.http.Resource;

/** Text that people see, from {@code resources/messages/}. Immutable. */
final class Messages {

    static final List<String> LANGUAGES = List.of("vi", "en");
    private static final List<String> FILES = List.of("core", "api", "pages");

    private final Map<String, Map<String, String>> byLanguage = new TreeMap<>();
    private final Map<String, Resource> json = new TreeMap<>();

    Messages() {
        for (String language : LANGUAGES) {
            Map<String, String> texts = new TreeMap<>();
            for (String file : FILES) {
                texts.putAll(read("/messages/" + file + "." + language + ".properties"));
            }
            byLanguage.put(language, texts);
            json.put(language, Resource.of("application/json", Json.write(texts).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Map<String, String> read(String name) {
        Properties properties = new Properties();
        try (InputStream in = Messages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("messages: " + name + " is not on the class path");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("messages: cannot read " + name, e);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }

    /** The key itself when there is no such message. */
    String text(String language, String key) {
        Map<String, String> texts = byLanguage.getOrDefault(language, Map.of());
        return texts.getOrDefault(key, key);
    }

    /** All of them as one JSON object; null for a language that there is not. */
    @Nullable
    Resource json(String language) {
        return json.get(language);
    }
}
